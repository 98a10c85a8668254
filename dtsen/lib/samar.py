"""Masking of NIK and No KK wherever text leaves the system unasked."""

from __future__ import annotations

import logging
import re

ENAM_BELAS = re.compile(r"(?<!\d)(\d{4})\d{8}(\d{4})(?!\d)")


def mask(angka: str | None) -> str:
    """Return `6402••••••••0001` for a 16-digit number, dots only for anything else that is filled."""
    if not angka:
        return ""
    teks = str.__str__(angka)
    if len(teks) == 16 and teks.isdigit():
        return f"{teks[:4]}••••••••{teks[12:]}"
    return "•" * len(teks)


def mask_text(teks: str) -> str:
    """Mask every 16-digit number inside a text."""
    return ENAM_BELAS.sub(r"\1••••••••\2", teks)


class SamarkanNik(logging.Filter):
    """Logging filter: no full NIK or No KK ever reaches a log."""

    def filter(self, record: logging.LogRecord) -> bool:
        pesan = record.getMessage()
        tersamar = mask_text(pesan)
        if tersamar != pesan:
            record.msg, record.args = tersamar, None
        return True
