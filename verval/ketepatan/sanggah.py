"""Objections of a programme beside its numbers: how many, how decided, by what was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from dtsen.wilayah.cakupan import Cakupan
from verval.alur_sanggah import JENIS, TERBUKA
from verval.ketepatan import baca
from verval.models import AturanProgram
from verval.sanggah.pintu import visible

ARAH = {
    "layak_tidak_terdaftar": ("luput", "Galat eksklusi: layak, tidak menerima"),
    "terdaftar_tidak_layak": ("bocor", "Galat inklusi: menerima, tidak layak"),
}
"""Which error a proven objection is, as a number of `baca.LIHAT`; wrong data alone are none."""


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


@dataclass(frozen=True, slots=True)
class GalatTerbukti:
    """Errors that a visit has proven: families, each once however many objected, and how many the rule counts too."""

    label: str
    keluarga: int
    terhitung: int

    @property
    def tak_terlihat(self) -> int:
        return self.keluarga - self.terhitung


def proven(
    aturan: AturanProgram, hari: date, cakupan: Cakupan, *, wilayah: str = "", ukuran: str = "desil"
) -> list[GalatTerbukti]:
    """The errors of one programme that objections have proven, by direction; the region is where they were filed."""
    semua = visible(cakupan).filter(status="terbukti", program=aturan.program_id, kode_desa__startswith=wilayah)
    hasil = []
    for jenis, (lihat, label) in ARAH.items():
        keluarga = set(semua.filter(jenis=jenis).values_list("keluarga", flat=True))
        terhitung = baca.counted(aturan, hari, lihat, keluarga, ukuran=ukuran) if keluarga else set()
        hasil.append(GalatTerbukti(label, len(keluarga), len(terhitung)))
    return hasil


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
