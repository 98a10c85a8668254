"""What a musyawarah goes by, as dated rows that admins keep: days, quorum, and the reasons of its outcome."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from dtsen.lib.tampil import tanggal
from verval.musdes.alur import HASIL, JENIS, PERAN

ASAL = {"aturan": "Peraturan", "lokal": "Kesepakatan lokal"}


class AturanMusyawarah(models.Model):
    """Days before and after a session, in force from a date on."""

    id = models.BigAutoField(primary_key=True)
    berlaku_dari = models.DateField("berlaku dari", unique=True)
    hari_undangan = models.PositiveSmallIntegerField("undangan paling lambat (hari sebelumnya)", default=3)
    hari_keberatan = models.PositiveSmallIntegerField("masa keberatan sesudah diumumkan (hari)", default=5)
    asal = models.CharField("asal", max_length=10, default="lokal", choices=list(ASAL.items()))
    dasar = models.CharField("dasar", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "aturan musyawarah"
        ordering = ("-berlaku_dari",)
        constraints = (
            models.CheckConstraint(
                name="aturan_musyawarah_hari",
                condition=Q(hari_undangan__lte=60, hari_keberatan__gte=1, hari_keberatan__lte=60),
                violation_error_message="Undangan 0 sampai 60 hari, masa keberatan 1 sampai 60 hari.",
            ),
            models.CheckConstraint(name="aturan_musyawarah_asal", condition=Q(asal__in=list(ASAL))),
        )

    def __str__(self) -> str:
        return f"Aturan musyawarah sejak {tanggal(self.berlaku_dari)}"


class SyaratKuorum(models.Model):
    """One line of the quorum: at least `minimum` present of the roles in `peran`.

    In force are the lines of a kind with the latest `berlaku_dari` that is not after the day of the session.
    """

    id = models.BigAutoField(primary_key=True)
    jenis = models.CharField("jenis", max_length=10, choices=list(JENIS.items()))
    berlaku_dari = models.DateField("berlaku dari")
    peran = ArrayField(models.CharField(max_length=12), verbose_name="salah satu dari peran")
    minimum = models.PositiveSmallIntegerField("paling sedikit hadir", default=1)
    label = models.CharField("sebutan", max_length=120)
    asal = models.CharField("asal", max_length=10, default="lokal", choices=list(ASAL.items()))
    urut = models.SmallIntegerField("urutan tampil", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "syarat kuorum"
        ordering = ("jenis", "-berlaku_dari", "urut", "id")
        constraints = (
            models.CheckConstraint(name="syarat_kuorum_jenis", condition=Q(jenis__in=list(JENIS))),
            models.CheckConstraint(name="syarat_kuorum_asal", condition=Q(asal__in=list(ASAL))),
            models.CheckConstraint(
                name="syarat_kuorum_berisi",
                condition=Q(peran__len__gt=0, minimum__gte=1),
                violation_error_message="Pilih paling sedikit satu peran dan satu orang.",
            ),
            models.UniqueConstraint(
                fields=("jenis", "berlaku_dari", "peran"),
                name="syarat_kuorum_sekali",
                violation_error_message="Peran ini sudah punya syarat yang berlaku mulai tanggal itu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.minimum}"

    def clean(self) -> None:
        """Refuse a role that no participant can have: the quorum would never be met."""
        if asing := sorted(set(self.peran or []) - set(PERAN)):
            raise ValidationError({"peran": f"Peran tidak dikenal: {', '.join(asing)}."})


class AlasanMusyawarah(models.Model):
    """One reason why the musyawarah calls a family poor, or not (domain §4.6)."""

    kode = models.CharField("kode", max_length=30, primary_key=True, db_collation="C")
    hasil = models.CharField("hasil", max_length=12, choices=list(HASIL.items()))
    label = models.CharField("alasan", max_length=120)
    dilindungi = models.BooleanField(
        "dilindungi",
        default=False,
        help_text="Tentang sakit atau disabilitas: tidak ditulis di berita acara dan riwayat.",
    )
    aktif = models.BooleanField("dipakai", default=True)
    urut = models.SmallIntegerField("urutan tampil", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "alasan musyawarah"
        ordering = ("hasil", "urut", "kode")
        constraints = (models.CheckConstraint(name="alasan_musyawarah_hasil", condition=Q(hasil__in=list(HASIL))),)

    def __str__(self) -> str:
        return self.label
