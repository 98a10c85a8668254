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

RUMUS = re.compile(
    rb'<(?:\w{1,20}:)?c\b[^<>]{0,200}?\br="([A-Z]{1,3}[0-9]{1,7})"[^<>]{0,200}>\s{0,200}<(?:\w{1,20}:)?f[\s>/]'
)
"""Every part is bounded: a sheet of nothing but `<c r="A1" r="A1" ...` would keep an unbounded one busy for days."""
LEMBAR = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
LEMBAR_MAKS = 50 * 1024**2
"""Bytes of one sheet of a workbook that people fill in, once unfolded."""
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
        berkas = sisik.receive(unggahan, Path(folder))
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
        if max((satu.file_size for satu in arsip.infolist()), default=0) > LEMBAR_MAKS:
            raise BerkasSalah("terlalu_besar", "Isi berkas ini terlalu banyak. Pakai templat halaman ini.")
        if "content.xml" in nama and b"table:formula=" in arsip.read("content.xml"):
            raise BerkasSalah("rumus", "Berkas ini berisi rumus. Tempel isinya sebagai nilai, lalu unggah lagi.")
        urut = sorted((int(cocok[1]), satu) for satu in nama if (cocok := LEMBAR.fullmatch(satu)))
        return [frozenset(a.decode() for a in RUMUS.findall(arsip.read(satu))) for _, satu in urut]
