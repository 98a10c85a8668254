"""People who work here, where and as what, and the trail of what they did."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self, TypeVar

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from dtsen.accounts.peran import PERAN
from dtsen.wilayah.models import Wilayah

M = TypeVar("M", bound=models.Model)
AKSES_PENUH_PALING_LAMA = timedelta(minutes=30)


class User(AbstractUser):
    """An account of one person. What it may do and see follows from its penugasan alone."""

    nama = models.CharField("nama lengkap", max_length=100, blank=True)
    demo = models.BooleanField("akun demo", default=False, help_text="Ditolak saat MODE=produksi.")

    class Meta:
        verbose_name = verbose_name_plural = "pengguna"

    def __str__(self) -> str:
        return self.nama or self.username


class BerlakuQuerySet(models.QuerySet[M]):
    def aktif(self, hari: date | None = None) -> Self:
        """What is in force on a day (default today)."""
        saat = hari or timezone.localdate()
        return self.filter(mulai__lte=saat).filter(Q(selesai__isnull=True) | Q(selesai__gte=saat))


class Penugasan(models.Model):
    """User × region × peran × dates."""

    keluarga_ditugaskan: frozenset[int] = frozenset()
    """Families to visit now; filled by `access.penugasan_of`."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="penugasan", verbose_name="pengguna")
    peran = models.CharField("peran", max_length=20, choices=[(k, p.label) for k, p in PERAN.items()])
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    mulai = models.DateField("mulai", default=timezone.localdate)
    selesai = models.DateField("selesai", null=True, blank=True)
    hanya_tugas = models.BooleanField(
        "hanya keluarga yang ditugaskan",
        default=False,
        help_text="Bila dicentang, yang terlihat hanya keluarga dalam daftar tugas, bukan seluruh wilayahnya.",
    )

    objects = BerlakuQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "penugasan"
        constraints = (
            models.CheckConstraint(
                name="penugasan_peran_dikenal",
                condition=Q(peran__in=list(PERAN)),
                violation_error_message="Peran tidak dikenal.",
            ),
            models.CheckConstraint(
                name="penugasan_tanggal_urut",
                condition=Q(selesai__isnull=True) | Q(selesai__gte=models.F("mulai")),
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
        )

    def __str__(self) -> str:
        return f"{PERAN[self.peran].label}, {self.wilayah}"


class TugasKeluarga(models.Model):
    """A family that the holder of an assignment is to visit: seen also where it lies outside the region.

    `keluarga_id` is the registry's; no key, since that floor stands above this one.
    """

    penugasan = models.ForeignKey(Penugasan, on_delete=models.CASCADE, related_name="tugas", verbose_name="penugasan")
    keluarga_id = models.BigIntegerField("nomor keluarga")
    dasar = models.CharField("dasar", max_length=60, blank=True, help_text="Misalnya nomor surat tugas.")
    mulai = models.DateField("mulai", default=timezone.localdate)
    selesai = models.DateField("selesai", null=True, blank=True)

    objects = BerlakuQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tugas kunjungan"
        constraints = (
            models.UniqueConstraint(
                fields=("penugasan", "keluarga_id"),
                name="tugas_satu_keluarga",
                violation_error_message="Keluarga ini sudah ada dalam tugas itu.",
            ),
            models.CheckConstraint(
                name="tugas_tanggal_urut",
                condition=Q(selesai__isnull=True) | Q(selesai__gte=models.F("mulai")),
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
        )

    def __str__(self) -> str:
        return f"Tugas keluarga {self.keluarga_id}"


class AlasanBuka(models.Model):
    """A reason one may choose when opening full numbers; what is said besides is written by hand."""

    kode = models.CharField("kode", max_length=20, primary_key=True, db_collation="C")
    label = models.CharField("alasan", max_length=100)
    urut = models.SmallIntegerField("urutan", default=0)
    aktif = models.BooleanField("dapat dipilih", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "alasan membuka nomor"

    def __str__(self) -> str:
        return self.label


class AksesPenuh(models.Model):
    """Half an hour in which one session of one user sees full numbers on detail pages; see `penuh.py`.

    `sesi` is a hash of the session key. Of a row only `dicabut` can be changed by the application.
    """

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="pengguna")
    sesi = models.CharField(max_length=64, db_collation="C", editable=False)
    sebab = models.ForeignKey(AlasanBuka, on_delete=models.PROTECT, related_name="+", verbose_name="alasan")
    alasan = models.TextField("penjelasan")
    mulai = models.DateTimeField(db_default=Now())
    sampai = models.DateTimeField()
    dicabut = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "akses penuh"
        constraints = (
            models.CheckConstraint(
                name="aksespenuh_paling_lama",
                condition=Q(sampai__gt=F("mulai")) & Q(sampai__lte=F("mulai") + AKSES_PENUH_PALING_LAMA),
                violation_error_message="Akses penuh paling lama 30 menit.",
            ),
            models.CheckConstraint(
                name="aksespenuh_cabut_urut",
                condition=Q(dicabut__isnull=True) | Q(dicabut__gte=F("mulai")),
            ),
        )
        indexes = (models.Index(fields=["user", "-id"], name="aksespenuh_user"),)

    def __str__(self) -> str:
        return f"Akses penuh {self.pk}"


class Jejak(models.Model):
    """One line of the trail: who did what to which object, when and why. Rows are only ever added."""

    id = models.BigAutoField(primary_key=True)
    waktu = models.DateTimeField(default=timezone.now)
    pelaku = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aksi = models.CharField(max_length=60, db_collation="C")
    objek = models.CharField(max_length=80, blank=True, db_collation="C")
    rincian = models.JSONField(default=dict)
    alasan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "jejak"
        indexes = (
            BrinIndex(fields=["waktu"], name="jejak_waktu"),
            models.Index(fields=["objek"], name="jejak_objek"),
            models.Index(fields=["pelaku", "-id"], name="jejak_pelaku"),
        )

    def __str__(self) -> str:
        return f"{self.waktu:%Y-%m-%d %H:%M} {self.aksi} {self.objek}"
