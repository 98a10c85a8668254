"""Who would enter and leave if one rule of a programme took the place of the one in force."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from psycopg2 import sql

from dtsen.lib.sql import load
from verval.bansos.layak import assessment
from verval.models import AturanProgram

SEBAB = {
    "desil": "Desil nasional",
    "komponen": "Komponen",
    "larangan": "Kelompok tidak layak",
    "pengecualian": "Pengecualian atau hasil kelayakan",
}
SEMUA = ("0", ":")
"""The range of desa codes that holds every region."""


@dataclass(slots=True)
class Hitung:
    """Counts of one region (or of all): who enters, leaves, stays; of those who leave, how many receive now."""

    kode: str = ""
    masuk: int = 0
    keluar: int = 0
    tetap: int = 0
    keluar_menerima: int = 0

    @property
    def kini(self) -> int:
        return self.tetap + self.keluar

    @property
    def nanti(self) -> int:
        return self.tetap + self.masuk

    def add(self, arah: str, menerima: bool, banyak: int) -> None:
        setattr(self, arah, getattr(self, arah) + banyak)
        if arah == "keluar" and menerima:
            self.keluar_menerima += banyak


@dataclass(frozen=True, slots=True)
class Simulasi:
    """The comparison: all regions, each desa, and what decides (`sebab`, direction → how many)."""

    semua: Hitung
    desa: dict[str, Hitung]
    sebab: Counter[tuple[str, str]] = field(default_factory=Counter)

    def per(self, panjang: int, dalam: str = "") -> list[Hitung]:
        """Counts by region code of that many digits (6 kecamatan, 10 desa) inside `dalam`, by code."""
        hasil: dict[str, Hitung] = {}
        for kode, satu in sorted(self.desa.items()):
            if kode.startswith(dalam):
                jumlah = hasil.setdefault(kode[:panjang], Hitung(kode[:panjang]))
                for nama in ("masuk", "keluar", "tetap", "keluar_menerima"):
                    setattr(jumlah, nama, getattr(jumlah, nama) + getattr(satu, nama))
        return list(hasil.values())


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One family, or person of it, that would enter or leave, and what decides it."""

    keluarga: int
    individu: int | None
    nasional: int
    sebab: str
    menerima: bool


def compare(kini: AturanProgram, baru: AturanProgram, hari: date) -> Simulasi:
    """Compare a rule with the one in force, over every active family in the scope of the transaction.

    Ages and exclusions are looked at on `hari` for the rule in force, and on the first day of the new one if later.
    """
    pernyataan, isi = assessment(kini, baru, hari, max(hari, baru.berlaku_dari))
    with connection.cursor() as kursor:
        kursor.execute(sql.SQL(load(__file__, "count_changes")).format(putusan=pernyataan), isi)
        baris = kursor.fetchall()
    hasil = Simulasi(Hitung(), {})
    for desa, arah, sebab, menerima, banyak in baris:
        hasil.semua.add(arah, menerima, banyak)
        hasil.desa.setdefault(desa, Hitung(desa)).add(arah, menerima, banyak)
        if sebab:
            hasil.sebab[sebab, arah] += banyak
    return hasil


def changed(
    kini: AturanProgram,
    baru: AturanProgram,
    hari: date,
    *,
    masuk: bool,
    rentang: tuple[str, str] = SEMUA,
    lewati: int = 0,
    banyak: int = 50,
) -> list[Perubahan]:
    """One page of those who enter, or leave, in a range of desa codes; in the order of desa and id."""
    pernyataan, isi = assessment(kini, baru, hari, max(hari, baru.berlaku_dari))
    isi |= {"masuk": masuk, "dari": rentang[0], "sampai": rentang[1], "lewati": lewati, "banyak": banyak}
    with connection.cursor() as kursor:
        kursor.execute(sql.SQL(load(__file__, "list_changes")).format(putusan=pernyataan), isi)
        return [Perubahan(*satu) for satu in kursor.fetchall()]
