"""What approved cases say a family is: poor, not poor, or of a group that gets no aid. Says nothing of a desil."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.registry.models import Keluarga
from verval.keputusan import HASIL_KELAYAKAN
from verval.models.musdes_aturan import AlasanMusyawarah
from verval.models.pembaruan import Pembaruan
from verval.models.program import KelompokTidakLayak
from verval.querysets import HasilKelayakanQuerySet


class HasilKelayakan(models.Model):
    """One outcome from a day on, or the row that takes one back (`mencabut`, which repeats what it takes back).

    Rows are only ever added; `kode_desa` follows the family. Of those that stand the one with the latest day counts.
    `kriteria` are codes of the nine criteria of 262/HUK/2022 that the musyawarah found.
    """

    id = models.BigAutoField(primary_key=True)
    keluarga = models.ForeignKey(
        Keluarga, on_delete=models.PROTECT, related_name="hasil_kelayakan", verbose_name="keluarga"
    )
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    pembaruan = models.ForeignKey(
        Pembaruan, on_delete=models.PROTECT, related_name="hasil_kelayakan", verbose_name="pembaruan"
    )
    hasil = models.CharField("hasil", max_length=12, choices=list(HASIL_KELAYAKAN.items()))
    alasan = models.ForeignKey(
        AlasanMusyawarah, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="alasan"
    )
    kelompok = models.ForeignKey(
        KelompokTidakLayak, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kelompok"
    )
    kriteria = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="kriteria")
    berlaku_dari = models.DateField("berlaku dari")
    mencabut = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="pencabut", verbose_name="mencabut"
    )
    dibuat = models.DateTimeField(default=timezone.now, editable=False)

    objects = HasilKelayakanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "hasil kelayakan"
        ordering = ("-berlaku_dari", "-id")
        constraints = (
            models.CheckConstraint(name="kelayakan_hasil_dikenal", condition=Q(hasil__in=list(HASIL_KELAYAKAN))),
            models.CheckConstraint(
                name="kelayakan_isi_sesuai_hasil",
                condition=Q(hasil__in=("miskin", "tidak_miskin"), alasan__isnull=False, kelompok__isnull=True)
                | Q(hasil="tidak_layak", alasan__isnull=True, kelompok__isnull=False, kriteria=[]),
                violation_error_message="Miskin dan tidak miskin perlu alasan, tidak layak perlu kelompoknya.",
            ),
        )
        indexes = (models.Index(fields=["kode_desa"], name="hasil_kelayakan_desa"),)

    def __str__(self) -> str:
        return f"Hasil kelayakan {self.pk}"

    @property
    def objek(self) -> str:
        return f"hasilkelayakan:{self.pk}"

    @property
    def sebab(self) -> str:
        """Why, in words that anybody who sees the family may read; blank where it tells of an illness."""
        if self.kelompok is not None:
            return self.kelompok.nama
        return "" if self.alasan is None or self.alasan.dilindungi else self.alasan.label
