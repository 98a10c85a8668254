"""What the index is made of: version -> dimensi -> variabel -> indikator -> butir input. All of it is data."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dtsen.accounts.models import User

STATUS_STRUKTUR = {"resmi": "Resmi", "lokal": "Metode lokal", "draf": "Rancangan"}
TINGKAT = {"indeks": "Indeks", "dimensi": "Dimensi", "variabel": "Variabel", "indikator": "Indikator"}
SUMBER = {"D": "DTSEN", "M": "Isian OPD atau survei", "A": "Alur aplikasi"}
WILAYAH = {"desa": "Desa/kelurahan", "kecamatan": "Kecamatan", "kabupaten": "Kabupaten"}
KELOMPOK = {
    "umum": "Semua penduduk",
    "lansia": "Lanjut usia",
    "disabilitas": "Penyandang disabilitas",
    "anak": "Anak",
    "perempuan_kepala_keluarga": "Perempuan kepala keluarga",
}


class StrukturVersi(models.Model):
    """One version of the index. Never edited once a calculation used it: load another version.

    `kategori`: [[lower edge, name], ...]; `sidik`: SHA-256 of the file that was loaded.
    """

    kode = models.CharField("kode", max_length=40, primary_key=True, db_collation="C")
    nama = models.CharField("nama", max_length=120)
    status = models.CharField("status", max_length=10, choices=list(STATUS_STRUKTUR.items()))
    berlaku_dari = models.DateField("berlaku dari")
    dokumen = models.CharField("dokumen sumber", max_length=300)
    kategori = models.JSONField("batas kategori", default=list)
    sidik = models.CharField("SHA-256 isi", max_length=64)
    dimuat = models.DateTimeField(default=timezone.now, editable=False)
    dimuat_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False, db_index=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "versi struktur"
        ordering = ("-berlaku_dari", "kode")
        constraints = (
            models.CheckConstraint(
                name="strukturversi_status_dikenal",
                condition=Q(status__in=list(STATUS_STRUKTUR)),
                violation_error_message="Status struktur: resmi, lokal atau draf.",
            ),
        )

    def __str__(self) -> str:
        return self.nama


class Simpul(models.Model):
    """One node. `bobot` counts among the children of one parent; the rest belongs to indicators.

    `arah` 1: higher is better, -1: lower is better; `minimum`, `maksimum`: goalposts in `satuan`; `rumus` over the
    inputs of the node (`a/b*100`); `wilayah_terendah`: below it the value is inherited; `survei`: from a sample.
    """

    versi = models.ForeignKey(StrukturVersi, on_delete=models.CASCADE, related_name="simpul", db_index=False)
    kode = models.CharField("kode", max_length=20, db_collation="C")
    induk = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="anak", db_index=False
    )
    tingkat = models.CharField("tingkat", max_length=10, choices=list(TINGKAT.items()))
    urut = models.SmallIntegerField("urutan")
    nama = models.CharField("nama", max_length=200)
    bobot = models.FloatField("bobot")
    arah = models.SmallIntegerField("arah", null=True, blank=True, choices=[(1, "+"), (-1, "-")])
    minimum = models.FloatField("batas bawah", null=True, blank=True)
    maksimum = models.FloatField("batas atas", null=True, blank=True)
    satuan = models.CharField("satuan", max_length=40, blank=True)
    rumus = models.CharField("rumus", max_length=120, blank=True)
    sumber = models.CharField("sumber", max_length=1, blank=True, choices=list(SUMBER.items()))
    wilayah_terendah = models.CharField("tingkat terendah", max_length=10, blank=True, choices=list(WILAYAH.items()))
    survei = models.BooleanField("dari survei", default=False)
    keterangan = models.CharField("keterangan", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "simpul struktur"
        ordering = ("versi", "urut")
        constraints = (
            models.UniqueConstraint(
                fields=("versi", "kode"), name="simpul_kode_unik", violation_error_message="Kode simpul sudah dipakai."
            ),
            models.CheckConstraint(name="simpul_tingkat_dikenal", condition=Q(tingkat__in=list(TINGKAT))),
            models.CheckConstraint(name="simpul_arah_dikenal", condition=Q(arah__isnull=True) | Q(arah__in=(1, -1))),
            models.CheckConstraint(name="simpul_sumber_dikenal", condition=Q(sumber__in=["", *SUMBER])),
            models.CheckConstraint(name="simpul_wilayah_dikenal", condition=Q(wilayah_terendah__in=["", *WILAYAH])),
            models.CheckConstraint(
                name="simpul_bobot_tak_negatif",
                condition=Q(bobot__gte=0),
                violation_error_message="Bobot tidak boleh negatif.",
            ),
            models.CheckConstraint(
                name="simpul_min_di_bawah_maks",
                condition=Q(minimum__isnull=True, maksimum__isnull=True) | Q(minimum__lt=F("maksimum")),
                violation_error_message="Batas bawah harus lebih kecil daripada batas atas.",
            ),
            models.CheckConstraint(
                name="simpul_indikator_lengkap",
                condition=~Q(tingkat="indikator")
                | (
                    Q(arah__isnull=False, minimum__isnull=False, maksimum__isnull=False)
                    & ~Q(rumus="")
                    & ~Q(sumber="")
                    & ~Q(wilayah_terendah="")
                ),
                violation_error_message="Indikator perlu arah, batas, rumus, sumber dan tingkat terendah.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"

    @property
    def patokan(self) -> tuple[int, float, float]:
        """Direction and goalposts of an indicator, which the database asks of every one."""
        assert self.arah is not None
        assert self.minimum is not None
        assert self.maksimum is not None
        return self.arah, self.minimum, self.maksimum


class ButirInput(models.Model):
    """One input of an indicator: `huruf` is its name in the formula, `<kode>.<huruf>` its name everywhere."""

    simpul = models.ForeignKey(Simpul, on_delete=models.CASCADE, related_name="butir", db_index=False)
    huruf = models.CharField("nama dalam rumus", max_length=10, db_collation="C")
    nama = models.CharField("nama", max_length=200)
    satuan = models.CharField("satuan", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "butir input"
        ordering = ("simpul", "huruf")
        constraints = (models.UniqueConstraint(fields=("simpul", "huruf"), name="butirinput_unik"),)

    def __str__(self) -> str:
        return f"{self.simpul.kode}.{self.huruf}"
