"""Calculations and their results. Aggregates of regions: no row names a person or a family."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.wilayah.models import Wilayah
from ikesos.models.struktur import KELOMPOK, StrukturVersi
from ikesos.stats.tutup import ATURAN

STATUS_HITUNGAN = {"menunggu": "Menunggu", "berjalan": "Berjalan", "selesai": "Selesai", "gagal": "Gagal"}
WARISAN = {"kecamatan": "dari kecamatan", "kabupaten": "dari kabupaten", "umum": "dari semua penduduk"}
TUTUPAN = {
    "kecil": "Penyebut kurang dari 10",
    "rahasia": "Pembilang 1 sampai 4",
    "pelengkap": "Menjaga angka kecil wilayah lain",
    "sisa": "Menjaga angka kecil di luar kelompok",
}


class HitunganQuerySet(models.QuerySet["Hitungan"]):
    """Calculations."""

    def shown(self) -> HitunganQuerySet:
        """Those that pages, reports and the RPJMD may use: finished under the present rule of secrecy, no trial of a
        draft, not taken back."""
        return self.filter(status="selesai", aturan=ATURAN, ditarik=None).exclude(versi__status="draf")

    def best_first(self, periode: str = "-periode") -> HitunganQuerySet:
        """By period; within it the one published last, else the newest."""
        return self.order_by(periode, F("diterbitkan").desc(nulls_last=True), "-id")


class Hitungan(models.Model):
    """One calculation: version, period, what it was made from (`sidik`), and its robustness run.

    Same version, period, inputs and seed give the same results. `sidik`: SHA-256 of structure, figures and inputs;
    `kekokohan`: {tingkat: {rata_geser, s1, st, ...}} for kelompok umum. `desil_lama`: the official desil of the
    period before, with which the indicators were counted once more; `asal`: the calculation whose stored inputs this
    one took (an earlier period under another version). `aturan`: the secrecy rule that hid its small numbers
    (`stats/tutup.ATURAN`); under an older one it shows what is hidden today, so no page and no export takes it.
    """

    versi = models.ForeignKey(StrukturVersi, on_delete=models.PROTECT, related_name="hitungan", db_index=False)
    periode = models.CharField("periode", max_length=7, db_collation="C")
    acuan = models.DateField("umur dihitung per tanggal")
    versi_desil = models.CharField("versi desil resmi", max_length=7, blank=True)
    desil_lama = models.CharField("versi desil resmi pembanding", max_length=7, blank=True)
    asal = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name="dihitung ulang dari",
    )  # fmt: skip
    status = models.CharField("status", max_length=10, default="menunggu", choices=list(STATUS_HITUNGAN.items()))
    kemajuan = models.JSONField("kemajuan", default=dict)
    sidik = models.CharField("SHA-256 masukan", max_length=64, blank=True)
    benih = models.BigIntegerField("benih acak")
    tarikan = models.IntegerField("banyak tarikan")
    contoh = models.BooleanField("memakai isian contoh", default=False)
    aturan = models.SmallIntegerField("aturan kerahasiaan", default=0, editable=False)
    kekokohan = models.JSONField("kekokohan", default=dict)
    dimulai_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    dimulai = models.DateTimeField(default=timezone.now, editable=False)
    selesai = models.DateTimeField(null=True, blank=True)
    diterbitkan_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    diterbitkan = models.DateTimeField(null=True, blank=True)
    ditarik_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    ditarik = models.DateTimeField(null=True, blank=True)
    alasan_tarik = models.CharField("alasan penarikan", max_length=500, blank=True)

    objects = HitunganQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "hitungan indeks"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="hitungan_status_dikenal", condition=Q(status__in=list(STATUS_HITUNGAN))),
            models.UniqueConstraint(
                fields=("versi", "periode"),
                condition=Q(status__in=("menunggu", "berjalan")),
                name="hitungan_satu_berjalan",
                violation_error_message="Hitungan periode ini sedang berjalan. Tunggu sampai selesai.",
            ),
            models.CheckConstraint(
                name="hitungan_terbit_orang_kedua",
                condition=Q(diterbitkan__isnull=True)
                | Q(status="selesai", diterbitkan_oleh__isnull=False) & ~Q(diterbitkan_oleh=F("dimulai_oleh")),
                violation_error_message="Hitungan diterbitkan oleh orang lain, bukan yang memulainya.",
            ),
            models.CheckConstraint(
                name="hitungan_ditarik",
                condition=Q(ditarik=None, ditarik_oleh=None, alasan_tarik="")
                | Q(status="selesai", diterbitkan=None, ditarik__isnull=False, ditarik_oleh__isnull=False)
                & ~Q(alasan_tarik=""),
                violation_error_message="Hitungan yang ditarik menyebut siapa yang menarik dan mengapa.",
            ),
        )
        indexes = (models.Index(fields=["versi", "periode", "-id"], name="hitungan_terbaru"),)

    def __str__(self) -> str:
        return f"Hitungan {self.periode} #{self.pk}"


class HasilIndeks(models.Model):
    """One node of one region and group.

    `x`: the indicator in its unit, `mentah`: normalised before clipping, `nilai`: 0-100 or NULL; `nilai_geo` only for
    the index; `nilai_desil_lama`: an indicator of the registry counted with `Hitungan.desil_lama`. `masukan`: the
    inputs of the formula, `ada`: share of the indicator weight below that was there (0-1).
    """

    hitungan = models.ForeignKey(Hitungan, on_delete=models.CASCADE, related_name="hasil", db_index=False)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+", db_index=False)
    kelompok = models.CharField("kelompok", max_length=30, choices=list(KELOMPOK.items()))
    simpul = models.CharField("simpul", max_length=20, db_collation="C")
    masukan = models.JSONField("masukan", null=True)
    x = models.FloatField("nilai terukur", null=True)
    mentah = models.FloatField("sebelum dipotong", null=True)
    terpotong = models.BooleanField("dipotong ke 0 atau 100", default=False)
    nilai = models.FloatField("nilai 0–100", null=True)
    nilai_geo = models.FloatField("nilai geometrik", null=True)
    nilai_desil_lama = models.FloatField("nilai dengan desil pembanding", null=True)
    warisan = models.CharField("diwarisi", max_length=10, blank=True, choices=list(WARISAN.items()))
    tutup = models.CharField("disembunyikan", max_length=10, blank=True, choices=list(TUTUPAN.items()))
    ada = models.FloatField("bagian bobot yang terisi")
    contoh = models.BooleanField("dari isian contoh", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "hasil indeks"
        constraints = (
            models.UniqueConstraint(fields=("hitungan", "kelompok", "simpul", "wilayah"), name="hasilindeks_satu"),
            models.CheckConstraint(name="hasilindeks_kelompok_dikenal", condition=Q(kelompok__in=list(KELOMPOK))),
            models.CheckConstraint(name="hasilindeks_warisan_dikenal", condition=Q(warisan__in=["", *WARISAN])),
            models.CheckConstraint(name="hasilindeks_tutup_dikenal", condition=Q(tutup__in=["", *TUTUPAN])),
            models.CheckConstraint(
                name="hasilindeks_0_sampai_100", condition=Q(nilai__isnull=True) | Q(nilai__range=(0, 100))
            ),
        )
        indexes = (models.Index(fields=["hitungan", "wilayah", "kelompok"], name="hasilindeks_wilayah"),)

    def __str__(self) -> str:
        return f"{self.simpul} {self.wilayah_id}"


class PeringkatIndeks(models.Model):
    """Rank of a region among those of its level, with the band of the robustness run (best = 1).

    The band holds 5-95 % of the draws and the rank; `di_luar`: the rank was not among those 5-95 %.
    """

    hitungan = models.ForeignKey(Hitungan, on_delete=models.CASCADE, related_name="peringkat", db_index=False)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+", db_index=False)
    kelompok = models.CharField("kelompok", max_length=30, choices=list(KELOMPOK.items()))
    peringkat = models.SmallIntegerField("peringkat")
    median = models.SmallIntegerField("peringkat tengah")
    bawah = models.SmallIntegerField("peringkat terbaik, 5 %")
    atas = models.SmallIntegerField("peringkat terburuk, 95 %")
    di_luar = models.BooleanField("peringkat di luar 5–95 % hitungan ulang", default=False)
    peluang_geser = models.FloatField("peluang bergeser 3 peringkat atau lebih")

    class Meta:
        verbose_name = verbose_name_plural = "peringkat indeks"
        constraints = (
            models.UniqueConstraint(fields=("hitungan", "wilayah", "kelompok"), name="peringkatindeks_satu"),
            models.CheckConstraint(name="peringkatindeks_kelompok_dikenal", condition=Q(kelompok__in=list(KELOMPOK))),
            models.CheckConstraint(
                name="peringkatindeks_di_dalam_rentang",
                condition=Q(bawah__lte=F("peringkat"), atas__gte=F("peringkat")),
                violation_error_message="Rentang harus memuat peringkatnya.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.peringkat} {self.wilayah_id}"
