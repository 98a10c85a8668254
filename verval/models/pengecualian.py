"""Recipients that SIKS-NG excludes for a time: nobody proposes them while it holds."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dtsen.registry.models import Individu, Keluarga
from verval.models.program import ProgramBansos
from verval.querysets import PengecualianQuerySet

STATUS_PENGECUALIAN = {
    "exclude": "Exclude",
    "exclude_pekerjaan": "Exclude pekerjaan",
    "exclude_tidak_layak": "Exclude tidak layak daerah",
    "exclude_meninggal": "Exclude meninggal",
    "graduasi": "Graduasi",
    "mundur": "Mengundurkan diri",
    "salah_guna": "Bansos tidak dipergunakan sesuai peruntukan",
}
"""The statuses of SIKS-NG that exclude (its others tell how a payment stands), and two that cases write."""


class PengecualianPenerima(models.Model):
    """An exclusion of a family, or of one member (`individu`), for a programme or for all (`program` NULL).

    `kode_desa` and `keluarga` follow the family, and the member to another family. Both dates are included.
    `dasar` is the case that wrote it, if one did.
    """

    id = models.BigAutoField(primary_key=True)
    keluarga = models.ForeignKey(
        Keluarga, on_delete=models.PROTECT, related_name="pengecualian", verbose_name="keluarga"
    )
    individu = models.ForeignKey(
        Individu, on_delete=models.PROTECT, null=True, blank=True, related_name="pengecualian", verbose_name="anggota"
    )
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    program = models.ForeignKey(
        ProgramBansos,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pengecualian",
        verbose_name="program",
    )
    status = models.CharField("status", max_length=20, choices=list(STATUS_PENGECUALIAN.items()))
    berlaku_dari = models.DateField("berlaku dari")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    sumber = models.CharField("sumber", max_length=120)
    catatan = models.TextField("catatan", blank=True)
    alasan_akhir = models.CharField("alasan diakhiri", max_length=500, blank=True)
    dasar = models.CharField(max_length=60, blank=True, db_default="", db_collation="C", editable=False)
    dibuat = models.DateTimeField(default=timezone.now, editable=False)

    objects = PengecualianQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pengecualian penerima"
        ordering = ("-berlaku_dari", "-id")
        constraints = (
            models.CheckConstraint(
                name="pengecualian_status_dikenal", condition=Q(status__in=list(STATUS_PENGECUALIAN))
            ),
            models.CheckConstraint(
                name="pengecualian_tanggal_urut",
                condition=Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=F("berlaku_dari")),
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal mulai.",
            ),
        )
        indexes = (models.Index(fields=["kode_desa"], name="pengecualian_desa"),)

    def __str__(self) -> str:
        return f"Pengecualian {self.pk}"

    @property
    def objek(self) -> str:
        return f"pengecualian:{self.pk}"
