"""The base of a quota by desa: persons or families up to an official desil, or everybody who fulfils the rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from psycopg2 import sql

from dtsen.lib.sql import load
from dtsen.wilayah.models import Wilayah
from verval.bansos.layak import assessment, newest_desil
from verval.models import AturanProgram

SEMUA_DESIL = 10


@dataclass(frozen=True, slots=True)
class Sasaran:
    """A desa: its base, and how many (persons or families) have no official desil and so are in no base."""

    dasar: int
    tanpa_desil: int


def desa_of(kabupaten: str) -> list[str]:
    """Codes of the desa and kelurahan of a kabupaten, ascending."""
    semua = Wilayah.objects.filter(kode__startswith=kabupaten, jenis__in=("desa", "kelurahan"))
    return list(semua.order_by("kode").values_list("kode", flat=True))


def targets(desa: Iterable[str], *, desil_maks: int, jiwa: bool) -> dict[str, Sasaran]:
    """Count families, or the people living in them, up to a desil; every desa has an entry."""
    with connection.cursor() as kursor:
        kursor.execute(load(__file__, "count_targets"), newest_desil() | {"desil_maks": desil_maks, "jiwa": jiwa})
        hitung = {kode: Sasaran(dasar, tanpa) for kode, dasar, tanpa in kursor.fetchall()}
    return {kode: hitung.get(kode, Sasaran(0, 0)) for kode in desa}


def eligible(desa: Iterable[str], aturan: AturanProgram, hari: date) -> dict[str, Sasaran]:
    """Count who fulfils a rule on a day (families, or persons by its unit); every desa has an entry."""
    pernyataan, isi = assessment(aturan, aturan, hari, hari)
    with connection.cursor() as kursor:
        kursor.execute(sql.SQL(load(__file__, "count_eligible")).format(putusan=pernyataan), isi)
        hitung = dict(kursor.fetchall())
    tanpa = targets(desa, desil_maks=SEMUA_DESIL, jiwa=aturan.unit == "individu")
    return {kode: Sasaran(hitung.get(kode, 0), satu.tanpa_desil) for kode, satu in tanpa.items()}
