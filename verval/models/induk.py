"""Lists that admins keep: reasons of a refusal, and which evidence a step asks for."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from verval.alur_layanan import TABEL
from verval.jenis_bukti import JENIS

KASUS = {"pembaruan": "Pembaruan data", "usulan": "Usulan bansos"}
KASUS_BUKTI = {
    **KASUS,
    "nik_anomali": "Temuan NIK anomali",
    "pdtt": "Temuan PDTT",
    "reaktivasi": "Reaktivasi PBI-JK",
    "sengketa": "Sengketa pengecualian",
}
"""Cases whose hops may ask for evidence; of findings each kind by itself."""
PENTING = {"wajib": "Wajib", "sebaiknya": "Sebaiknya"}


class AlasanTolak(models.Model):
    """One reason by which a case can be refused; `perlu_catatan` asks for a sentence besides."""

    kode = models.CharField("kode", max_length=30, primary_key=True, db_collation="C")
    label = models.CharField("alasan", max_length=120)
    kasus = models.CharField("untuk", max_length=10, blank=True, choices=[("", "Semua kasus"), *KASUS.items()])
    perlu_catatan = models.BooleanField("perlu catatan", default=False)
    aktif = models.BooleanField("dipakai", default=True)
    urut = models.SmallIntegerField("urutan tampil", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "alasan penolakan"
        ordering = ("urut", "kode")
        constraints = (models.CheckConstraint(name="alasan_tolak_kasus", condition=Q(kasus__in=["", *KASUS])),)

    def __str__(self) -> str:
        return self.label


class SyaratBukti(models.Model):
    """What a hop asks for: one file of one of the kinds `pilihan`. Only `wajib` holds the case up."""

    id = models.BigAutoField(primary_key=True)
    kasus = models.CharField("kasus", max_length=15, choices=list(KASUS_BUKTI.items()))
    aksi = models.CharField("langkah", max_length=20)
    pilihan = ArrayField(models.CharField(max_length=12), verbose_name="salah satu dari")
    penting = models.CharField("penting", max_length=10, default="wajib", choices=list(PENTING.items()))
    urut = models.SmallIntegerField("urutan tampil", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "syarat bukti"
        ordering = ("urut", "id")
        constraints = (
            models.CheckConstraint(name="syarat_bukti_kasus", condition=Q(kasus__in=list(KASUS_BUKTI))),
            models.CheckConstraint(name="syarat_bukti_penting", condition=Q(penting__in=list(PENTING))),
            models.CheckConstraint(name="syarat_bukti_berisi", condition=Q(pilihan__len__gt=0)),
            models.UniqueConstraint(fields=("kasus", "aksi", "pilihan"), name="syarat_bukti_sekali"),
        )

    def __str__(self) -> str:
        return f"{self.get_kasus_display()}: {' atau '.join(JENIS.get(satu, satu) for satu in self.pilihan)}"

    def clean(self) -> None:
        """Refuse a hop or a kind that nobody can meet: it would hold up every case."""
        tabel = TABEL.get(self.kasus, TABEL["temuan"])
        if self.aksi not in {aksi for _, aksi in tabel.hop}:
            raise ValidationError({"aksi": f"Langkah ini tidak ada pada {KASUS_BUKTI.get(self.kasus, 'kasus')}."})
        if asing := sorted(set(self.pilihan or []) - set(JENIS)):
            raise ValidationError({"pilihan": f"Jenis bukti tidak dikenal: {', '.join(asing)}."})
