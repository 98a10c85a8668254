"""Objections of a programme beside its numbers: how many, how decided, by what was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from dtsen.wilayah.cakupan import Cakupan
from verval.alur_sanggah import JENIS, TERBUKA
from verval.sanggah.pintu import visible


@dataclass(frozen=True, slots=True)
class BarisSanggah:
    """One kind of objection. Proven ones rest on a reviewed visit."""

    label: str
    masuk: int
    terbuka: int
    terbukti: int
    tidak_terbukti: int
    diperbaiki: int

    @property
    def diputus(self) -> int:
        return self.terbukti + self.tidak_terbukti + self.diperbaiki


def objections(program: str, cakupan: Cakupan, wilayah: str = "") -> list[BarisSanggah]:
    """Count objections about a programme, or about none in particular, by kind; kinds without any are left out."""
    semua = visible(cakupan).filter(Q(program=program) | Q(program__isnull=True), kode_desa__startswith=wilayah)
    hitung = semua.values("jenis").annotate(
        masuk=Count("pk"),
        belum=Count("pk", filter=Q(status__in=TERBUKA)),
        terbukti=Count("pk", filter=Q(status="terbukti")),
        tidak_terbukti=Count("pk", filter=Q(status="tidak_terbukti")),
        diperbaiki=Count("pk", filter=Q(status="data_diperbaiki")),
    )
    return _rows(hitung)


def _rows(hitung: Iterable[Mapping[str, Any]]) -> list[BarisSanggah]:
    per = {satu["jenis"]: satu for satu in hitung}
    angka = ("masuk", "belum", "terbukti", "tidak_terbukti", "diperbaiki")
    return [BarisSanggah(label, *(int(per[jenis][n]) for n in angka)) for jenis, label in JENIS.items() if jenis in per]
