"""Workbooks of one sheet in which every cell is text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter

from dtsen.lib.sel import aman

TETAP = datetime(2000, 1, 1)
"""When such a file says it was made: a hash of it tells whether the content is the same."""


def text_workbook(kolom: Sequence[str], isi: Iterable[Sequence[str]], nama: str) -> bytes:
    """Return the file with `kolom` as its first row; formulas defused. The same rows give the same bytes."""
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, {"in_memory": True}) as buku:
        buku.set_properties({"created": TETAP})
        teks = buku.add_format({"num_format": "@"})
        lembar = buku.add_worksheet(nama)
        lembar.set_column(0, len(kolom) - 1, 18, teks)
        for urut, sel in enumerate((kolom, *isi)):
            for letak, nilai in enumerate(sel):
                lembar.write_string(urut, letak, aman(nilai), teks)
    return keluar.getvalue()
