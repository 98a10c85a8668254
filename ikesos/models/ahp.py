"""Weights by pairwise judgement: a session on one version of the structure, its experts, what each of them said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts.models import User
from ikesos.models.struktur import StrukturVersi

STATUS_SESI = {"terbuka": "Terbuka", "selesai": "Selesai"}


class SesiAhp(models.Model):
    """Experts compare the parts of every node of `versi`; `hasil` is the draft version made from it."""

    judul = models.CharField("judul", max_length=120)
    versi = models.ForeignKey(StrukturVersi, on_delete=models.PROTECT, related_name="+", db_index=False)
    status = models.CharField("status", max_length=10, default="terbuka", choices=list(STATUS_SESI.items()))
    hasil = models.ForeignKey(
        StrukturVersi, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    pembuat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    dibuat = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "sesi AHP"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="sesiahp_status_dikenal", condition=Q(status__in=list(STATUS_SESI))),
        )

    def __str__(self) -> str:
        return self.judul


class PakarAhp(models.Model):
    """An expert who was invited, by account."""

    sesi = models.ForeignKey(SesiAhp, on_delete=models.CASCADE, related_name="pakar", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = verbose_name_plural = "pakar AHP"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("sesi", "user"),
                name="pakarahp_satu",
                violation_error_message="Orang ini sudah diundang.",
            ),
        )
        indexes = (models.Index(fields=["user"], name="pakarahp_user"),)

    def __str__(self) -> str:
        return f"{self.user} pada {self.sesi}"


class PenilaianAhp(models.Model):
    """One expert's comparison of the children of one node. `matriks`: rows in the order of `kode`.

    `cr`: consistency ratio by the random index `tabel_ri`; below 0.10 it is accepted.
    """

    pakar = models.ForeignKey(PakarAhp, on_delete=models.CASCADE, related_name="penilaian", db_index=False)
    simpul = models.CharField("simpul", max_length=20, db_collation="C")
    kode = models.JSONField("kode yang dibandingkan")
    matriks = models.JSONField("matriks")
    cr = models.FloatField("rasio konsistensi")
    tabel_ri = models.CharField("tabel RI", max_length=20)
    diubah = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "penilaian AHP"
        constraints = (models.UniqueConstraint(fields=("pakar", "simpul"), name="penilaianahp_satu"),)

    def __str__(self) -> str:
        return f"{self.pakar_id} {self.simpul}"
