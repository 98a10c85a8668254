"""Workbooks that people fill in: every sheet with its cells as text and which of them are formulas."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.imports.tables import open_tables

RUMUS = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<(?:\w+:)?f[\s>/]')
LEMBAR = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
BARIS_MAKS = 1_000
DISEBUT = 50
"""Faults that are named; more would not be read."""


@dataclass(frozen=True, slots=True)
class Lembaran:
    """One sheet: its headings (row 1) and rows with their numbers; `rumus`: addresses of cells with a formula."""

    nama: str
    judul: list[str]
    baris: list[tuple[int, list[str]]]
    rumus: frozenset[str]


def address(kolom: int, baris: int) -> str:
    """Name a cell: (0, 5) is A5, (27, 5) is AB5."""
    teks, kolom = "", kolom + 1
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        teks = chr(ord("A") + sisa) + teks
    return f"{teks}{baris}"


def read(unggahan: UploadedFile[Any]) -> list[Lembaran]:
    """Read an uploaded workbook or CSV. Raises BerkasSalah."""
    with TemporaryDirectory() as folder:
        # Only the last part of the name is kept, whatever the browser sent.
        berkas = Path(folder) / Path(unggahan.name or "berkas").name
        with berkas.open("wb") as tujuan:
            for potong in unggahan.chunks():
                tujuan.write(potong)
        sisik.inspect(berkas)
        rumus = _formulas(berkas)
        hasil = []
        for urut, satu in enumerate(open_tables(berkas)):
            baris = []
            for isi in satu.rows:
                baris.append(isi)
                if len(baris) > BARIS_MAKS:
                    raise BerkasSalah("terlalu_panjang", f"Lebih dari {BARIS_MAKS} baris. Pakai templat halaman ini.")
            hasil.append(Lembaran(satu.nama, satu.judul, baris, rumus[urut] if urut < len(rumus) else frozenset()))
        return hasil


def _formulas(berkas: Path) -> list[frozenset[str]]:
    """Return the addresses of formula cells, sheet by sheet; ODS names none, so one that has any is refused."""
    if not zipfile.is_zipfile(berkas):
        return []
    with zipfile.ZipFile(berkas) as arsip:
        nama = arsip.namelist()
        if "content.xml" in nama and b"table:formula=" in arsip.read("content.xml"):
            raise BerkasSalah("rumus", "Berkas ini berisi rumus. Tempel isinya sebagai nilai, lalu unggah lagi.")
        urut = sorted((int(cocok[1]), satu) for satu in nama if (cocok := LEMBAR.fullmatch(satu)))
        return [frozenset(a.decode() for a in RUMUS.findall(arsip.read(satu))) for _, satu in urut]
