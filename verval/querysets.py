"""Reads of the case work, scope first. A draft is seen by its maker only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar, cast

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from dtsen.accounts.access import Orang
from dtsen.lib.transisi import Tabel
from dtsen.wilayah.cakupan import Cakupan
from dtsen.wilayah.models import Wilayah

if TYPE_CHECKING:
    from verval.models import (  # noqa: F401
        AturanProgram,
        HasilKelayakan,
        Kasus,
        Kunjungan,
        Pembaruan,
        Penerima,
        PengecualianPenerima,
        Temuan,
        Usulan,
    )

K = TypeVar("K", bound="Kasus")
DIKELUARKAN = ("exclude", "exclude_pekerjaan", "exclude_tidak_layak", "exclude_meninggal", "salah_guna")
"""Statuses of SIKS-NG under which nobody receives (`models/penerima.py` has their labels)."""


class KasusQuerySet(models.QuerySet[K]):
    def dalam(self, cakupan: Cakupan) -> Self:
        """Cases of families whose domicile lies in the scope; RT/RW are those of the family.

        The desa is read from the case, which repeats it: the family is joined only where RT or RW are asked for.
        """
        return self.filter(cakupan.q("kode_desa", rt="keluarga__rt", rw="keluarga__rw"))

    def terlihat(self, user: Orang) -> Self:
        """Everything but the drafts of other people."""
        return self.filter(~Q(status="draf") | Q(pembuat_id=user.pk))

    def for_list(self) -> KasusQuerySet[K]:
        """One line of a list: family, person, maker and the name of the desa, in one query."""
        desa = Wilayah.objects.filter(pk=OuterRef("kode_desa")).values("nama")[:1]
        lengkap = self.select_related("keluarga", "individu", "pembuat", "pemutus").annotate(nama_desa=Subquery(desa))
        return cast("KasusQuerySet[K]", lengkap)

    def saring(self, *, status: str = "", wilayah: str = "") -> Self:
        """Narrow a list as its page does; blank means all. `wilayah` is a code of any level."""
        temuan = self.filter(status=status) if status else self
        return temuan.filter(Cakupan.of([wilayah]).q()) if wilayah else temuan

    def waiting(self, user: Orang, tabel: Tabel, status: Iterable[str]) -> Self:
        """What waits in these statuses for this user: not the own cases where the hop forward forbids them."""
        antre = self.filter(status__in=list(status))
        orang_lain = [dari for (dari, _), langkah in tabel.hop.items() if langkah.maju and langkah.bukan_pembuat]
        return antre.exclude(pembuat_id=user.pk, status__in=orang_lain)

    def next_after(self, setelah: int) -> tuple[int | None, int]:
        """Return (the longest waiting case but this one, how many wait besides it)."""
        antre = self.exclude(pk=setelah).order_by("diajukan", "id")
        return antre.values_list("pk", flat=True).first(), antre.count()

    def count_by_status(self) -> dict[str, int]:
        """How many cases stand in each status; a status without any is left out."""
        return dict(self.order_by().values_list("status").annotate(n=models.Count("pk")))

    def for_keluarga(self, keluarga_id: int) -> KasusQuerySet[K]:
        """The cases of one family, newest first."""
        return self.filter(keluarga_id=keluarga_id).for_list().order_by("-id")


class PembaruanQuerySet(KasusQuerySet["Pembaruan"]):
    def susunan(self) -> PembaruanQuerySet:
        """Cases about family make-up."""
        return self.exclude(jenis="isian")


class UsulanQuerySet(KasusQuerySet["Usulan"]):
    def saring_program(self, *, program: str = "", periode: str = "") -> UsulanQuerySet:
        """Narrow a list to a programme and a month; blank means all."""
        temuan = self.filter(program=program) if program else self
        return temuan.filter(periode=periode) if periode else temuan


class KunjunganQuerySet(models.QuerySet["Kunjungan"]):
    def dalam(self, cakupan: Cakupan) -> KunjunganQuerySet:
        """Visits to families whose domicile lies in the scope; RT/RW are those of the family."""
        return self.filter(cakupan.q("kode_desa", rt="keluarga__rt", rw="keluarga__rw"))

    def for_list(self) -> KunjunganQuerySet:
        """One line of a list: family, visitor and the name of the desa, in one query."""
        desa = Wilayah.objects.filter(pk=OuterRef("kode_desa")).values("nama")[:1]
        lengkap = self.select_related("keluarga", "petugas", "pembuat", "sampel", "pembaruan", "usulan")
        return lengkap.annotate(nama_desa=Subquery(desa))


class TemuanQuerySet(KasusQuerySet["Temuan"]):
    def waiting(self, user: Orang, tabel: Tabel, status: Iterable[str]) -> Self:
        """What waits for this user: whoever worked a finding off does not verify it."""
        return self.filter(status__in=list(status)).exclude(pelaksana_id=user.pk, status="diajukan")


class AturanQuerySet(models.QuerySet["AturanProgram"]):
    def berlaku(self, hari: date) -> AturanQuerySet:
        """The rule in force of each programme on a day: of the active ones the latest begun, unless it has ended.

        Its components and excluded groups come along, in three queries more.
        """
        terakhir = (
            self.model._default_manager.filter(program=OuterRef("program"), status="aktif", berlaku_dari__lte=hari)
            .order_by("-berlaku_dari")
            .values("pk")[:1]
        )
        return (
            self.filter(pk=Subquery(terakhir))
            .filter(Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=hari))
            .select_related("program")
            .prefetch_related("komponen", "larangan__kelompok")
            .order_by("program__urut", "program_id")
        )


class PengecualianQuerySet(models.QuerySet["PengecualianPenerima"]):
    def berlaku(self, hari: date) -> PengecualianQuerySet:
        """The exclusions that hold on a day, newest first."""
        return self.filter(
            Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=hari), berlaku_dari__lte=hari
        ).order_by("-berlaku_dari", "-id")


class PenerimaQuerySet(models.QuerySet["Penerima"]):
    def dalam(self, cakupan: Cakupan) -> PenerimaQuerySet:
        """Recipients of families in the scope; RT/RW are those of the family."""
        return self.filter(cakupan.q("kode_desa", rt="keluarga__rt", rw="keluarga__rw"))

    def menerima(self) -> PenerimaQuerySet:
        """Without those whom a status excludes; a payment that failed does not take a recipient away."""
        return self.exclude(status__in=DIKELUARKAN)

    def aktif(self, program: str, bulan: str) -> PenerimaQuerySet:
        """Who receives a programme in a month, with family and person."""
        return self.menerima().filter(program=program, bulan=bulan).select_related("keluarga", "individu")

    def terkini(self, *, sampai: str = "9999-12") -> PenerimaQuerySet:
        """The rows of each programme's newest applied month, at most `sampai` (`2026-11`)."""
        berkas = self.model._meta.get_field("berkas").related_model
        terakhir = (
            berkas._default_manager.filter(program=OuterRef("program"), status="diterapkan", bulan__lte=sampai)
            .order_by("-bulan")
            .values("bulan")[:1]
        )
        return self.filter(bulan=Subquery(terakhir))

    def saring(self, *, program: str = "", bulan: str = "", status: str = "", wilayah: str = "") -> PenerimaQuerySet:
        """Narrow a list as its page does; blank means all. `wilayah` is a code of any level."""
        isi = {k: v for k, v in (("program", program), ("bulan", bulan), ("status", status)) if v}
        temuan = self.filter(**isi)
        return temuan.filter(Cakupan.of([wilayah]).q()) if wilayah else temuan

    def for_list(self) -> PenerimaQuerySet:
        """One line of a list: family, person, programme and the name of the desa, in one query."""
        desa = Wilayah.objects.filter(pk=OuterRef("kode_desa")).values("nama")[:1]
        return self.select_related("keluarga", "individu", "program").annotate(nama_desa=Subquery(desa))


class HasilKelayakanQuerySet(models.QuerySet["HasilKelayakan"]):
    def standing(self) -> HasilKelayakanQuerySet:
        """Outcomes that nobody has taken back."""
        return self.filter(mencabut__isnull=True, pencabut__isnull=True)

    def berlaku(self, hari: date) -> HasilKelayakanQuerySet:
        """Outcomes that stand on a day, the one that counts first."""
        return self.standing().filter(berlaku_dari__lte=hari).order_by("-berlaku_dari", "-id")

    def for_words(self) -> HasilKelayakanQuerySet:
        """With what their words need, in the same query."""
        return self.select_related("alasan", "kelompok", "pembaruan")
