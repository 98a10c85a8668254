"""What goes to Kemensos and what comes back: files of proposals, and uploaded answers with their rows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts.models import User
from verval.models.pembaruan import Pembaruan
from verval.models.program import ProgramBansos

HASIL = {"terima": "Diterima", "tolak_kemensos": "Ditolak"}
"""The answer as the hop that writes it down."""
KEADAAN = {
    "cocok": "Cocok",
    "sudah": "Sudah dijawab",
    "tidak_dikenal": "Tidak ada kasusnya",
    "rancu": "Rancu",
    "belum_dikirim": "Belum dikirim",
    "salah": "Isinya salah",
    "diterapkan": "Diterapkan",
    "gagal": "Gagal diterapkan",
}
STATUS_JAWABAN = {"siap": "Siap diterapkan", "menerapkan": "Menerapkan", "diterapkan": "Diterapkan"}


class EksporUsulan(models.Model):
    """One file that left the house: a programme, a desa, a month. The file itself is not kept, only its SHA-256.

    Which proposals it held they say themselves (`Usulan.ekspor`, the last file that held them), so "sudah dikirim"
    moves what was in the file and nothing that was endorsed since. It names nobody and stays with its desa.
    """

    program = models.ForeignKey(ProgramBansos, on_delete=models.PROTECT, related_name="+", verbose_name="program")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    periode = models.CharField("bulan", max_length=7, db_collation="C")
    sidik = models.CharField("SHA-256", max_length=64)
    jumlah = models.IntegerField("jumlah baris")
    pembuat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="pengunduh")
    dibuat = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "ekspor usulan"
        indexes = (models.Index(fields=["kode_desa", "-id"], name="ekspor_desa"),)

    def __str__(self) -> str:
        return f"Ekspor {self.pk}"


class JawabanKemensos(models.Model):
    """One uploaded answer of Kemensos. The same file (SHA-256) is taken once; it is read and not kept."""

    sidik = models.CharField("SHA-256", max_length=64, unique=True)
    status = models.CharField("status", max_length=10, default="siap", choices=list(STATUS_JAWABAN.items()))
    pembuat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="pengunggah")
    penerap = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diterapkan oleh"
    )
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    diterapkan = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "jawaban Kemensos"
        constraints = (
            models.CheckConstraint(name="jawaban_status_dikenal", condition=Q(status__in=list(STATUS_JAWABAN))),
        )

    def __str__(self) -> str:
        return f"Jawaban {self.pk}"


class BarisJawaban(models.Model):
    """One row of an answer: which case it means, what it says, and what became of it. No number is kept.

    A row without a case keeps its line number and what is wrong, nothing of its text: it may be about anybody.
    """

    jawaban = models.ForeignKey(JawabanKemensos, on_delete=models.PROTECT, related_name="baris_jawaban")
    baris = models.IntegerField("baris dalam berkas")
    usulan = models.ForeignKey("verval.Usulan", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pembaruan = models.ForeignKey(Pembaruan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    hasil = models.CharField("hasil", max_length=20, blank=True, choices=list(HASIL.items()))
    alasan = models.CharField("alasan", max_length=500, blank=True)
    tanggal = models.DateField("tanggal jawaban", null=True, blank=True)
    keadaan = models.CharField("keadaan", max_length=15, choices=list(KEADAAN.items()))
    pesan = models.CharField("keterangan", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "baris jawaban"
        ordering = ("baris",)
        constraints = (
            models.CheckConstraint(name="barisjawaban_keadaan_dikenal", condition=Q(keadaan__in=list(KEADAAN))),
            models.CheckConstraint(name="barisjawaban_hasil_dikenal", condition=Q(hasil__in=["", *HASIL])),
            models.CheckConstraint(
                name="barisjawaban_satu_kasus", condition=Q(usulan__isnull=True) | Q(pembaruan__isnull=True)
            ),
            models.CheckConstraint(
                name="barisjawaban_tanpa_kasus_tanpa_isi",
                condition=Q(usulan__isnull=False) | Q(pembaruan__isnull=False) | Q(alasan="", tanggal__isnull=True),
            ),
            models.UniqueConstraint(fields=("jawaban", "baris"), name="barisjawaban_sekali"),
        )
        indexes = (models.Index(fields=["jawaban", "keadaan", "baris"], name="barisjawaban_keadaan"),)

    def __str__(self) -> str:
        return f"Baris {self.baris}"
