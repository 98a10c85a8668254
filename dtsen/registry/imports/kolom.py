"""Declared columns: which heading means which fact, and how its values are read.

A layout is data. A converter is a plain dict from what files write to what COPY wants (`\\N` for "not stated"),
so that reading a row is one dict look-up a cell. What the dict does not hold is an unknown code: the fact stays
empty and the code goes to the queue (`PetaKode`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dtsen.registry.fakta import ANGKA, BIT, INDIVIDU, KELUARGA, KODE_, TEKS, Fakta

NULL = "\\N"
Peta = Mapping[str, str]
KOSONG = ("", "-", "NULL", "null", "None", "nan", "NaN")


def peta(pasangan: Mapping[int, int | None]) -> dict[str, str]:
    """Return a converter from the source's numbers to canonical codes, zero-padded spellings included."""
    hasil = dict.fromkeys(KOSONG, NULL)
    for dari, ke in pasangan.items():
        tujuan = NULL if ke is None else str(ke)
        hasil |= {str(dari): tujuan, f"{dari:02d}": tujuan, f"{dari}.0": tujuan}
    return hasil


def label(pasangan: Mapping[str, int | None]) -> dict[str, str]:
    """Return a converter from labels (any case) to canonical codes."""
    hasil = dict.fromkeys(KOSONG, NULL)
    for dari, ke in pasangan.items():
        tujuan = NULL if ke is None else str(ke)
        hasil |= dict.fromkeys((dari, dari.upper(), dari.lower(), dari.title(), dari.capitalize()), tujuan)
    return hasil


def tetap(fakta: Fakta) -> dict[str, str]:
    """Return the converter of a source that uses the canonical codes."""
    return peta({kode: kode for kode in fakta.pilihan})


def angka(maks: int) -> dict[str, str]:
    """Return the converter of a whole number from 0 to `maks`."""
    return peta({n: n for n in range(maks + 1)})


YA_TIDAK = {**label({"Ya": 1, "Tidak": 2, "Y": 1, "T": 2}), **peta({1: 1, 2: 2, 0: 2})}


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: canonical name, the headings that mean it (lower case), and its converter (None for free text)."""

    ke: str
    dari: tuple[str, ...]
    peta: Peta | None = None


def fakta(nama: str, *dari: str, tingkat: str, pakai: Peta | None = None) -> Kolom:
    """Return the column of a fact; without `pakai` the source uses the canonical codes."""
    f = (KELUARGA if tingkat == "keluarga" else INDIVIDU)[nama]
    if pakai is None and f.jenis == KODE_:
        pakai = tetap(f)
    if pakai is None and f.jenis in {ANGKA, BIT}:
        pakai = angka(f.maks)
    return Kolom(nama, tuple(d.lower() for d in (dari or (nama,))), pakai if f.jenis != TEKS else None)


def find(judul: Iterable[str]) -> dict[str, int]:
    """Return {heading in lower case: first position}."""
    tempat: dict[str, int] = {}
    for i, j in enumerate(judul):
        tempat.setdefault(j.strip().lower(), i)
    return tempat


class Tanggal(dict[str, str]):
    """Cache of date spellings: yyyy-mm-dd or dd/mm/yyyy (or with - .) to yyyy-mm-dd; `?` for what is no date."""

    def __missing__(self, teks: str) -> str:
        hasil = _tanggal(teks)
        self[teks] = hasil
        return hasil


def _tanggal(teks: str) -> str:
    t = teks.strip()
    if t in KOSONG or t.startswith("0000"):
        return NULL
    potong = t[:10].replace("/", "-").replace(".", "-").split("-")
    if len(potong) != 3 or not all(p.isdigit() for p in potong):
        return "?"
    a, b, c = (int(p) for p in potong)
    tahun, bulan, hari = (a, b, c) if a > 31 else (c, b, a)
    try:
        return date(tahun, bulan, hari).isoformat()
    except ValueError:
        return "?"
