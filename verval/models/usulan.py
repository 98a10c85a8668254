"""A proposal for aid: a programme, a family or one of its members, a month."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from verval import alur
from verval.bulan import label_bulan
from verval.models.kasus import Kasus, bukan_pembuat, waiting_longest
from verval.models.kirim import EksporUsulan
from verval.models.program import UNIT, AturanProgram, ProgramBansos
from verval.querysets import UsulanQuerySet

STATUS = alur.labels(alur.USULAN)
TIDAK_MENGHALANGI = tuple(sorted(alur.DIBATALKAN))
"""Ended without effect: the same may be proposed again in that month."""


class Usulan(Kasus):
    """One proposal. `individu` is the person named as recipient; `aturan` the rule that was in force when checked.

    `unit`, `tunai` and `satu_per_nik` repeat that rule, for the constraints. `periode` is the month (`2026-11`);
    `desil_nasional` and `desil_versi` are what the official list said then. `ekspor` is the last file that held it.
    """

    JENIS: ClassVar[str] = "usulan"

    program = models.ForeignKey(ProgramBansos, on_delete=models.PROTECT, related_name="usulan", verbose_name="program")
    aturan = models.ForeignKey(AturanProgram, on_delete=models.PROTECT, related_name="usulan", verbose_name="aturan")
    unit = models.CharField("satuan", max_length=10, choices=list(UNIT.items()))
    tunai = models.BooleanField(default=False, editable=False)
    satu_per_nik = models.BooleanField(default=False, editable=False)
    periode = models.CharField("bulan", max_length=7, db_collation="C")
    desil_nasional = models.SmallIntegerField("desil nasional saat diperiksa", null=True, blank=True)
    desil_versi = models.CharField("versi desil", max_length=7, blank=True)
    asesmen = models.TextField("hasil asesmen", blank=True)
    catatan = models.TextField("catatan", blank=True)
    status = models.CharField("status", max_length=20, default="draf", choices=list(STATUS.items()))
    ekspor = models.ForeignKey(
        EksporUsulan, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="usulan"
    )

    objects = UsulanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "usulan bansos"
        constraints = (
            models.CheckConstraint(name="usulan_status_dikenal", condition=Q(status__in=list(STATUS))),
            models.CheckConstraint(name="usulan_unit_dikenal", condition=Q(unit__in=list(UNIT))),
            models.CheckConstraint(
                name="usulan_bulan",
                condition=Q(periode__regex=r"^\d{4}-(0[1-9]|1[0-2])$"),
                violation_error_message="Bulan ditulis tahun dan bulan, misalnya 2026-11.",
            ),
            models.CheckConstraint(
                name="usulan_orang_bernama",
                condition=Q(individu__isnull=False) | Q(unit="keluarga"),
                violation_error_message="Pilih orang yang diusulkan.",
            ),
            bukan_pembuat("usulan_bukan_pembuat"),
            models.UniqueConstraint(
                fields=("program", "keluarga", "periode"),
                condition=Q(unit="keluarga") & ~Q(status__in=TIDAK_MENGHALANGI),
                name="usulan_satu_keluarga_sebulan",
                violation_error_message="Keluarga ini sudah diusulkan untuk program ini bulan ini.",
            ),
            models.UniqueConstraint(
                fields=("program", "individu", "periode"),
                condition=Q(unit="individu") & ~Q(status__in=TIDAK_MENGHALANGI),
                name="usulan_satu_orang_sebulan",
                violation_error_message="Orang ini sudah diusulkan untuk program ini bulan ini.",
            ),
            models.UniqueConstraint(
                fields=("keluarga", "periode"),
                condition=Q(tunai=True) & ~Q(status__in=TIDAK_MENGHALANGI),
                name="usulan_satu_tunai_sebulan",
                violation_error_message="Keluarga ini sudah diusulkan untuk bantuan tunai bulan ini.",
            ),
            models.UniqueConstraint(
                fields=("individu", "periode"),
                condition=Q(satu_per_nik=True) & ~Q(status__in=TIDAK_MENGHALANGI),
                name="usulan_satu_nik_sebulan",
                violation_error_message="Orang ini sudah diusulkan untuk program lain bulan ini.",
            ),
        )
        indexes = (
            models.Index(fields=["status", "program", "diajukan"], name="usulan_antrean"),
            models.Index(fields=["kode_desa", "status", "-id"], name="usulan_desa"),
            waiting_longest("usulan_tunggu"),
        )

    def __str__(self) -> str:
        return f"Usulan {self.pk}"

    @property
    def bulan(self) -> str:
        """The month as people say it: November 2026."""
        return label_bulan(self.periode)
