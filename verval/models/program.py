"""Aid programmes and their dated rules: who may be proposed, by which decree, from when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from verval.querysets import AturanQuerySet

UNIT = {"keluarga": "Keluarga", "individu": "Orang"}
PENERIMA = {"kepala_pasangan": "Kepala keluarga atau istri/suaminya", "anggota": "Setiap anggota keluarga"}
TINGKAT = {"nasional": "Desil nasional"}
STATUS_ATURAN = {"aktif": "Berlaku", "draf": "Rancangan"}


class ProgramBansos(models.Model):
    """A programme that can be proposed for."""

    kode = models.CharField("kode", max_length=20, primary_key=True, db_collation="C")
    nama = models.CharField("nama", max_length=80)
    singkatan = models.CharField("singkatan", max_length=20)
    keterangan = models.TextField("keterangan", blank=True)
    urut = models.SmallIntegerField("urutan tampil", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "program bansos"
        ordering = ("urut", "kode")

    def __str__(self) -> str:
        return self.singkatan


class AturanProgram(models.Model):
    """A rule of a programme from a date on. Never edited once a proposal refers to it: add a new row.

    `unit` says what is counted (one family or one person), `penerima` who may be named as recipient.
    """

    program = models.ForeignKey(ProgramBansos, on_delete=models.PROTECT, related_name="aturan", verbose_name="program")
    tingkat = models.CharField("tingkat desil", max_length=10, default="nasional", choices=list(TINGKAT.items()))
    desil_min = models.SmallIntegerField("desil terendah", default=1)
    desil_maks = models.SmallIntegerField("desil tertinggi")
    boleh_asesmen = models.BooleanField("atau berdasar asesmen", default=False)
    unit = models.CharField("satuan", max_length=10, choices=list(UNIT.items()))
    penerima = models.CharField("yang boleh diusulkan", max_length=20, choices=list(PENERIMA.items()))
    dasar_hukum = models.CharField("dasar hukum", max_length=120)
    berlaku_dari = models.DateField("berlaku dari")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    status = models.CharField("status", max_length=10, default="draf", choices=list(STATUS_ATURAN.items()))

    objects = AturanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "aturan program"
        ordering = ("program", "-berlaku_dari")
        constraints = (
            models.CheckConstraint(name="aturan_status_dikenal", condition=Q(status__in=list(STATUS_ATURAN))),
            models.CheckConstraint(name="aturan_tingkat_dikenal", condition=Q(tingkat__in=list(TINGKAT))),
            models.CheckConstraint(name="aturan_unit_dikenal", condition=Q(unit__in=list(UNIT))),
            models.CheckConstraint(name="aturan_penerima_dikenal", condition=Q(penerima__in=list(PENERIMA))),
            models.CheckConstraint(
                name="aturan_desil_urut",
                condition=Q(desil_min__gte=1, desil_maks__lte=10, desil_min__lte=F("desil_maks")),
                violation_error_message="Desil antara 1 dan 10, yang terendah lebih dahulu.",
            ),
            models.CheckConstraint(
                name="aturan_tanggal_urut",
                condition=Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=F("berlaku_dari")),
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal mulai.",
            ),
            models.UniqueConstraint(
                fields=("program", "berlaku_dari"),
                condition=Q(status="aktif"),
                name="aturan_satu_per_tanggal",
                violation_error_message="Program ini sudah punya aturan yang mulai berlaku pada tanggal itu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.program_id} {self.rentang}"

    @property
    def rentang(self) -> str:
        """`desil 1–4`."""
        if self.desil_min == self.desil_maks:
            return f"desil {self.desil_min}"
        return f"desil {self.desil_min}–{self.desil_maks}"
