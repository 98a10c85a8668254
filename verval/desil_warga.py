"""Families by desil: which of them are asked for, and the row of each. Shared by the page and its download."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from dtsen.accounts.access import boleh, cakupan_of
from dtsen.accounts.models import User
from dtsen.ranking import scoring
from dtsen.ranking.models import Hasil
from dtsen.ranking.querysets import Desil, desil_of
from dtsen.registry.models import DesilResmi, Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.wilayah.cakupan import Cakupan
from dtsen.wilayah.models import Wilayah
from verval.access import LIHAT
from verval.bansos import penerima
from verval.models import Penerima, ProgramBansos
from verval.querysets import PenerimaQuerySet

URUTAN = {"naik": "Desil terkecil dahulu", "turun": "Desil terbesar dahulu", "nama": "Nama kepala keluarga"}
RENTANG: dict[str, tuple[int, int] | None] = {
    "1-4": (1, 4),
    "1-5": (1, 5),
    **{str(n): (n, n) for n in range(1, 11)},
    "kosong": None,
}
"""Choice of the filter -> first and last desil; None for families without one."""


@dataclass(frozen=True, slots=True)
class Baris:
    """A family as the user may see it, with both desil and the programmes it receives in the newest month of each."""

    keluarga: Keluarga
    desa: str
    desil: Desil
    program: str


def listed(user: User, *, tingkat: str, desil: str, program: str, wilayah: str, urut: str) -> QuerySet[Keluarga]:
    """Active families in the regions of the user by the desil of `tingkat` (D daerah, N nasional); blank means all."""
    semua = Keluarga.objects.dalam(cakupan_of(user, LIHAT)).aktif()
    if wilayah:
        semua = semua.filter(Cakupan.of([wilayah]).q())
    if program:
        semua = semua.filter(Exists(_receiving([program]).filter(keluarga=OuterRef("pk"))))
    rentang = RENTANG[desil] if desil else None
    if rentang:
        semua = semua.filter(pk__in=_between(tingkat, rentang))
    berdesil = semua.annotate(desil=Subquery(_desil(tingkat)))
    if desil and not rentang:
        berdesil = berdesil.filter(desil__isnull=True)
    if urut == "nama" or (rentang and rentang[0] == rentang[1]):
        return berdesil.order_by("nama_kepala", "pk")
    arah = F("desil").desc(nulls_last=True) if urut == "turun" else F("desil").asc(nulls_last=True)
    return berdesil.order_by(arah, "nama_kepala", "pk")


def _between(tingkat: str, rentang: tuple[int, int]) -> QuerySet[DesilResmi, int] | QuerySet[Hasil, int]:
    """Families whose desil lies there, as one set: asking family by family takes six times as long over a kabupaten."""
    if tingkat == "D":
        return _ranked().filter(desil__range=rentang).values_list("keluarga_id", flat=True)
    tanggal, versi = OuterRef("tanggal"), OuterRef("versi")
    baru = DesilResmi.objects.filter(keluarga=OuterRef("keluarga"))
    baru = baru.filter(Q(tanggal__gt=tanggal) | Q(tanggal=tanggal, versi__gt=versi))
    return DesilResmi.objects.filter(~Exists(baru), nasional__range=rentang).values_list("keluarga_id", flat=True)


def _desil(tingkat: str) -> QuerySet[DesilResmi, int | None] | QuerySet[Hasil, int | None]:
    if tingkat == "N":
        resmi = DesilResmi.objects.filter(keluarga=OuterRef("pk")).order_by("-tanggal", "-versi")
        return resmi.values_list("nasional", flat=True)[:1]
    return _ranked().filter(keluarga_id=OuterRef("pk")).values_list("desil", flat=True)[:1]


def _ranked() -> QuerySet[Hasil]:
    run = scoring.current()
    return Hasil.objects.filter(run_id=run.pk if run else 0)


def _receiving(program: Collection[str]) -> PenerimaQuerySet:
    """Recipients of these programmes, each in its newest month with a file."""
    pilih = Q(pk__in=())
    for kode, bulan in penerima.latest().items():
        if kode in program:
            pilih |= Q(program=kode, bulan=bulan)
    return Penerima.objects.menerima().filter(pilih)


def rows(user: User, keluarga: Collection[Keluarga]) -> list[Baris]:
    """The rows of these families; five queries whatever their number."""
    desil = desil_of([satu.pk for satu in keluarga])
    desa = dict(Wilayah.objects.filter(pk__in={k.kode_desa for k in keluarga}).values_list("kode", "nama"))
    singkatan = dict(ProgramBansos.objects.values_list("kode", "singkatan"))
    terima: dict[int, set[str]] = {}
    if boleh(user, penerima.LIHAT):
        milik = _receiving(singkatan).dalam(cakupan_of(user, penerima.LIHAT)).filter(keluarga__in=keluarga)
        for pk, kode in milik.values_list("keluarga_id", "program"):
            terima.setdefault(pk, set()).add(kode)
    tabir = Tabir.of(user, keluarga)
    return [
        Baris(
            tabir.family(satu),
            desa.get(satu.kode_desa, ""),
            desil[satu.pk],
            ", ".join(nama for kode, nama in singkatan.items() if kode in terima.get(satu.pk, ())),
        )
        for satu in keluarga
    ]
