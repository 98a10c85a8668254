"""Every hop of every case: from where to where, by whom, when, with which note."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dtsen.accounts.models import User
from verval.models.induk import AlasanTolak
from verval.models.layanan import Reaktivasi, Sengketa, Temuan, satu_perkara
from verval.models.pembaruan import Pembaruan
from verval.models.usulan import Usulan


class Langkah(models.Model):
    """One hop of one case. Rows are only ever added. Without `pelaku` it was taken by the program itself."""

    id = models.BigAutoField(primary_key=True)
    pembaruan = models.ForeignKey(Pembaruan, on_delete=models.PROTECT, null=True, blank=True, related_name="langkah")
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, null=True, blank=True, related_name="langkah")
    temuan = models.ForeignKey(Temuan, on_delete=models.PROTECT, null=True, blank=True, related_name="langkah")
    reaktivasi = models.ForeignKey(Reaktivasi, on_delete=models.PROTECT, null=True, blank=True, related_name="langkah")
    sengketa = models.ForeignKey(Sengketa, on_delete=models.PROTECT, null=True, blank=True, related_name="langkah")
    aksi = models.CharField(max_length=20)
    dari = models.CharField(max_length=20)
    ke = models.CharField(max_length=20)
    pelaku = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    waktu = models.DateTimeField(default=timezone.now)
    alasan_induk = models.ForeignKey(AlasanTolak, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    catatan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "langkah"
        ordering = ("id",)
        constraints = (models.CheckConstraint(name="langkah_satu_perkara", condition=satu_perkara()),)

    def __str__(self) -> str:
        return f"{self.aksi}: {self.dari} → {self.ke}"

    @property
    def oleh(self) -> str:
        """Who took it, as a page says it."""
        return str(self.pelaku) if self.pelaku else "Sistem"
