"""Mobile numbers as people write them."""

from __future__ import annotations

import re

BUKAN_ANGKA = re.compile(r"[\s().+-]")
PONSEL = re.compile(r"(?:62|0)(8[0-9]{7,12})")
"""Indonesian mobile numbers, with or without the country code."""


def read_phone(tulisan: str) -> str:
    """Return `6281234567890` from how people write it (`0812-3456-7890`); blank where it is no mobile number."""
    cocok = PONSEL.fullmatch(BUKAN_ANGKA.sub("", tulisan))
    return f"62{cocok[1]}" if cocok else ""
