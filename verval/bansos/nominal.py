"""Rupiah of a rule: what a family would be paid in a year, and what a change of a rule adds and saves.

Amounts of components: domain §5.2. A person counts once, for one of their components; of a component no more people
than it says (two pregnancies, two small children), of a family no more than the rule says (four). Where several choices
are possible the family's sum is the largest one. Four of a family, each once, is how the list of amounts is read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

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
        """(place in `rupa`, component) of the people who count; `rupa` are the bits of each person's components.

        Dearest places first: sets of places that different people can take are a matroid, so this sum is the largest.
        """
        tempat = [
            (nomor, urut)
            for nomor, (_, setahun, batas) in enumerate(self.komponen)
            if setahun
            for urut in range(len(rupa) if batas is None else batas)
        ]
        tempat.sort(key=lambda satu: (-(self.komponen[satu[0]][1] or 0), satu))
        milik: dict[int, tuple[int, int]] = {}

        def seated(satu: tuple[int, int], dilihat: set[int]) -> bool:
            """Give a place to somebody, moving others to places of theirs if need be (an augmenting path)."""
            for ke, bit in enumerate(rupa):
                if bit >> satu[0] & 1 and ke not in dilihat:
                    dilihat.add(ke)
                    if ke not in milik or seated(milik[ke], dilihat):
                        milik[ke] = satu
                        return True
            return False

        for satu in tempat:
            if self.maks is not None and len(milik) >= self.maks:
                break
            seated(satu, set())
        return sorted((ke, nomor) for ke, (nomor, _) in milik.items())

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


def expected(aturan: AturanProgram | None, keluarga: int, hari: date) -> dict[str, Any]:
    """What a page says of one family: `bantuan` (its parts, the dearest first) and `setahun` (their sum)."""
    bagian = of_families(aturan, [keluarga], hari).get(keluarga, []) if aturan is not None else []
    bagian.sort(key=lambda satu: -satu.rupiah)
    return {"bantuan": bagian, "setahun": sum(satu.rupiah for satu in bagian)}


def share(bagian: Iterable[Bagian], individu: int | None) -> int | None:
    """Rupiah a year of a family, or of one person of it; None where nothing is known."""
    return sum(satu.rupiah for satu in bagian if individu is None or satu.individu in {None, individu}) or None


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
