"""Lists of anomalies that Kemensos or an auditor sends down, and their rows as they were matched."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.registry.models import Individu, Keluarga

JENIS_TEMUAN = {"nik_anomali": "NIK anomali", "pdtt": "PDTT"}
PILIHAN_JENIS = list(JENIS_TEMUAN.items())
SUMBER_TEMUAN = {"kemensos": "Kemensos", "bpk": "BPK", "lainnya": "Lainnya"}
STATUS_DAFTAR = {"siap": "Menunggu diterapkan", "diterapkan": "Diterapkan", "batal": "Dibatalkan"}
KEADAAN_TEMUAN = {
    "cocok": "Cocok",
    "sudah": "Sudah ada",
    "tidak_dikenal": "Tidak ditemukan",
    "rancu": "Rancu",
    "salah": "Isinya salah",
    "diterapkan": "Menjadi temuan",
}


class DaftarTemuan(models.Model):
    """One list that was sent down: kind, sender, letter, days. The same file (SHA-256) is taken once.

    The file as it came lies in `BERKAS_DIR/temuan` under its hash, for the rejects file alone.
    """

    jenis = models.CharField("jenis", max_length=15, choices=list(JENIS_TEMUAN.items()))
    sumber = models.CharField("pengirim", max_length=10, choices=list(SUMBER_TEMUAN.items()))
    nomor_surat = models.CharField("nomor surat", max_length=80)
    tanggal_surat = models.DateField("tanggal surat")
    tenggat = models.DateField("tenggat jawaban")
    sidik = models.CharField("SHA-256", max_length=64, unique=True)
    akhiran = models.CharField(max_length=5, editable=False)
    status = models.CharField("status", max_length=10, default="siap", choices=list(STATUS_DAFTAR.items()))
    pembuat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="pengunggah")
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    diterapkan = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "daftar temuan"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="daftartemuan_jenis_dikenal", condition=Q(jenis__in=list(JENIS_TEMUAN))),
            models.CheckConstraint(name="daftartemuan_sumber_dikenal", condition=Q(sumber__in=list(SUMBER_TEMUAN))),
            models.CheckConstraint(name="daftartemuan_status_dikenal", condition=Q(status__in=list(STATUS_DAFTAR))),
            models.CheckConstraint(
                name="daftartemuan_tanggal_urut",
                condition=Q(tenggat__gte=models.F("tanggal_surat")),
                violation_error_message="Tenggat jawaban tidak boleh sebelum tanggal surat.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.nomor_surat}"

    @property
    def objek(self) -> str:
        return f"daftar_temuan:{self.pk}"


class BarisTemuan(models.Model):
    """One row of a list: whom it means, and how it stands. A row that means nobody keeps nothing of its text."""

    daftar = models.ForeignKey(DaftarTemuan, on_delete=models.PROTECT, related_name="baris_temuan")
    baris = models.IntegerField("baris dalam berkas")
    keluarga = models.ForeignKey(Keluarga, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    individu = models.ForeignKey(Individu, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, blank=True, db_collation="C")
    keadaan = models.CharField("keadaan", max_length=15, choices=list(KEADAAN_TEMUAN.items()))
    keterangan = models.CharField("isi temuan", max_length=500, blank=True)
    pesan = models.CharField("keterangan", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "baris temuan"
        ordering = ("baris",)
        constraints = (
            models.CheckConstraint(name="baristemuan_keadaan_dikenal", condition=Q(keadaan__in=list(KEADAAN_TEMUAN))),
            models.CheckConstraint(
                name="baristemuan_orang_utuh",
                condition=Q(keluarga__isnull=True, individu__isnull=True, kode_desa="", keterangan="")
                | Q(keluarga__isnull=False, individu__isnull=False),
            ),
            models.UniqueConstraint(fields=("daftar", "baris"), name="baristemuan_sekali"),
        )
        indexes = (models.Index(fields=["daftar", "keadaan", "baris"], name="baristemuan_keadaan"),)

    def __str__(self) -> str:
        return f"Baris {self.baris}"
