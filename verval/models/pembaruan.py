"""A correction: of facts of a family and its members, or of who belongs to the family."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from dtsen.registry.models import Individu
from dtsen.registry.susunan import OPERASI, Operasi
from dtsen.registry.values import NilaiJson
from verval import alur, ringkas
from verval.alur import TERBUKA
from verval.keputusan import PUTUSAN
from verval.models.kasus import Kasus, bukan_pembuat, waiting_longest
from verval.querysets import PembaruanQuerySet

if TYPE_CHECKING:
    from verval.models.butir import ButirPembaruan

STATUS = alur.labels(alur.PEMBARUAN)
PILIHAN_STATUS = list(STATUS.items())
ISIAN = "isian"
SUSUNAN: dict[str, Operasi] = {**OPERASI, **PUTUSAN}
"""The operations and decisions a case can be about."""
KELUARGA_BARU = "keluarga_baru"
"""The one that stands on no family yet, but on the row that proposes it (`registry.calon`)."""
MACAM = {ISIAN: "Isian data", **{kode: operasi.label for kode, operasi in SUSUNAN.items()}}


DISEBUT = 2
"""How many facts of a case are named in a list; the rest is a number."""
PILIHAN_MACAM = list(MACAM.items())


class Pembaruan(Kasus):
    """Proposed values of facts (`jenis` isian: see `butir`), or one operation of family make-up.

    Of an operation `dasar` is what the maker saw, and approval compares with it: status of the families it touches,
    `[keluarga, hubungan, keberadaan]` of everybody in them, and who has a part in it. `isi` is what the operation is
    told, without numbers: those stand in `nomor` as `{name: [old, new]}`, as in history, so that whoever shows or
    exports `isi` cannot show one. `individu` is the member it is about, None for the family or for several people.

    `periode` is the month that the filing counts for (`2026-11`), blank before it.

    `desil_lama`, `desil_baru` tell what the published thresholds of `peringkat` made of it when it was filed;
    `nasional_lama` what the official list (`versi_lama`) said when it was sent, `nasional_baru` what the next one says.
    """

    JENIS: ClassVar[str] = "pembaruan"

    jenis = models.CharField("jenis", max_length=20, default=ISIAN, db_default=ISIAN, choices=list(MACAM.items()))
    isi = models.JSONField("isi operasi", default=dict, db_default={}, blank=True)
    nomor = models.JSONField(default=dict, db_default={}, editable=False)
    dasar = models.JSONField(default=dict, db_default={}, editable=False)
    alasan = models.TextField("alasan", blank=True)
    status = models.CharField("status", max_length=20, default="draf", choices=PILIHAN_STATUS)
    periode = models.CharField("bulan", max_length=7, blank=True, db_collation="C", db_default="", editable=False)
    desil_lama = models.SmallIntegerField("desil daerah sebelum", null=True, blank=True)
    desil_baru = models.SmallIntegerField("desil daerah sesudah", null=True, blank=True)
    peringkat = models.CharField("dihitung dengan peringkat", max_length=7, blank=True)
    nasional_lama = models.SmallIntegerField("desil nasional saat dikirim", null=True, blank=True)
    versi_lama = models.CharField("versi desil saat dikirim", max_length=7, blank=True)
    nasional_baru = models.SmallIntegerField("desil nasional sesudahnya", null=True, blank=True)
    versi_baru = models.CharField("versi desil sesudahnya", max_length=7, blank=True)

    objects = PembaruanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pembaruan"
        constraints = (
            models.CheckConstraint(name="pembaruan_status_dikenal", condition=Q(status__in=list(STATUS))),
            models.CheckConstraint(
                name="pembaruan_isi_sesuai_jenis",
                condition=Q(jenis=ISIAN, isi={}, nomor={}, dasar={}) | ~Q(jenis=ISIAN) & ~Q(isi={}, nomor={}),
            ),
            models.CheckConstraint(name="pembaruan_jenis_dikenal", condition=Q(jenis__in=list(MACAM))),
            models.CheckConstraint(
                name="pembaruan_bulan", condition=Q(periode="") | Q(periode__regex=r"^\d{4}-(0[1-9]|1[0-2])$")
            ),
            bukan_pembuat("pembaruan_bukan_pembuat"),
            models.UniqueConstraint(
                fields=("keluarga", "jenis"),
                condition=Q(individu__isnull=True, status__in=TERBUKA) & ~Q(jenis=ISIAN),
                name="pembaruan_satu_keluarga",
                violation_error_message="Perubahan ini sudah punya pembaruan yang belum selesai.",
            ),
            models.UniqueConstraint(
                fields=("individu", "jenis"),
                condition=Q(individu__isnull=False, status__in=TERBUKA) & ~Q(jenis=ISIAN),
                name="pembaruan_satu_individu",
                violation_error_message="Perubahan ini sudah punya pembaruan yang belum selesai.",
            ),
            models.UniqueConstraint(
                fields=("pembuat", "keluarga", "individu", "jenis"),
                condition=Q(status="draf") & ~Q(jenis=ISIAN),
                nulls_distinct=False,
                name="pembaruan_satu_draf",
                violation_error_message="Anda sudah punya draf untuk perubahan ini.",
            ),
        )
        indexes = (
            models.Index(fields=["status", "diajukan", "id"], name="pembaruan_antrean"),
            models.Index(fields=["kode_desa", "status", "-id"], name="pembaruan_desa"),
            waiting_longest("pembaruan_tunggu"),
        )

    def __str__(self) -> str:
        return f"Pembaruan {self.pk}"

    @property
    def operasi(self) -> Operasi | None:
        """The operation that the case is about, None for facts."""
        return SUSUNAN.get(self.jenis)

    @property
    def isian(self) -> list[ButirPembaruan]:
        """Its facts in the order in which they were written; `querysets.for_list` reads those of a page at once."""
        return list(self.butir.all())

    @property
    def tunggal(self) -> ButirPembaruan | None:
        """The only fact of the case, None where there are several or none."""
        isian = self.isian
        return isian[0] if len(isian) == 1 else None

    @property
    def fakta(self) -> str:
        """The name of the only fact, blank otherwise."""
        return satu.fakta if (satu := self.tunggal) else ""

    @property
    def nilai_lama(self) -> NilaiJson:
        """What the maker saw of the only fact."""
        lama: NilaiJson = satu.nilai_lama if (satu := self.tunggal) else None
        return lama

    @property
    def nilai_baru(self) -> NilaiJson:
        """What the only fact shall become."""
        baru: NilaiJson = satu.nilai_baru if (satu := self.tunggal) else None
        return baru

    @property
    def judul(self) -> str:
        """What the case is about, in words: "Lantai terluas", or "4 data: lantai terluas, luas lantai, …"."""
        if self.operasi:
            return self.operasi.label
        label = [satu.label for satu in self.isian]
        if len(label) < 2:
            return label[0] if label else "Belum ada data yang diubah"
        return f"{len(label)} data: {ringkas.first([ringkas.small(satu) for satu in label], DISEBUT)}"

    @cached_property
    def terlibat(self) -> list[Individu]:
        """Who has a part in an operation, as far as the scope reaches, with the families they are in now.

        For a page of cases `access.attach_people` reads them at once.
        """
        nomor: list[int] = self.dasar.get("terlibat", [])
        return list(Individu.objects.filter(pk__in=nomor).select_related("keluarga").order_by("pk")) if nomor else []

    @property
    def orang_baru(self) -> dict[str, Any]:
        """Facts of the person that the operation adds; empty where it adds nobody."""
        baru: dict[str, Any] = self.isi.get("orang", {})
        return baru

    @property
    def semua_orang_baru(self) -> list[dict[str, Any]]:
        """Facts of everybody that the operation adds."""
        if self.jenis == KELUARGA_BARU:
            anggota: list[dict[str, Any]] = self.isi["anggota"]
            return anggota
        return [self.orang_baru] if self.orang_baru else []

    @property
    def tulisan_lama(self) -> str:
        if self.operasi:
            return ringkas.before(self)
        return ringkas.first([satu.tulisan_lama for satu in self.isian], DISEBUT)

    @property
    def tulisan_baru(self) -> str:
        if self.operasi:
            return ringkas.after(self)
        return ringkas.first([satu.tulisan_baru for satu in self.isian], DISEBUT)
