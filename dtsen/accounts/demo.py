"""The second factor of demo accounts: one secret an installation and account, which the demo prints. Plain Python."""

from __future__ import annotations

import base64
import hashlib
import hmac


def secret_of(kunci: str, nama: str) -> str:
    """Return the base32 secret of a demo account; `kunci` is the SECRET_KEY of the installation."""
    return base64.b32encode(hmac.digest(kunci.encode(), f"dtsen.demo.totp.{nama}".encode(), hashlib.sha256)).decode()
