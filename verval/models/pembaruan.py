"""A correction: of one fact of a family or of one of its members, or of who belongs to the family."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from dtsen.registry.fakta import INDIVIDU, KELUARGA, Fakta
from dtsen.registry.models import Individu
from dtsen.registry.susunan import OPERASI, Operasi
from dtsen.registry.values import tulis
from verval import alur, ringkas
from verval.alur import TERBUKA
from verval.models.kasus import Kasus, bukan_pembuat, waiting_longest
from verval.querysets import PembaruanQuerySet

STATUS = alur.labels(alur.PEMBARUAN)
PILIHAN_STATUS = list(STATUS.items())
ISIAN = "isian"
SUSUNAN = {kode: operasi for kode, operasi in OPERASI.items() if operasi.pada_keluarga}
"""The operations a case can be about: those that stand on a family (a new family has none to hang a case on)."""
MACAM = {ISIAN: "Satu data", **{kode: operasi.label for kode, operasi in SUSUNAN.items()}}
PILIHAN_MACAM = list(MACAM.items())


class Pembaruan(Kasus):
    """One proposed value of one fact (`jenis` isian), or one operation of family make-up.

    `nilai_lama` is what the maker saw: approval compares with it. Of an operation that is `dasar`: status of the
    families it touches, `[keluarga, hubungan, keberadaan]` of everybody in them, and who has a part in it. `isi` is
    what the operation is told, without numbers: those stand in `nomor` as `{name: [old, new]}`, as in history, so that
    whoever shows or exports `isi` cannot show one.

    `desil_lama`, `desil_baru` tell what the published thresholds of `peringkat` made of it when it was filed;
    `nasional_lama` what the official list (`versi_lama`) said when it was sent, `nasional_baru` what the next one says.
    """

    JENIS: ClassVar[str] = "pembaruan"

    jenis = models.CharField("jenis", max_length=20, default=ISIAN, db_default=ISIAN, choices=list(MACAM.items()))
    fakta = models.CharField("data", max_length=60, blank=True)
    nilai_lama = models.JSONField("nilai lama", null=True, blank=True)
    nilai_baru = models.JSONField("nilai baru", null=True, blank=True)
    isi = models.JSONField("isi operasi", default=dict, db_default={}, blank=True)
    nomor = models.JSONField(default=dict, db_default={}, editable=False)
    dasar = models.JSONField(default=dict, db_default={}, editable=False)
    alasan = models.TextField("alasan")
    status = models.CharField("status", max_length=20, default="draf", choices=PILIHAN_STATUS)
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
                condition=Q(jenis=ISIAN, nilai_baru__isnull=False, isi={}, nomor={}, dasar={}) & ~Q(fakta="")
                | Q(jenis__in=list(SUSUNAN), fakta="", nilai_lama__isnull=True, nilai_baru__isnull=True)
                & ~Q(isi={}, nomor={}),
            ),
            bukan_pembuat("pembaruan_bukan_pembuat"),
            models.UniqueConstraint(
                fields=("keluarga", "jenis", "fakta"),
                condition=Q(individu__isnull=True, status__in=TERBUKA),
                name="pembaruan_satu_keluarga",
                violation_error_message="Data ini sudah punya pembaruan yang belum selesai.",
            ),
            models.UniqueConstraint(
                fields=("individu", "jenis", "fakta"),
                condition=Q(individu__isnull=False, status__in=TERBUKA),
                name="pembaruan_satu_individu",
                violation_error_message="Data ini sudah punya pembaruan yang belum selesai.",
            ),
            models.UniqueConstraint(
                fields=("pembuat", "keluarga", "individu", "jenis", "fakta"),
                condition=Q(status="draf"),
                nulls_distinct=False,
                name="pembaruan_satu_draf",
                violation_error_message="Anda sudah punya draf untuk data ini.",
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
        """The operation that the case is about, None for one fact."""
        return SUSUNAN.get(self.jenis)

    @property
    def tentang(self) -> Fakta:
        """The fact that the case is about; only of a case about one fact."""
        return (KELUARGA if self.individu_id is None else INDIVIDU)[self.fakta]

    @property
    def judul(self) -> str:
        """What the case is about, in words."""
        return self.operasi.label if self.operasi else self.tentang.label

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
    def tulisan_lama(self) -> str:
        return ringkas.before(self) if self.operasi else tulis(self.tentang, self.nilai_lama)

    @property
    def tulisan_baru(self) -> str:
        return ringkas.after(self) if self.operasi else tulis(self.tentang, self.nilai_baru)
