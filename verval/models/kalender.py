"""The monthly calendar of the case work, as dated rows."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from dtsen.lib.tampil import tanggal

HARI = [MinValueValidator(1), MaxValueValidator(28)]
"""Days that every month has."""


class KalenderBulanan(models.Model):
    """Days of the month by which the steps of a month are done, in force from a date on (domain §4.3)."""

    id = models.BigAutoField(primary_key=True)
    berlaku_dari = models.DateField("berlaku dari", unique=True)
    tenggat_pengajuan = models.SmallIntegerField("batas pengajuan (tanggal)", default=11, validators=HARI)
    tenggat_musyawarah = models.SmallIntegerField("batas musyawarah atau SPTJM (tanggal)", default=14, validators=HARI)
    pengesahan_dari = models.SmallIntegerField("pengesahan dari (tanggal)", default=15, validators=HARI)
    pengesahan_sampai = models.SmallIntegerField("pengesahan sampai (tanggal)", default=17, validators=HARI)
    dasar = models.CharField("dasar", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "kalender bulanan"
        ordering = ("-berlaku_dari",)
        constraints = (
            models.CheckConstraint(
                name="kalender_urut",
                condition=Q(
                    tenggat_pengajuan__gte=1,
                    tenggat_pengajuan__lt=F("tenggat_musyawarah"),
                    tenggat_musyawarah__lt=F("pengesahan_dari"),
                    pengesahan_dari__lte=F("pengesahan_sampai"),
                    pengesahan_sampai__lte=28,
                ),
                violation_error_message="Urutannya: pengajuan, musyawarah, lalu pengesahan; semuanya tanggal 1 sampai "
                "28.",
            ),
        )

    def __str__(self) -> str:
        return f"Kalender sejak {tanggal(self.berlaku_dari)}"
