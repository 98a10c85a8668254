"""A correction of one fact of a family or of one of its members."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dtsen.registry.fakta import INDIVIDU, KELUARGA, Fakta
from dtsen.registry.values import tulis
from verval import alur
from verval.alur import TERBUKA
from verval.models.kasus import Kasus, bukan_pembuat, waiting_longest
from verval.querysets import PembaruanQuerySet

STATUS = alur.labels(alur.PEMBARUAN)


class Pembaruan(Kasus):
    """One proposed value of one fact. `nilai_lama` is what the maker saw: approval compares with it.

    `desil_lama`, `desil_baru` tell what the published thresholds of `peringkat` made of it when it was filed;
    `nasional_lama` what the official list (`versi_lama`) said when it was sent, `nasional_baru` what the next one says.
    """

    JENIS: ClassVar[str] = "pembaruan"

    fakta = models.CharField("data", max_length=60)
    nilai_lama = models.JSONField("nilai lama", null=True, blank=True)
    nilai_baru = models.JSONField("nilai baru")
    alasan = models.TextField("alasan")
    status = models.CharField("status", max_length=20, default="draf", choices=list(STATUS.items()))
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
            bukan_pembuat("pembaruan_bukan_pembuat"),
            models.UniqueConstraint(
                fields=("keluarga", "fakta"),
                condition=Q(individu__isnull=True, status__in=TERBUKA),
                name="pembaruan_satu_keluarga",
                violation_error_message="Data ini sudah punya pembaruan yang belum selesai.",
            ),
            models.UniqueConstraint(
                fields=("individu", "fakta"),
                condition=Q(individu__isnull=False, status__in=TERBUKA),
                name="pembaruan_satu_individu",
                violation_error_message="Data ini sudah punya pembaruan yang belum selesai.",
            ),
            models.UniqueConstraint(
                fields=("pembuat", "keluarga", "individu", "fakta"),
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
    def tentang(self) -> Fakta:
        """The fact that the case is about."""
        return (KELUARGA if self.individu_id is None else INDIVIDU)[self.fakta]

    @property
    def tulisan_lama(self) -> str:
        return tulis(self.tentang, self.nilai_lama)

    @property
    def tulisan_baru(self) -> str:
        return tulis(self.tentang, self.nilai_baru)
