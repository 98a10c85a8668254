"""Who hands in which input until when, and a sheet of inputs on its way: draft, sent, confirmed or sent back."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.wilayah.models import Wilayah

STATUS_SETORAN = {
    "draf": "Draf",
    "dikirim": "Dikirim",
    "dikembalikan": "Dikembalikan",
    "dikonfirmasi": "Dikonfirmasi",
}
TERBUKA = ("draf", "dikirim", "dikembalikan")
SETIAP = {"tahun": "Setiap tahun", "triwulan": "Setiap triwulan"}


class Instansi(models.Model):
    """An office that hands in inputs; its people are accounts of the peran OPD mitra or petugas."""

    nama = models.CharField("nama", max_length=120, unique=True)
    aktif = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "instansi pengisi"
        ordering = ("nama",)

    def __str__(self) -> str:
        return self.nama


class AnggotaInstansi(models.Model):
    """An account that fills in for an office."""

    instansi = models.ForeignKey(Instansi, on_delete=models.CASCADE, related_name="anggota", db_index=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="pengguna", db_index=False)

    class Meta:
        verbose_name = verbose_name_plural = "anggota instansi"
        constraints = (
            models.UniqueConstraint(
                fields=("instansi", "user"),
                name="anggotainstansi_satu",
                violation_error_message="Pengguna ini sudah menjadi anggota instansi itu.",
            ),
        )
        indexes = (models.Index(fields=["user"], name="anggotainstansi_user"),)

    def __str__(self) -> str:
        return f"{self.user} di {self.instansi}"


class TugasIsian(models.Model):
    """One indicator and the office that owes it: `tenggat` days after its period has ended.

    `geser`: per cent of change since the year before from which a note is asked for.
    """

    indikator = models.CharField("kode indikator", max_length=20, unique=True, db_collation="C")
    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="tugas", db_index=False)
    setiap = models.CharField("diisi", max_length=10, default="tahun", choices=list(SETIAP.items()))
    tenggat = models.SmallIntegerField("tenggat, hari sesudah periode berakhir", default=45)
    geser = models.FloatField("perubahan yang perlu catatan, persen", default=30)

    class Meta:
        verbose_name = verbose_name_plural = "tugas isian indeks"
        ordering = ("indikator",)
        constraints = (
            models.CheckConstraint(name="tugasisian_setiap_dikenal", condition=Q(setiap__in=list(SETIAP))),
            models.CheckConstraint(
                name="tugasisian_tenggat",
                condition=Q(tenggat__range=(-366, 366)),
                violation_error_message="Tenggat paling jauh 366 hari dari akhir periode.",
            ),
            models.CheckConstraint(
                name="tugasisian_geser",
                condition=Q(geser__gt=0),
                violation_error_message="Perubahan yang perlu catatan harus lebih dari nol.",
            ),
        )
        indexes = (models.Index(fields=["instansi"], name="tugasisian_instansi"),)

    def __str__(self) -> str:
        return f"{self.indikator} {self.instansi}"


class Setoran(models.Model):
    """The numbers of one indicator and period as one sheet. Confirmed, its rows become `IsianInput`.

    `berkas`: name of the kept document in `BERKAS_DIR/ikesos`, blank without one; `alasan`: why it was sent back;
    `penulis`: ids of everybody who typed into it, none of whom confirms it.
    """

    indikator = models.CharField("kode indikator", max_length=20, db_collation="C")
    periode = models.CharField("periode", max_length=7, db_collation="C")
    status = models.CharField("status", max_length=15, default="draf", choices=list(STATUS_SETORAN.items()))
    sumber = models.CharField("sumber", max_length=120, blank=True)
    dokumen = models.CharField("judul dan nomor dokumen", max_length=200, blank=True)
    berkas = models.CharField(max_length=64, blank=True, editable=False)
    tipe = models.CharField(max_length=30, blank=True, editable=False)
    sidik = models.CharField("SHA-256 dokumen", max_length=64, blank=True, editable=False)
    alasan = models.CharField("alasan dikembalikan", max_length=500, blank=True)
    pengisi = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    penulis = ArrayField(models.BigIntegerField(), default=list, verbose_name="semua yang pernah mengisi")
    dikirim = models.DateTimeField(null=True, blank=True)
    pemutus = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    diputuskan = models.DateTimeField(null=True, blank=True)
    dibuat = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "setoran isian"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="setoran_status_dikenal", condition=Q(status__in=list(STATUS_SETORAN))),
            models.CheckConstraint(name="setoran_periode", condition=Q(periode__regex=r"^\d{4}(-T[1-4])?$")),
            models.UniqueConstraint(
                fields=("indikator", "periode"),
                condition=Q(status__in=TERBUKA),
                name="setoran_satu_terbuka",
                violation_error_message="Isian indikator dan periode ini sedang dikerjakan.",
            ),
            models.CheckConstraint(
                name="setoran_orang_kedua",
                condition=Q(pemutus__isnull=True) | ~Q(pemutus=models.F("pengisi")),
                violation_error_message="Isian dikonfirmasi oleh orang lain, bukan pengisinya.",
            ),
        )
        indexes = (models.Index(fields=["indikator", "periode", "-id"], name="setoran_terbaru"),)

    def __str__(self) -> str:
        return f"Isian {self.indikator} {self.periode}"


class BarisSetoran(models.Model):
    """The inputs of one region: `nilai` {letter: number}."""

    setoran = models.ForeignKey(Setoran, on_delete=models.CASCADE, related_name="baris", db_index=False)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+", db_index=False)
    nilai = models.JSONField("nilai")
    sampel = models.IntegerField("banyak responden", null=True, blank=True)
    catatan = models.CharField("catatan", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "baris setoran"
        constraints = (models.UniqueConstraint(fields=("setoran", "wilayah"), name="barissetoran_satu"),)

    def __str__(self) -> str:
        return f"{self.setoran_id} {self.wilayah_id}"
