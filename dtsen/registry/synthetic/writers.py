"""Files that grow desa by desa: csv of any dialect and xlsx in constant memory, byte for byte the same every time."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter

from dtsen.registry.synthetic.damage import Sel

DIBUAT = datetime(2026, 11, 23, 8, 0, 0)
"""Creation time written into workbooks: fixed, so that equal runs give equal files."""


class Tabel(Protocol):
    """A sheet or csv file with its header already written."""

    nama: str
    baris: int  # line number of the last row written; the header is line 1

    def write(self, baris: Iterable[Sequence[Sel]]) -> None: ...


class TabelCsv:
    """One csv file."""

    def __init__(self, berkas: Path, judul: Sequence[str], *, pemisah: str = ",", kutip: bool = False) -> None:
        berkas.parent.mkdir(parents=True, exist_ok=True)
        self.nama, self.baris = berkas.name, 1
        self._isi = berkas.open("w", encoding="utf-8", newline="", buffering=1 << 18)
        self._tulis = csv.writer(
            self._isi, delimiter=pemisah, lineterminator="\n", quoting=csv.QUOTE_ALL if kutip else csv.QUOTE_MINIMAL
        )
        self._tulis.writerow(judul)

    def write(self, baris: Iterable[Sequence[Sel]]) -> None:
        semua = list(baris)
        self._tulis.writerows(semua)
        self.baris += len(semua)

    def close(self) -> None:
        self._isi.close()


class Buku:
    """One workbook; its sheets are tables. Numbers stay numbers, text stays text, None is an empty cell."""

    def __init__(self, berkas: Path) -> None:
        berkas.parent.mkdir(parents=True, exist_ok=True)
        self.nama = berkas.name
        self._buku: Any = xlsxwriter.Workbook(str(berkas), {"constant_memory": True, "strings_to_formulas": False})
        self._buku.set_properties({"created": DIBUAT, "author": "Data sintetis", "title": berkas.stem})

    def sheet(self, nama: str, judul: Sequence[str]) -> TabelXlsx:
        return TabelXlsx(self.nama, self._buku.add_worksheet(nama), judul)

    def close(self) -> None:
        self._buku.close()


class TabelXlsx:
    """One sheet of a workbook."""

    def __init__(self, nama: str, lembar: Any, judul: Sequence[str]) -> None:
        self.nama, self.baris, self._lembar = nama, 0, lembar
        self.write([judul])

    def write(self, baris: Iterable[Sequence[Sel]]) -> None:
        teks, angka = self._lembar.write_string, self._lembar.write_number
        for isi in baris:
            for k, nilai in enumerate(isi):
                if nilai is None or nilai == "":
                    continue
                if isinstance(nilai, str):
                    teks(self.baris, k, nilai)
                else:
                    angka(self.baris, k, nilai)
            self.baris += 1
