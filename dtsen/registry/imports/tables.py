"""Open the tables people send: CSV with any usual delimiter, or workbooks. One row at a time, cells as text."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from dtsen.registry.imports.errors import BerkasSalah

PEMISAH = "|,;\t"
BUKU = {".xlsx", ".xls", ".ods", ".xlsb"}
CONTOH = 65_536
BARIS_SEL_MAKS = 20
"""A row that runs over more lines than this is an open quote that swallows the rows behind it."""
KOLOM_MAKS = 2_000
"""Columns of a table; the widest source has a tenth of it."""
OLE = b"\xd0\xcf\x11\xe0"
NUL, RUSAK = "\0", "\ufffd"
"""No text of the database holds a NUL: it becomes the sign of a damaged byte."""


@dataclass(slots=True)
class Lembar:
    """One table: its name, its headings as written, and its rows as lists of text with their line numbers."""

    nama: str
    berkas: str
    judul: list[str]
    rows: Iterator[tuple[int, list[str]]]
    mentah: Callable[[set[int]], Iterator[tuple[int, list[str]]]] | None = None

    def pick(self, nomor: set[int]) -> Iterator[tuple[int, list[str]]]:
        """Yield only the rows of these lines; of a CSV file the others are not even taken apart."""
        if self.mentah is not None:
            return self.mentah(nomor)
        return ((n, baris) for n, baris in self.rows if n in nomor)


def sel(nilai: Any) -> str:
    """Return a workbook cell as text: whole numbers without `.0`, dates as yyyy-mm-dd."""
    if nilai is None:
        return ""
    if isinstance(nilai, str):
        return nilai.replace(NUL, RUSAK).strip()
    if isinstance(nilai, float):
        return str(int(nilai)) if nilai.is_integer() else str(nilai)
    if isinstance(nilai, datetime):
        return nilai.date().isoformat()
    if isinstance(nilai, date):
        return nilai.isoformat()
    return str(nilai).strip()


def _check_head(berkas: Path) -> str:
    """Return the decoded first line; raises BerkasSalah for what is not a text table."""
    with berkas.open("rb") as isi:
        contoh = isi.read(CONTOH)
    if not contoh.strip():
        raise BerkasSalah("kosong", f"{berkas.name} kosong. Unduh atau simpan ulang, lalu unggah lagi.")
    if contoh.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in contoh:
        raise BerkasSalah(
            "pengodean", f"{berkas.name} bukan CSV UTF-8. Buka di Excel lalu Simpan Sebagai CSV UTF-8, dan unggah lagi."
        )
    try:
        return contoh.split(b"\n", 1)[0].decode("utf-8-sig").strip("\r")
    except UnicodeDecodeError as galat:
        raise BerkasSalah(
            "pengodean", f"Judul kolom {berkas.name} bukan UTF-8. Simpan ulang sebagai CSV UTF-8, lalu unggah lagi."
        ) from galat


def _open_quote(berkas: Path, baris: int) -> BerkasSalah:
    return BerkasSalah(
        "kutip_terbuka",
        f"{berkas.name} baris {baris}: tanda kutip tidak ditutup, baris sesudahnya ikut tertelan. Perbaiki baris itu.",
    )


def _csv(berkas: Path) -> Lembar:
    judul = _check_head(berkas)
    pemisah = max(PEMISAH, key=judul.count)
    kolom = next(csv.reader([judul], delimiter=pemisah))

    def rows() -> Iterator[tuple[int, list[str]]]:
        # A damaged byte spoils its own row only; the replacement sign marks it for refusal.
        with berkas.open(encoding="utf-8-sig", errors="replace", newline="") as isi:
            pembaca = csv.reader((garis.replace(NUL, RUSAK) for garis in isi), delimiter=pemisah)
            next(pembaca, None)
            sebelum = pembaca.line_num
            try:
                for baris in pembaca:
                    if pembaca.line_num - sebelum > BARIS_SEL_MAKS:
                        raise _open_quote(berkas, sebelum + 1)
                    sebelum = pembaca.line_num
                    if baris:
                        yield sebelum, baris
            except csv.Error as galat:
                raise _open_quote(berkas, sebelum + 1) from galat

    def mentah(nomor: set[int]) -> Iterator[tuple[int, list[str]]]:
        with berkas.open(encoding="utf-8-sig", errors="replace", newline="") as isi:
            pilih = [(n, garis.replace(NUL, RUSAK)) for n, garis in enumerate(isi, start=1) if n in nomor]
        if any(garis.count('"') % 2 for _, garis in pilih):
            # A quoted cell runs over several lines: only the full reader knows where rows begin.
            yield from ((n, baris) for n, baris in rows() if n in nomor)
            return
        for n, garis in pilih:
            yield n, next(csv.reader([garis], delimiter=pemisah))

    return Lembar(berkas.stem, berkas.name, [k.strip() for k in _narrow(berkas, kolom)], rows(), mentah)


def _narrow(berkas: Path, judul: list[str]) -> list[str]:
    if len(judul) > KOLOM_MAKS:
        raise BerkasSalah(
            "terlalu_lebar", f"{berkas.name} lebih dari {KOLOM_MAKS} kolom. Hapus kolom yang tidak dipakai."
        )
    return judul


def _sheet(berkas: Path, lembar: CalamineSheet) -> Lembar | None:
    isi = lembar.iter_rows()
    try:
        judul = _narrow(berkas, [sel(nilai) for nilai in next(isi)])
    except StopIteration:
        return None

    def rows() -> Iterator[tuple[int, list[str]]]:
        for nomor, baris in enumerate(isi, start=2):
            teks = [sel(nilai) for nilai in baris]
            if any(teks):
                yield nomor, teks

    return Lembar(lembar.name, berkas.name, judul, rows())


def _workbook(berkas: Path) -> list[Lembar]:
    with berkas.open("rb") as isi:
        tanda = isi.read(4)
    if not tanda:
        raise BerkasSalah("kosong", f"{berkas.name} kosong. Unduh atau simpan ulang, lalu unggah lagi.")
    if tanda == OLE and berkas.suffix.lower() == ".xlsx":
        raise BerkasSalah(
            "terkunci", f"{berkas.name} terkunci sandi. Buka sandinya di Excel, simpan, lalu unggah lagi."
        )
    try:
        buku = CalamineWorkbook.from_path(str(berkas))
        lembar = [_sheet(berkas, buku.get_sheet_by_name(nama)) for nama in buku.sheet_names]
    except (CalamineError, OSError) as galat:
        raise BerkasSalah(
            "buku_rusak",
            f"{berkas.name} tidak dapat dibuka sebagai buku kerja. Simpan ulang dari Excel, lalu unggah lagi.",
        ) from galat
    return [satu for satu in lembar if satu is not None]


def open_tables(berkas: Path) -> list[Lembar]:
    """Return the tables of a file (one for CSV, one a sheet for workbooks); raises BerkasSalah."""
    if not berkas.is_file():
        raise BerkasSalah("tidak_ada", f"Berkas {berkas.name} tidak ditemukan. Periksa nama dan letaknya.")
    akhiran = berkas.suffix.lower()
    if akhiran in BUKU:
        return _workbook(berkas)
    if akhiran in {".csv", ".txt", ".tsv"}:
        return [_csv(berkas)]
    raise BerkasSalah(
        "jenis_berkas", f"{berkas.name}: hanya CSV atau buku kerja Excel (.xlsx, .xls, .ods) yang dibaca."
    )
