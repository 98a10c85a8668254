"""Cells of the tables we hand out, so that a spreadsheet shows them and never runs them."""

from __future__ import annotations

import re

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""Content-Type of a workbook."""
RUMUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
"""First characters that Excel, LibreOffice or Google Sheets may take for the beginning of a formula (OWASP)."""
ANGKA = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
"""A plain number is worth itself; `-0.41` stays a coordinate."""


def aman(isi: object) -> str:
    """Return a cell as text; what would be a formula gets an apostrophe in front. None is the empty cell."""
    teks = "" if isi is None else str(isi)
    return f"'{teks}" if teks.startswith(RUMUS) and not ANGKA.fullmatch(teks) else teks
