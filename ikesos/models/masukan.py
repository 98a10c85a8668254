"""What goes into the index besides the registry: numbers that offices hand in, and what counts as decent."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.lib.tampil import tanggal
from dtsen.wilayah.models import Wilayah
from ikesos.models.struktur import KELOMPOK

STATUS_ISIAN = {"usulan": "Usulan", "dikonfirmasi": "Dikonfirmasi"}
HAL = {
    "lantai": "Lantai layak",
    "dinding": "Dinding layak",
    "atap": "Atap layak",
    "luas": "Luas lantai per orang, sepersepuluh m²",
    "air": "Air minum layak",
    "bab": "Tempat buang air besar layak",
    "kloset": "Kloset layak",
    "tinja": "Pembuangan tinja layak",
    "formal": "Status pekerja formal",
    "lansia": "Umur lanjut usia",
}


class Layak(models.Model):
    """Codes that count as decent, from a date on (`luas`, `lansia`: one number). The newest row in force is used."""

    hal = models.CharField("hal", max_length=10, choices=list(HAL.items()))
    kode = ArrayField(models.SmallIntegerField(), verbose_name="kode atau angka")
    berlaku_dari = models.DateField("berlaku dari")
    dokumen = models.CharField("dokumen sumber", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "ukuran layak"
        ordering = ("hal", "-berlaku_dari")
        constraints = (
            models.UniqueConstraint(
                fields=("hal", "berlaku_dari"),
                name="layak_satu_sehari",
                violation_error_message="Ukuran ini sudah punya baris untuk tanggal itu.",
            ),
            models.CheckConstraint(name="layak_hal_dikenal", condition=Q(hal__in=list(HAL))),
            models.CheckConstraint(
                name="layak_tidak_kosong",
                condition=Q(kode__len__gt=0),
                violation_error_message="Isi paling sedikit satu kode.",
            ),
        )

    def __str__(self) -> str:
        return f"{HAL[self.hal]} sejak {tanggal(self.berlaku_dari)}"


class IsianInput(models.Model):
    """One input of a region and period (`2026` or `2026-T4`) that no register of ours holds.

    `butir` is `<kode indikator>.<huruf>`, the same in every version; only confirmed rows are calculated with. `sampel`:
    respondents, where it is a survey. `contoh`: made up for the demo, said wherever the number shows.
    """

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+", db_index=False)
    periode = models.CharField("periode", max_length=7, db_collation="C")
    kelompok = models.CharField("kelompok", max_length=30, default="umum", choices=list(KELOMPOK.items()))
    butir = models.CharField("butir", max_length=31, db_collation="C")
    nilai = models.FloatField("nilai")
    satuan = models.CharField("satuan", max_length=40, blank=True)
    sampel = models.IntegerField("banyak responden", null=True, blank=True)
    sumber = models.CharField("sumber", max_length=120)
    dokumen = models.CharField("dokumen", max_length=200, blank=True)
    status = models.CharField("status", max_length=15, default="usulan", choices=list(STATUS_ISIAN.items()))
    contoh = models.BooleanField("contoh", default=False)
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "isian input"
        constraints = (
            models.UniqueConstraint(
                fields=("butir", "wilayah", "periode", "kelompok", "status"),
                name="isianinput_satu",
                violation_error_message="Butir ini sudah terisi untuk wilayah dan periode itu.",
            ),
            models.CheckConstraint(name="isianinput_status_dikenal", condition=Q(status__in=list(STATUS_ISIAN))),
            models.CheckConstraint(name="isianinput_kelompok_dikenal", condition=Q(kelompok__in=list(KELOMPOK))),
            models.CheckConstraint(
                name="isianinput_periode",
                condition=Q(periode__regex=r"^\d{4}(-T[1-4])?$"),
                violation_error_message="Periode ditulis 2026 atau 2026-T4.",
            ),
            models.CheckConstraint(
                name="isianinput_sampel",
                condition=Q(sampel__isnull=True) | Q(sampel__gt=0),
                violation_error_message="Banyak responden harus lebih dari nol.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.butir} {self.wilayah_id} {self.periode}"
