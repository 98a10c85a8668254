"""Families with several programmes, and what changed from one month to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeAlias

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Q

from dtsen.wilayah.cakupan import Cakupan
from verval.models import AturanProgram, Penerima, ProgramBansos
from verval.querysets import PenerimaQuerySet

Terlarang: TypeAlias = frozenset[frozenset[str]]
"""Pairs of programme codes."""


@dataclass(frozen=True, slots=True)
class Pasangan:
    """Two programmes, how many families have both, and whether a rule in force keeps them apart."""

    pertama: ProgramBansos
    kedua: ProgramBansos
    keluarga: int
    terlarang: bool


@dataclass(frozen=True, slots=True)
class Tumpang:
    """The families of a month with several programmes (id → codes), pairs by how often, pairs that rules keep apart."""

    keluarga: dict[int, list[str]]
    pasangan: list[Pasangan]
    terlarang: Terlarang

    def apart(self) -> list[int]:
        """Families that receive two programmes which a rule keeps apart, in the order of ids."""
        return sorted(pk for pk, kode in self.keluarga.items() if clashes(kode, self.terlarang))


def kept_apart(hari: date) -> Terlarang:
    """Pairs of programmes of which one, by its rule in force on a day, is not for recipients of the other."""
    semua = AturanProgram.objects.berlaku(hari).exclude(tidak_bersama=[]).values_list("program_id", "tidak_bersama")
    return frozenset(frozenset((satu, lain)) for satu, daftar in semua for lain in daftar)


def clashes(kode: Iterable[str], terlarang: Terlarang) -> bool:
    """Whether two of these programmes are kept apart."""
    milik = frozenset(kode)
    return any(pasang <= milik for pasang in terlarang)


def overlaps(cakupan: Cakupan, bulan: str, wilayah: str = "") -> Tumpang:
    """Families in the scope that receive more than one programme in a month; `wilayah` narrows it."""
    semua = Penerima.objects.menerima().dalam(cakupan).saring(bulan=bulan, wilayah=wilayah)
    per_keluarga = semua.order_by().values("keluarga_id").annotate(kode=ArrayAgg("program_id", distinct=True))
    banyak = per_keluarga.annotate(banyak=Count("program_id", distinct=True)).filter(banyak__gt=1)
    ganda = dict(banyak.values_list("keluarga_id", "kode"))
    terlarang = kept_apart(date.fromisoformat(f"{bulan}-01"))
    hitung = Counter(pasang for kode in ganda.values() for pasang in combinations(sorted(kode), 2))
    program = ProgramBansos.objects.in_bulk()
    pasangan = []
    for kode, n in hitung.most_common():
        pertama, kedua = sorted((program[satu] for satu in kode), key=lambda p: p.urut)
        pasangan.append(Pasangan(pertama, kedua, n, frozenset(kode) in terlarang))
    return Tumpang(ganda, pasangan, terlarang)


def changes(cakupan: Cakupan, program: str, bulan: str, sebelum: str, wilayah: str = "") -> dict[str, PenerimaQuerySet]:
    """Recipients of a programme: `baru` and `tetap` in `bulan`, `berhenti` those of `sebelum` who are not there now.

    A family is the same by its id, in programmes for persons a person.
    """
    milik = Penerima.objects.menerima().dalam(cakupan).saring(program=program, wilayah=wilayah)
    kini, dulu = milik.filter(bulan=bulan), milik.filter(bulan=sebelum)
    return {
        "baru": kini.filter(~_same(program, sebelum)),
        "berhenti": dulu.filter(~_same(program, bulan)),
        "tetap": kini.filter(_same(program, sebelum)),
    }


def _same(program: str, bulan: str) -> Q:
    lain = Penerima.objects.menerima().filter(program=program, bulan=bulan)
    keluarga = lain.filter(unit="keluarga", keluarga=OuterRef("keluarga"))
    orang = lain.filter(unit="individu", individu=OuterRef("individu"))
    return Q(Exists(keluarga)) | Q(Exists(orang))
