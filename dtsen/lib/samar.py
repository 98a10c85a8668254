"""Masking of NIK and No KK wherever text leaves the system unasked: pages, logs, crash reports, the trail."""

from __future__ import annotations

import logging
import re
from typing import Any

PANJANG = 16
TITIK = "•" * 8
PISAH = r"(?:[\s.,'`_/+\-\u2010-\u2015]|%20|%2[dDeE]|\\[nt])"
"""One separator as people and machines put it between groups of digits, also percent-encoded."""
RANGKAI = re.compile(rf"(?<!\d)\d{{16}}(?!\d)|\d(?:{PISAH}{{0,2}}\d){{15,}}")
"""Sixteen digits in a row; else any longer chain of digits, whatever stands between them."""


def mask(angka: str | None) -> str:
    """Return `6402••••••••0001` for a 16-digit number, dots only for anything else that is filled."""
    if not angka:
        return ""
    teks = str.__str__(angka)
    if len(teks) == PANJANG and teks.isdigit():
        return f"{teks[:4]}{TITIK}{teks[12:]}"
    return "•" * len(teks)


def _mask_chain(temu: re.Match[str]) -> str:
    angka = "".join(huruf for huruf in re.sub(r"%[0-9A-Fa-f]{2}", "", temu.group()) if huruf.isdigit())
    if len(angka) % PANJANG == 0:
        return " ".join(mask(angka[i : i + PANJANG]) for i in range(0, len(angka), PANJANG))
    return f"{angka[:4]}{'•' * (len(angka) - 8)}{angka[-4:]}"


def mask_text(teks: str) -> str:
    """Mask every number of sixteen digits or more inside a text, also one written in groups.

    Rather too much than too little: a text that goes to a log loses other long numbers as well.
    """
    return RANGKAI.sub(_mask_chain, teks)


def holds_number(teks: str) -> bool:
    """Whether a text holds what `mask_text` would mask."""
    return RANGKAI.search(teks) is not None


def mask_deep(isi: Any) -> Any:
    """Return JSON-like content with every text masked; numbers of sixteen digits become text."""
    if isinstance(isi, dict):
        return {mask_text(str(kunci)): mask_deep(nilai) for kunci, nilai in isi.items()}
    if isinstance(isi, list | tuple):
        return [mask_deep(nilai) for nilai in isi]
    if isinstance(isi, str):
        # A Nik masks itself when written; its plain digits are looked at here.
        return mask_text(str.__str__(isi))
    if isinstance(isi, int) and not isinstance(isi, bool) and holds_number(str(isi)):
        return mask_text(str(isi))
    return isi


class SamarkanNik(logging.Filter):
    """Logging filter: no full NIK or No KK reaches a handler, in the message, its arguments or a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        pesan = record.getMessage()
        tersamar = mask_text(pesan)
        if tersamar != pesan:
            record.msg, record.args = tersamar, None
        if record.exc_info and not record.exc_text:
            # Formatters reuse this text instead of writing the traceback themselves.
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask_text(record.exc_text)
        return True


class BarisTersamar(logging.Formatter):
    """Formatter whose whole line is masked: message, traceback, stack and whatever else the format names."""

    def format(self, record: logging.LogRecord) -> str:
        return mask_text(super().format(record))
