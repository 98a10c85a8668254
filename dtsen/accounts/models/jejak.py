"""The trail of what people did, its seals, and the half hours in which they saw full numbers."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from dtsen.accounts.models.orang import User

AKSES_PENUH_PALING_LAMA = timedelta(minutes=30)


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


LEWAT = {"web": "halaman", "api": "API", "admin": "Kelola", "tugas": "tugas latar", "perintah": "perintah"}
"""By which door something was done; blank for lines older than this column."""


class Jejak(models.Model):
    """One line of the trail: who did what, about whom, from where, when and why. Rows are only ever added.

    Read it here, write it with `audit.record`: `id`, `waktu` and the two columns of the seals (`xid`, `zaman`) are the
    database's own. Partitioned by month, indexes in migration 0020.
    """

    id = models.BigAutoField(primary_key=True)
    waktu = models.DateTimeField(editable=False)
    pelaku = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    aksi = models.CharField(max_length=60, db_collation="C")
    objek = models.CharField(max_length=80, blank=True, db_collation="C")
    lewat = models.CharField(max_length=8, blank=True, db_collation="C", choices=list(LEWAT.items()))
    alamat = models.GenericIPAddressField(null=True, blank=True)
    keluarga = ArrayField(models.BigIntegerField(), default=list)
    individu = ArrayField(models.BigIntegerField(), default=list)
    rincian = models.JSONField(default=dict)
    alasan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "jejak"

    def __str__(self) -> str:
        return f"{self.waktu:%Y-%m-%d %H:%M} {self.aksi} {self.objek}"


class Segel(models.Model):
    """The seal of a batch of lines; `rantai` hashes this seal and the one before it. Written by `segel.seal` only."""

    nomor = models.BigIntegerField(primary_key=True)
    jumlah = models.BigIntegerField()
    jumlah_semua = models.BigIntegerField()
    waktu_awal = models.DateTimeField()
    waktu_akhir = models.DateTimeField()
    dibuat = models.DateTimeField()
    akar = models.BinaryField()
    rantai = models.BinaryField()

    class Meta:
        verbose_name = verbose_name_plural = "segel"

    def __str__(self) -> str:
        return f"Segel {self.nomor}"
