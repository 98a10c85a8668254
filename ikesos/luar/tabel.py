"""A CSV table as people save them: comma, semicolon or tab; BOM; quotes; spaces; decimal comma."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ikesos.luar.galat import Catatan

PEMISAH = (";", "\t", ",", "|")
TERBESAR = 1e100
"""Larger numbers are refused: differences and products of them would overflow."""
TITIK = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
KOMA = re.compile(r"[+-]?(\d+(,\d*)?|,\d+)")
RIBUAN_TITIK = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
RIBUAN_KOMA = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
HILANG = frozenset({"", "na", "n/a", "nan", "null", "-", "–", "—"})
"""Cells, in small letters, that mean "not measured"."""


@dataclass(frozen=True, slots=True)
class Tabel:
    """Headings and rows of one file; `baris` holds (line number, cells)."""

    nama: str
    judul: list[str]
    baris: list[tuple[int, list[str]]]
    pemisah: str

    def column(self, letak: int) -> Iterable[str]:
        return (isi[letak] for _, isi in self.baris)


def read(berkas: Path, catatan: Catatan) -> Tabel | None:
    """Return the table of a file, or None after noting why it cannot be read."""
    teks = _text(berkas, catatan)
    if teks is None:
        return None
    baris_awal = teks.split("\n", 1)[0].strip()
    if baris_awal.lower().startswith("sep=") and len(baris_awal) == 5:
        pemisah, lewat = baris_awal[4], 1
    else:
        pemisah, lewat = _delimiter(teks), 0
    # A blank between a closing quote and the separator is no part of the cell.
    teks = re.sub(rf'" +(?={re.escape(pemisah)}|\n|$)', '"', teks)
    try:
        pembaca = csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah, skipinitialspace=True, strict=True)
        semua = [(pembaca.line_num, [sel.strip() for sel in isi]) for isi in pembaca][lewat:]
    except csv.Error:
        catatan.salah("bentuk", f"{berkas.name} bukan CSV yang utuh: periksa tanda kutip yang belum ditutup.")
        return None
    semua = [(nomor, isi) for nomor, isi in semua if any(isi)]
    if len(semua) < 2:
        catatan.salah(
            "kosong", f"{berkas.name} tidak punya baris data. Isi satu baris judul dan paling sedikit satu baris."
        )
        return None
    return _straight(berkas.name, semua, pemisah, catatan)


def _text(berkas: Path, catatan: Catatan) -> str | None:
    try:
        isi = berkas.read_bytes()
    except OSError:
        catatan.salah("tidak_ada", f"Berkas {berkas} tidak dapat dibaca. Periksa nama dan foldernya.")
        return None
    sandi = "utf-16" if isi.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        teks = isi.decode(sandi)
    except UnicodeDecodeError:
        teks = "\0"
    if "\0" in teks:
        catatan.salah("sandi", f"{berkas.name} bukan teks UTF-8. Simpan ulang sebagai CSV UTF-8.")
        return None
    return teks.replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n").lstrip("\n ")


def _delimiter(teks: str) -> str:
    """The separator that the line of headings holds most often outside quotes."""
    judul = re.sub(r'"[^"]*"', "", teks.split("\n", 1)[0])
    return max(PEMISAH, key=judul.count) if any(p in judul for p in PEMISAH) else ","


def _straight(nama: str, semua: list[tuple[int, list[str]]], pemisah: str, catatan: Catatan) -> Tabel:
    """Every row as long as the headings; empty columns at the right edge are dropped."""
    judul = semua[0][1]
    while judul and not judul[-1]:
        judul = judul[:-1]
    for satu in sorted({satu for satu in judul if satu and judul.count(satu) > 1}):
        catatan.salah("judul_ganda", f"{nama}: kolom {satu} tertulis dua kali. Hapus salah satunya.")
    if "" in judul:
        catatan.salah(
            "judul_kosong", f"{nama}: kolom ke-{judul.index('') + 1} tidak punya judul. Beri judul atau hapus."
        )
    baris = []
    for nomor, isi in semua[1:]:
        if len(isi) < len(judul) or any(isi[len(judul) :]):
            catatan.salah("lebar", f"{nama} baris {nomor}: {len(isi)} sel, padahal judulnya {len(judul)} kolom.")
        baris.append((nomor, (isi + [""] * len(judul))[: len(judul)]))
    return Tabel(nama, judul, baris, pemisah)


def missing(sel: str) -> bool:
    """True for a cell that says "not measured"."""
    return sel.lower() in HILANG


class Pembaca:
    """Reads the numbers of one file in one notation: decimal point, or decimal comma.

    A comma is the decimal sign where some cell can mean nothing else; a file that holds both signs is read cell by
    cell with the other one as thousands sign, and what fits neither is a fault.
    """

    def __init__(self, sel: Iterable[str], pemisah: str) -> None:
        isi = [s.replace("−", "-") for s in sel]
        titik = any("." in s and TITIK.fullmatch(s) and not RIBUAN_TITIK.fullmatch(s) for s in isi)
        koma = any("," in s and KOMA.fullmatch(s) and (pemisah == ";" or not RIBUAN_KOMA.fullmatch(s)) for s in isi)
        koma = koma or any("," in s and "." in s and RIBUAN_TITIK.fullmatch(s) for s in isi)
        self.koma = koma and not titik
        self.rancu = koma and titik

    def read(self, sel: str) -> float | None:
        """Return the number of a cell; None where it is none (or not sure)."""
        teks = sel.replace("−", "-")
        if self.rancu and ("," in teks):
            return None
        if self.koma:
            if RIBUAN_TITIK.fullmatch(teks):
                teks = teks.replace(".", "")
            elif not KOMA.fullmatch(teks):
                return None
            teks = teks.replace(",", ".")
        elif "," in teks:
            # `1,234` alone may be one and a bit or more than a thousand.
            if not (RIBUAN_KOMA.fullmatch(teks) and "." in teks):
                return None
            teks = teks.replace(",", "")
        if not TITIK.fullmatch(teks):
            return None
        nilai = float(teks)
        return nilai if abs(nilai) <= TERBESAR else None
