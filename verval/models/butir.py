"""One proposed value of one fact in a correction: a case holds as many as its maker saw changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dtsen.registry.fakta import INDIVIDU, KELUARGA, Fakta
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.values import tulis
from verval import alur
from verval.models.induk import AlasanTolak
from verval.models.pembaruan import Pembaruan

TERBUKA = "terbuka"
DITERIMA, DITOLAK = "diterima", "ditolak"
PUTUSAN = {DITERIMA: "Diterima", DITOLAK: "Ditolak"}


def holder(status: str, pembuat_id: int) -> str:
    """What holds the facts of a case in this status: `terbuka`, `draf:7` (the drafts of user 7), or blank."""
    if status == "draf":
        return f"draf:{pembuat_id}"
    return TERBUKA if status in alur.TERBUKA else ""


class ButirPembaruan(models.Model):
    """A fact of the family, or of one of its members, with what the maker saw and what it shall become.

    `penahan` follows the status of the case in the same compare-and-set (`hop.step`): a fact is held by one filed
    case, and by one draft of each maker. `putusan` is blank until the case is decided; what was refused has a reason.
    """

    id = models.BigAutoField(primary_key=True)
    pembaruan = models.ForeignKey(Pembaruan, on_delete=models.PROTECT, related_name="butir", db_index=False)
    keluarga = models.ForeignKey(Keluarga, on_delete=models.PROTECT, related_name="+", db_index=False)
    individu = models.ForeignKey(
        Individu, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    fakta = models.CharField("data", max_length=60, db_collation="C")
    nilai_lama = models.JSONField("nilai lama", null=True, blank=True)
    nilai_baru = models.JSONField("nilai baru")
    penahan = models.CharField(max_length=24, blank=True, db_collation="C", editable=False)
    putusan = models.CharField("putusan", max_length=10, blank=True, choices=list(PUTUSAN.items()))
    alasan_induk = models.ForeignKey(
        AlasanTolak, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="alasan penolakan"
    )
    catatan = models.CharField("catatan", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "butir pembaruan"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="butir_putusan_dikenal", condition=Q(putusan__in=["", *PUTUSAN])),
            models.CheckConstraint(name="butir_penahan_dikenal", condition=Q(penahan__regex=r"^(terbuka|draf:\d+)?$")),
            models.CheckConstraint(
                name="butir_ditolak_beralasan",
                condition=Q(putusan=DITOLAK, alasan_induk__isnull=False)
                | ~Q(putusan=DITOLAK) & Q(alasan_induk__isnull=True, catatan=""),
                violation_error_message="Data yang ditolak perlu alasan dari daftar.",
            ),
            models.CheckConstraint(name="butir_bernama", condition=~Q(fakta="")),
            models.UniqueConstraint(
                fields=("pembaruan", "individu", "fakta"),
                name="butir_sekali",
                nulls_distinct=False,
                violation_error_message="Data ini sudah ada dalam kasus ini.",
            ),
            models.UniqueConstraint(
                fields=("keluarga", "fakta", "penahan"),
                condition=Q(individu__isnull=True) & ~Q(penahan=""),
                name="butir_satu_keluarga",
                violation_error_message="Data ini sudah punya pembaruan yang belum selesai.",
            ),
            models.UniqueConstraint(
                fields=("individu", "fakta", "penahan"),
                condition=Q(individu__isnull=False) & ~Q(penahan=""),
                name="butir_satu_individu",
                violation_error_message="Data ini sudah punya pembaruan yang belum selesai.",
            ),
        )
        indexes = (models.Index(fields=["keluarga"], name="butir_keluarga"),)

    def __str__(self) -> str:
        return f"Butir {self.pk}"

    @property
    def tentang(self) -> Fakta:
        """The fact it is about."""
        return (KELUARGA if self.individu_id is None else INDIVIDU)[self.fakta]

    @property
    def label(self) -> str:
        return self.tentang.label

    @property
    def tulisan_lama(self) -> str:
        return tulis(self.tentang, self.nilai_lama)

    @property
    def tulisan_baru(self) -> str:
        return tulis(self.tentang, self.nilai_baru)
