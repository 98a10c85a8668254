"""Rupiah of a rule: what a family would be paid in a year, and what a change of a rule adds and saves.

Amounts of components: domain §5.2. A person counts once, for the dearest of their components; of a component no more
people than it says (two pregnancies, two small children), of a family no more than the rule says (four). The dearest
are taken first. That a family has at most four counted persons, and that a person counts once, is how the list is
read here; no decree was found that says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from psycopg2 import sql

from dtsen.lib.sql import load
from verval.bansos.layak import assessment, component_of
from verval.bansos.simulasi import Hitung
from verval.models import AturanProgram

KALI = {"bulan": 12, "triwulan": 4, "tahun": 1, "sekali": 1}
"""Payments a year by `tiap`."""


@dataclass(frozen=True, slots=True)
class Bagian:
    """What one person brings a family in a year (rupiah); `individu` None: the amount is the family's own."""

    individu: int | None
    komponen: str
    rupiah: int


@dataclass(frozen=True, slots=True)
class Anggaran:
    """Rupiah a year that those who enter cost (by the new rule) and those who leave save (by the old one)."""

    masuk: int
    keluar: int

    @property
    def selisih(self) -> int:
        return self.masuk - self.keluar


@dataclass(frozen=True, slots=True)
class Tarif:
    """The amounts of a rule: of each component a year (None: not known), its cap, and how many persons count."""

    komponen: tuple[tuple[str, int | None, int | None], ...]
    maks: int | None

    @classmethod
    def of(cls, aturan: AturanProgram) -> Tarif:
        semua = aturan.komponen.all()
        return cls(tuple((k.get_kode_display(), k.nominal_tahun, k.maks_orang) for k in semua), aturan.komponen_maks)

    def counted(self, rupa: Sequence[int]) -> list[tuple[int, int]]:
        """(place in `rupa`, component) of the people who count; `rupa` are the bits of each person's components."""
        calon = sorted(
            (-(setahun or 0), nomor, ke)
            for ke, bit in enumerate(rupa)
            for nomor, (_, setahun, _) in enumerate(self.komponen)
            if setahun and bit >> nomor & 1
        )
        terpakai: dict[int, int] = {}
        dihitung: dict[int, int] = {}
        for _, nomor, ke in calon:
            batas = self.komponen[nomor][2]
            penuh = (batas is not None and terpakai.get(nomor, 0) >= batas) or (
                self.maks is not None and len(dihitung) >= self.maks
            )
            if ke not in dihitung and not penuh:
                dihitung[ke] = nomor
                terpakai[nomor] = terpakai.get(nomor, 0) + 1
        return sorted(dihitung.items())

    def total(self, rupa: Sequence[int]) -> int:
        """Rupiah a year of such a family."""
        return sum(self.komponen[nomor][1] or 0 for _, nomor in self.counted(rupa))


def yearly(aturan: AturanProgram) -> int | None:
    """Rupiah a year of a rule that names one amount; None where it names none of its own."""
    return None if aturan.nominal is None else aturan.nominal * KALI[aturan.tiap]


def by_component(aturan: AturanProgram) -> bool:
    """Whether the amounts stand on the components."""
    return any(satu.nominal_tahun is not None for satu in aturan.komponen.all())


def of_families(aturan: AturanProgram, keluarga: Iterable[int], hari: date) -> dict[int, list[Bagian]]:
    """What these families would be paid in a year, in the scope of the transaction; empty where no amount is known.

    Of a rule for persons with one amount, that of one person.
    """
    nomor = list(keluarga)
    tetap = yearly(aturan)
    if not by_component(aturan):
        return {} if tetap is None else {satu: [Bagian(None, "", tetap)] for satu in nomor}
    tarif = Tarif.of(aturan)
    with connection.cursor() as kursor:
        kursor.execute(sql.SQL(load(__file__, "list_components")).format(rupa=_bits(aturan, hari)), {"keluarga": nomor})
        baris = kursor.fetchall()
    orang: dict[int, list[tuple[int, int]]] = {}
    for milik, individu, rupa in baris:
        orang.setdefault(milik, []).append((individu, rupa))
    return {
        milik: [
            Bagian(semua[ke][0], tarif.komponen[nomor][0], tarif.komponen[nomor][1] or 0)
            for ke, nomor in tarif.counted([rupa for _, rupa in semua])
        ]
        for milik, semua in orang.items()
    }


def budget(kini: AturanProgram, baru: AturanProgram, hari: date, hitung: Hitung) -> Anggaran | None:
    """What a change of a rule adds and saves in a year, over everybody in the scope; `hitung` are its counts.

    None where a rule names no amount. Where amounts stand on components everybody is judged once more.
    """
    if by_component(kini) and by_component(baru):
        return _by_component(kini, baru, hari)
    lama, nanti = yearly(kini), yearly(baru)
    return None if lama is None or nanti is None else Anggaran(hitung.masuk * nanti, hitung.keluar * lama)


def _by_component(kini: AturanProgram, baru: AturanProgram, hari: date) -> Anggaran:
    nanti = max(hari, baru.berlaku_dari)
    pernyataan, isi = assessment(kini, baru, hari, nanti)
    with connection.cursor() as kursor:
        kursor.execute(
            sql.SQL(load(__file__, "count_budget")).format(
                putusan=pernyataan, rupa_lama=_bits(kini, hari), rupa_baru=_bits(baru, nanti)
            ),
            isi,
        )
        baris = kursor.fetchall()
    tarif = {True: Tarif.of(baru), False: Tarif.of(kini)}
    jumlah = {True: 0, False: 0}
    for masuk, rupa, banyak in baris:
        jumlah[masuk] += tarif[masuk].total(rupa) * banyak
    return Anggaran(jumlah[True], jumlah[False])


def _bits(aturan: AturanProgram, hari: date) -> sql.Composable:
    """The components that a person `i` is, bit by bit in the order of the rule."""
    bit = [
        sql.SQL("({}::int << {})").format(component_of(satu, hari), sql.Literal(nomor))
        for nomor, satu in enumerate(aturan.komponen.all())
    ]
    return sql.SQL("({})").format(sql.SQL(" | ").join(bit)) if bit else sql.SQL("0")
