"""The service desk: find someone and answer with both desil. Shared by the page and `manage.py lookup`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dtsen.accounts.access import cakupan_of, require
from dtsen.accounts.models import User
from dtsen.lib.nik import NikSalah, NomorSalah, parse_nik
from dtsen.ranking.querysets import Desil, desil_of
from dtsen.registry import search
from dtsen.registry.models import Individu
from dtsen.wilayah.models import Wilayah
from verval.access import LIHAT

BUKAN_NAMA = re.compile(r"^[\d\s.,'`+\-E]*\d[\d\s.,'`+\-E]*$", re.IGNORECASE)
"""A number as people type or paste it, also one that Excel has damaged (6,4E+15)."""
ANGKA_NOMOR = 8
"""From so many digits on it is a number with a slip in it (an O for a 0), not a name."""


@dataclass(frozen=True, slots=True)
class Baris:
    """One person found, with what is asked about at the desk."""

    orang: Individu
    desil: Desil
    desa: str


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What was found and how: `cara` is nik, kk or nama."""

    cara: str
    baris: list[Baris]
    masih_ada: bool


def find(pelaku: User, *, nik: str = "", kk: str = "", nama: str = "") -> Jawaban:
    """Return the persons in the user's regions by exactly one of the three.

    Raises TidakBerwenang, NomorSalah or CariSalah.
    """
    require(pelaku, LIHAT)
    temuan = search.search(cakupan_of(pelaku, LIHAT), pelaku=pelaku, nik=nik, kk=kk, nama=nama)
    orang = _one_per_family(temuan.orang) if kk.strip() else temuan.orang
    cara = "nik" if nik.strip() else "kk" if kk.strip() else "nama"
    return Jawaban(cara, with_desil(orang), temuan.masih_ada)


def find_any(pelaku: User, teks: str) -> Jawaban:
    """Read one box: sixteen digits are looked up as NIK, then as No KK; anything else is a name."""
    if not BUKAN_NAMA.match(teks.strip()) and sum(huruf.isdigit() for huruf in teks) < ANGKA_NOMOR:
        return find(pelaku, nama=teks)
    try:
        parse_nik(teks)
    except NikSalah as galat:
        if galat.kode == "tanggal_mustahil":
            return find(pelaku, kk=teks)
        raise _both(galat) from galat
    jawaban = find(pelaku, nik=teks)
    return jawaban if jawaban.baris else find(pelaku, kk=teks)


def _both(galat: NomorSalah) -> NomorSalah:
    """In one box the number may be either: the message says so."""
    return NomorSalah(galat.kode, galat.pesan.replace("NIK", "NIK atau No KK", 1))


def _one_per_family(orang: Sequence[Individu]) -> list[Individu]:
    """The first member of each family; rows come head first."""
    return list({o.keluarga_id: o for o in reversed(orang)}.values())[::-1]


def with_desil(orang: Sequence[Individu]) -> list[Baris]:
    """Add both desil and the name of the desa: four queries, whatever the number of persons."""
    desil = desil_of({o.keluarga_id for o in orang})
    desa = Wilayah.objects.in_bulk({o.kode_desa for o in orang})
    return [Baris(o, desil[o.keluarga_id], str(desa.get(o.kode_desa, ""))) for o in orang]
