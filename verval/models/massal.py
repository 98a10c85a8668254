"""Deciding many cases at once: one decision, one line a case, with the sample that had to be opened before."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.registry.models import Keluarga
from verval import alur
from verval.models.induk import KASUS
from verval.models.pembaruan import Pembaruan
from verval.models.usulan import Usulan

STATUS = {
    "disusun": "Menunggu dijalankan",
    "berjalan": "Sedang diproses",
    "selesai": "Selesai",
}
HASIL = {"": "Belum diproses", "lanjut": "Diteruskan", "tidak": "Tidak diteruskan"}


class KeputusanMassal(models.Model):
    """One hop (`dari`, `aksi`) for `jumlah` cases. `benih` is the seed by which the sample was drawn."""

    id = models.BigAutoField(primary_key=True)
    jenis = models.CharField("kasus", max_length=10, choices=list(KASUS.items()))
    dari = models.CharField("status", max_length=20)
    aksi = models.CharField("langkah", max_length=20)
    pelaku = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    jumlah = models.PositiveSmallIntegerField("banyaknya kasus")
    benih = models.BigIntegerField("benih contoh")
    status = models.CharField("status", max_length=10, default="disusun", choices=list(STATUS.items()))
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    dijalankan = models.DateTimeField(null=True, blank=True)
    selesai = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "keputusan massal"
        constraints = (
            models.CheckConstraint(name="massal_status_dikenal", condition=Q(status__in=list(STATUS))),
            models.CheckConstraint(name="massal_kasus_dikenal", condition=Q(jenis__in=list(KASUS))),
        )

    def __str__(self) -> str:
        return f"Keputusan massal {self.pk}"

    @property
    def objek(self) -> str:
        """How the trail names it."""
        return f"massal:{self.pk}"

    @property
    def dari_label(self) -> str:
        return alur.LABEL[self.dari]


class BarisMassal(models.Model):
    """One case of a decision, on the filing that was ticked; `hasil` blank until it has had its turn."""

    id = models.BigAutoField(primary_key=True)
    keputusan = models.ForeignKey(KeputusanMassal, on_delete=models.PROTECT, related_name="baris")
    pembaruan = models.ForeignKey(Pembaruan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    keluarga = models.ForeignKey(Keluarga, on_delete=models.PROTECT, related_name="+")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    pengajuan_ke = models.SmallIntegerField()
    sampel = models.BooleanField("contoh", default=False)
    hasil = models.CharField(max_length=10, blank=True, choices=list(HASIL.items()))
    kode = models.CharField(max_length=30, blank=True)
    pesan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "baris keputusan massal"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="baris_massal_satu_kasus", condition=Q(pembaruan__isnull=True) ^ Q(usulan__isnull=True)
            ),
            models.CheckConstraint(name="baris_massal_hasil", condition=Q(hasil__in=list(HASIL))),
            models.UniqueConstraint(fields=("keputusan", "pembaruan"), name="baris_massal_pembaruan_sekali"),
            models.UniqueConstraint(fields=("keputusan", "usulan"), name="baris_massal_usulan_sekali"),
        )

    def __str__(self) -> str:
        return f"{self.keputusan_id}: {self.hasil or 'belum'}"

    @property
    def kasus(self) -> Pembaruan | Usulan:
        satu = self.pembaruan or self.usulan
        assert satu is not None  # a constraint
        return satu
