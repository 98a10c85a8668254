"""Where the files of a musyawarah lie: pictures, signatures, papers; outside the web root, under random names."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def path_of(nama: str) -> Path:
    """Return where a file lies: 256 folders."""
    return Path(settings.BERKAS_DIR) / "musdes" / nama[:2] / nama


def keep(nama: str, isi: bytes) -> None:
    """Write a file for nobody but the server."""
    tujuan = path_of(nama)
    tujuan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    tujuan.write_bytes(isi)
    tujuan.chmod(0o600)
