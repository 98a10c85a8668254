"""What staff are reminded of by message, and how long messages are kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts.models import User

STATUS = {
    "antre": "Menunggu",
    "terkirim": "Terkirim",
    "lewat": "Tidak perlu lagi",
    "gagal": "Tidak terkirim",
}
JENIS = {
    "dikembalikan": "Dikembalikan kepada Anda",
    "draf": "Draf yang belum Anda ajukan",
    "menunggu": "Menunggu Anda, mendekati atau melewati batas",
    "sanggah_naik": "Sanggahan yang naik kepada Anda",
    "sanggah": "Sanggahan yang mendekati atau melewati 14 hari",
    "isian": "Isian instansi Anda yang belum lengkap",
}
"""Kinds of reminder, the most pressing first; each has its own template and switch."""
DISIMPAN = {
    "pesan": "Pesan dan pengingat yang sudah selesai",
    "pelapor": "Nama, NIK, dan kontak pelapor sanggahan yang sudah diputus",
}


class Pengingat(models.Model):
    """The one digest of a person on a day. Holds no case, name or address: what it says is read when it is sent.

    `rincian` is how many cases of each kind ran out when it was written, `{"draf": 3}`.
    """

    id = models.BigAutoField(primary_key=True)
    akun = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="akun")
    hari = models.DateField("hari")
    rincian = models.JSONField("rincian")
    status = models.CharField("status", max_length=10, default="antre", choices=list(STATUS.items()))
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0)
    galat = models.CharField("galat", max_length=40, blank=True)
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    berikut = models.DateTimeField("dikirim pada", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "pengingat"
        constraints = (
            models.CheckConstraint(name="pengingat_status_dikenal", condition=Q(status__in=list(STATUS))),
            models.UniqueConstraint(
                fields=("akun", "hari"),
                name="pengingat_sekali_sehari",
                violation_error_message="Orang ini sudah diingatkan pada hari itu.",
            ),
        )
        indexes = (models.Index(fields=["berikut"], name="pengingat_antrean", condition=Q(status="antre")),)

    def __str__(self) -> str:
        return f"Pengingat {self.pk}"


class MasaSimpan(models.Model):
    """How many months something is kept before the nightly sweep takes it away."""

    kode = models.CharField("apa", max_length=10, primary_key=True, db_collation="C", choices=list(DISIMPAN.items()))
    bulan = models.PositiveSmallIntegerField("disimpan (bulan)", default=12)
    dasar = models.CharField("dasar", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "masa simpan"
        constraints = (
            models.CheckConstraint(name="masa_simpan_dikenal", condition=Q(kode__in=list(DISIMPAN))),
            models.CheckConstraint(
                name="masa_simpan_bulan",
                condition=Q(bulan__gte=1, bulan__lte=120),
                violation_error_message="Masa simpan antara 1 dan 120 bulan.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kode_display()}: {self.bulan} bulan"
