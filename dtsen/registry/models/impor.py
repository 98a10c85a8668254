"""Imports: the batch, what waits in queues, the codes nobody knows yet, and the history of facts."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.lib.samar import mask_text
from dtsen.registry.models.individu import Individu
from dtsen.registry.models.keluarga import Keluarga

SUMBER = {
    "regsosek": "Regsosek 2022",
    "dtks": "DTKS (UDRT/UDART)",
    "p3ke": "P3KE",
    "dtsen": "DTSEN BPS",
    "dukcapil": "Dukcapil",
}
STATUS_BATCH = {
    "diunggah": "Menunggu dibaca",
    "dibaca": "Sedang dibaca",
    "siap": "Siap diterapkan",
    "menerapkan": "Sedang diterapkan",
    "diterapkan": "Diterapkan",
    "gagal": "Gagal dibaca",
    "dibatalkan": "Dibatalkan",
}
JENIS_ANTREAN = {
    "nik_rusak": "NIK tidak terbaca",
    "nik_ganda": "NIK dipakai dua baris",
    "nik_orang_lain": "NIK milik orang lain",
    "keluarga_tidak_ada": "Keluarganya tidak ada",
    "wilayah_tidak_dikenal": "Desa tidak dikenal",
}


class BatchImpor(models.Model):
    """One import: the files of one source of one date. `sidik` is the SHA-256 over its files."""

    sumber = models.CharField(max_length=10, choices=list(SUMBER.items()))
    tanggal = models.DateField("tanggal sumber")
    sidik = models.CharField(max_length=64)
    berkas = models.JSONField(default=list, help_text="Nama dan ukuran setiap berkas.")
    status = models.CharField(max_length=12, default="diunggah", choices=list(STATUS_BATCH.items()))
    hitungan = models.JSONField(default=dict)
    catatan = models.JSONField(default=list, help_text="Masalah seluruh berkas, dengan apa yang harus dilakukan.")
    kemajuan = models.JSONField(default=dict)
    dimulai_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dimulai = models.DateTimeField(default=timezone.now)
    diterapkan_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    diterapkan = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "batch impor"
        constraints = (
            models.CheckConstraint(name="batch_sumber_dikenal", condition=Q(sumber__in=list(SUMBER))),
            models.CheckConstraint(name="batch_status_dikenal", condition=Q(status__in=list(STATUS_BATCH))),
            models.CheckConstraint(
                name="batch_dua_orang",
                condition=Q(diterapkan_oleh__isnull=True) | ~Q(diterapkan_oleh=F("dimulai_oleh")),
                violation_error_message="Impor harus diterapkan orang lain, bukan yang mengunggahnya.",
            ),
            models.UniqueConstraint(
                fields=("sidik",),
                condition=~Q(status__in=("gagal", "dibatalkan")),
                name="batch_sidik_unik",
                violation_error_message="Berkas yang sama sudah pernah diunggah.",
            ),
        )

    def __str__(self) -> str:
        return f"Impor {self.pk}: {SUMBER[self.sumber]}"


class AntreanImpor(models.Model):
    """A row that waits for a decision: neither imported nor refused."""

    batch = models.ForeignKey(BatchImpor, on_delete=models.CASCADE, related_name="antrean")
    jenis = models.CharField(max_length=24, choices=list(JENIS_ANTREAN.items()))
    berkas = models.CharField(max_length=200)
    baris = models.IntegerField()
    kode_desa = models.CharField(max_length=10, blank=True, db_collation="C")
    data = models.JSONField(default=dict)
    individu = models.ForeignKey(Individu, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    selesai = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = "antrean impor"
        constraints = (
            models.CheckConstraint(name="antrean_jenis_dikenal", condition=Q(jenis__in=list(JENIS_ANTREAN))),
        )
        indexes = (models.Index(fields=["jenis", "id"], condition=Q(selesai=False), name="antrean_menunggu"),)

    def __str__(self) -> str:
        return f"Antrean {self.jenis} batch {self.batch_id}"


class PetaKode(models.Model):
    """A code of a source that the layouts do not know. Once `kode` is filled the next import uses it."""

    sumber = models.CharField(max_length=10, choices=list(SUMBER.items()))
    kolom = models.CharField(max_length=60)
    nilai = models.CharField(max_length=100)
    jumlah = models.IntegerField(default=0)
    kode = models.SmallIntegerField("kode yang dimaksud", null=True, blank=True)
    abaikan = models.BooleanField("tidak berarti apa-apa", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "peta kode"
        constraints = (models.UniqueConstraint(fields=("sumber", "kolom", "nilai"), name="petakode_unik"),)

    def __str__(self) -> str:
        return mask_text(f"{self.sumber} {self.kolom} {self.nilai}")


class RiwayatFakta(models.Model):
    """What changed in a family or person: `{fakta: [lama, baru]}`, on which ground, by whom. Only ever added.

    `asal` holds the lineage codes beside the values, also `[lama, baru]` (empty in rows of imports); `nomor` NIK and
    No KK that changed: no page reads that column, and no other holds a number. A row that takes another one back
    names it in `membatalkan`; each row is taken back once at most.

    No foreign keys in the database: an import adds a million rows made from the very rows they name, and checking
    each of the three keys again at commit took longer than writing them.
    """

    id = models.BigAutoField(primary_key=True)
    waktu = models.DateTimeField(default=timezone.now)
    keluarga = models.ForeignKey(
        Keluarga, on_delete=models.CASCADE, related_name="riwayat", db_index=False, db_constraint=False
    )
    individu = models.ForeignKey(
        Individu, on_delete=models.CASCADE, null=True, blank=True, db_index=False, db_constraint=False
    )
    kode_desa = models.CharField(max_length=10, db_collation="C")
    dasar = models.CharField(max_length=60, db_collation="C")
    perubahan = models.JSONField()
    nomor = models.JSONField(default=dict, db_default={}, editable=False)
    asal = models.JSONField(default=dict, db_default={}, editable=False)
    alasan = models.TextField(blank=True)
    pelaku = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False, db_constraint=False
    )
    membatalkan = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pembatalan",
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        verbose_name = verbose_name_plural = "riwayat fakta"
        constraints = (
            models.UniqueConstraint(
                fields=("membatalkan",),
                condition=Q(membatalkan__isnull=False),
                name="riwayat_batal_sekali",
                violation_error_message="Perubahan ini sudah dibatalkan.",
            ),
        )
        # Two of them leave out the rows of imports: there are millions, and nobody looks for them by these.
        indexes = (
            models.Index(fields=["keluarga", "-id"], name="riwayat_keluarga"),
            models.Index(fields=["dasar", "-id"], condition=~Q(dasar__startswith="impor:"), name="riwayat_dasar"),
            models.Index(fields=["individu", "-id"], condition=~Q(dasar__startswith="impor:"), name="riwayat_individu"),
        )

    def __str__(self) -> str:
        return f"Riwayat {self.dasar} keluarga {self.keluarga_id}"
