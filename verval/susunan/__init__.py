"""Cases about family make-up: what is kept of an operation, what its maker saw, and both side by side in words.

`simpan` keeps and tells, `cari` looks numbers up, `dasar` compares with what the maker saw, `baris` puts it in words.
"""

from __future__ import annotations

from verval.susunan.baris import Baris, attach_arriving, rows
from verval.susunan.cari import Temuan, find, look
from verval.susunan.dasar import StaleSusunan, difference, touched
from verval.susunan.simpan import NIK_ORANG, filled, keep, main_person, nik_of, told

__all__ = [
    "NIK_ORANG",
    "Baris",
    "StaleSusunan",
    "Temuan",
    "attach_arriving",
    "difference",
    "filled",
    "find",
    "keep",
    "look",
    "main_person",
    "nik_of",
    "rows",
    "told",
    "touched",
]
