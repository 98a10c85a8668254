"""RPJMD 2025-2029: indicators, their target, actual figure and narrative of each year, and the rule of the light.

Nothing is overwritten: a newer row takes the place of an older one, which keeps who wrote it and when.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.lib.tampil import tanggal
from ikesos.models.isian import Instansi
from ikesos.models.struktur import KELOMPOK

TAHUN = range(2025, 2030)
"""Years of the plan."""
TAHUN_AWAL = 2015
"""The oldest actual figure that is taken in, for the line before the plan."""
TINGKAT_RPJMD = {"tujuan": "Tujuan", "sasaran": "Sasaran", "program": "Program"}
SUMBER_RPJMD = {"manual": "Isian OPD", "bps": "BPS", "dtsen": "Dihitung dari DTSEN", "ikesos": "Dihitung dari IKESOS"}
STATUS_REALISASI = {
    "usulan": "Menunggu orang kedua",
    "dikonfirmasi": "Dikonfirmasi",
    "ditolak": "Ditolak",
    "diganti": "Diganti",
}
ASAL = {"manual": "Diisi", "terbitan": "Terbitan resmi", "hitungan": "Dihitung dan dibekukan"}
ARAH = [(1, "Makin tinggi makin baik"), (-1, "Makin rendah makin baik")]


class Sasaran(models.Model):
    """What indicators stand under. `dokumen` is empty while the sentence of the RPJMD itself has not been handed in."""

    kode = models.CharField("kode", max_length=20, primary_key=True, db_collation="C")
    nama = models.CharField("nama", max_length=200)
    urut = models.SmallIntegerField("urutan", default=0)
    dokumen = models.CharField("dokumen sumber", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "sasaran RPJMD"
        ordering = ("urut", "kode")

    def __str__(self) -> str:
        return self.nama


class IndikatorRpjmd(models.Model):
    """One indicator. `ukuran`: name of a measure (dtsen, bps) or code of a node of the index (ikesos)."""

    kode = models.CharField("kode", max_length=20, primary_key=True, db_collation="C")
    sasaran = models.ForeignKey(Sasaran, on_delete=models.PROTECT, related_name="indikator", db_index=False)
    nama = models.CharField("nama", max_length=200)
    tingkat = models.CharField("tingkat", max_length=10, choices=list(TINGKAT_RPJMD.items()))
    satuan = models.CharField("satuan", max_length=30)
    desimal = models.SmallIntegerField("angka di belakang koma", default=2)
    arah = models.SmallIntegerField("arah", choices=ARAH)
    instansi = models.ForeignKey(
        Instansi,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="OPD penanggung jawab",
        help_text="Pengisi instansi ini boleh menulis target, realisasi, dan narasinya.",
    )
    sumber = models.CharField("sumber angka", max_length=10, choices=list(SUMBER_RPJMD.items()))
    ukuran = models.CharField("ukuran atau simpul", max_length=30, blank=True, db_collation="C")
    kelompok = models.CharField("kelompok", max_length=30, default="umum", choices=list(KELOMPOK.items()))
    kode_rpjmn = models.CharField("kode RPJMN", max_length=20, blank=True, db_collation="C")
    keterangan = models.CharField("keterangan", max_length=300, blank=True)
    urut = models.SmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "indikator RPJMD"
        ordering = ("sasaran__urut", "urut", "kode")
        constraints = (
            models.CheckConstraint(name="indikatorrpjmd_tingkat_dikenal", condition=Q(tingkat__in=list(TINGKAT_RPJMD))),
            models.CheckConstraint(
                name="indikatorrpjmd_kode",
                condition=Q(kode__regex=r"^[A-Z0-9]+(\.[A-Z0-9]+)*$"),
                violation_error_message="Kode ditulis dengan huruf besar, angka, dan titik, misalnya KEM.1.",
            ),
            models.CheckConstraint(name="indikatorrpjmd_arah_dikenal", condition=Q(arah__in=(1, -1))),
            models.CheckConstraint(name="indikatorrpjmd_sumber_dikenal", condition=Q(sumber__in=list(SUMBER_RPJMD))),
            models.CheckConstraint(name="indikatorrpjmd_kelompok_dikenal", condition=Q(kelompok__in=list(KELOMPOK))),
            models.CheckConstraint(
                name="indikatorrpjmd_ukuran_ada",
                condition=Q(sumber="manual", ukuran="") | (~Q(sumber="manual") & ~Q(ukuran="")),
                violation_error_message="Sebut ukuran atau simpul untuk angka yang tidak diisi tangan.",
            ),
        )
        indexes = (models.Index(fields=["instansi"], name="indikatorrpjmd_instansi"),)

    def __str__(self) -> str:
        return self.nama

    @property
    def opd(self) -> str:
        return self.instansi.nama if self.instansi else ""


class TargetRpjmd(models.Model):
    """Target of a year. `diganti`: since when another one holds; `alasan`: why it differs from the one before.

    `contoh`: made up for the demo.
    """

    indikator = models.ForeignKey(IndikatorRpjmd, on_delete=models.PROTECT, related_name="target", db_index=False)
    tahun = models.SmallIntegerField("tahun")
    nilai = models.FloatField("target")
    dokumen = models.CharField("dokumen sumber", max_length=200)
    alasan = models.CharField("alasan perubahan", max_length=300, blank=True)
    contoh = models.BooleanField("contoh", default=False)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    saat = models.DateTimeField(default=timezone.now, editable=False)
    diganti = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "target RPJMD"
        ordering = ("indikator", "tahun", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("indikator", "tahun"),
                condition=Q(diganti__isnull=True),
                name="targetrpjmd_satu_berlaku",
                violation_error_message="Target tahun ini baru saja diubah orang lain. Muat ulang halaman.",
            ),
            models.CheckConstraint(
                name="targetrpjmd_tahun",
                condition=Q(tahun__range=(TAHUN.start, TAHUN.stop - 1)),
                violation_error_message="Target RPJMD hanya untuk tahun 2025 sampai 2029.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indikator_id} {self.tahun}"


class RealisasiRpjmd(models.Model):
    """Actual figure of a year. One typed by hand counts once a second person has confirmed it.

    `rujukan` names what was counted (ranking, version of DTSEN, calculation of the index) or the publication;
    a published figure that came with the system has no `oleh`.
    """

    indikator = models.ForeignKey(IndikatorRpjmd, on_delete=models.PROTECT, related_name="realisasi", db_index=False)
    tahun = models.SmallIntegerField("tahun")
    nilai = models.FloatField("realisasi")
    asal = models.CharField("asal", max_length=10, choices=list(ASAL.items()))
    rujukan = models.CharField("sumber", max_length=200)
    status = models.CharField("status", max_length=15, default="usulan", choices=list(STATUS_REALISASI.items()))
    contoh = models.BooleanField("contoh", default=False)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    saat = models.DateTimeField(default=timezone.now, editable=False)
    pengesah = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    disahkan = models.DateTimeField(null=True, blank=True)
    alasan = models.CharField("alasan penolakan", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "realisasi RPJMD"
        ordering = ("indikator", "tahun", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("indikator", "tahun"),
                condition=Q(status="dikonfirmasi"),
                name="realisasirpjmd_satu_berlaku",
                violation_error_message="Angka tahun ini baru saja disahkan. Muat ulang halaman.",
            ),
            models.UniqueConstraint(
                fields=("indikator", "tahun"),
                condition=Q(status="usulan"),
                name="realisasirpjmd_satu_usulan",
                violation_error_message="Angka tahun ini sudah menunggu orang kedua. Tunggu sampai ia memutuskan.",
            ),
            models.CheckConstraint(
                name="realisasirpjmd_status_dikenal", condition=Q(status__in=list(STATUS_REALISASI))
            ),
            models.CheckConstraint(name="realisasirpjmd_asal_dikenal", condition=Q(asal__in=list(ASAL))),
            models.CheckConstraint(
                name="realisasirpjmd_tahun",
                condition=Q(tahun__range=(TAHUN_AWAL, TAHUN.stop - 1)),
                violation_error_message="Tahun realisasi antara 2015 dan 2029.",
            ),
            models.CheckConstraint(
                name="realisasirpjmd_orang_kedua",
                condition=Q(pengesah__isnull=True) | ~Q(pengesah=F("oleh")),
                violation_error_message="Angka harus disahkan orang lain, bukan yang mengisinya.",
            ),
            models.CheckConstraint(
                name="realisasirpjmd_disahkan",
                condition=~Q(asal="manual", status="dikonfirmasi") | Q(pengesah__isnull=False),
                violation_error_message="Angka yang diisi tangan perlu pengesah.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indikator_id} {self.tahun}"


class NarasiRpjmd(models.Model):
    """What stands behind the figure of a year, in words: why it is so and what follows."""

    indikator = models.ForeignKey(IndikatorRpjmd, on_delete=models.PROTECT, related_name="narasi", db_index=False)
    tahun = models.SmallIntegerField("tahun")
    isi = models.TextField("narasi", max_length=3000)
    contoh = models.BooleanField("contoh", default=False)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    saat = models.DateTimeField(default=timezone.now, editable=False)
    diganti = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "narasi RPJMD"
        ordering = ("indikator", "tahun", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("indikator", "tahun"),
                condition=Q(diganti__isnull=True),
                name="narasirpjmd_satu_berlaku",
                violation_error_message="Narasi tahun ini baru saja diubah orang lain. Muat ulang halaman.",
            ),
            models.CheckConstraint(name="narasirpjmd_tahun", condition=Q(tahun__range=(TAHUN.start, TAHUN.stop - 1))),
        )

    def __str__(self) -> str:
        return f"{self.indikator_id} {self.tahun}"


class AturanLampu(models.Model):
    """The rule of the traffic light from a date on, per cent of the target; the newest row in force is used."""

    hijau = models.FloatField("hijau mulai, persen")
    kuning = models.FloatField("kuning mulai, persen")
    berlaku_dari = models.DateField("berlaku dari", unique=True)
    dokumen = models.CharField("dokumen sumber", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "aturan lampu"
        ordering = ("-berlaku_dari",)
        constraints = (
            models.CheckConstraint(
                name="aturanlampu_urut",
                condition=Q(kuning__gt=0, kuning__lt=F("hijau")),
                violation_error_message="Batas kuning harus lebih kecil daripada batas hijau.",
            ),
        )

    def __str__(self) -> str:
        return f"Lampu sejak {tanggal(self.berlaku_dari)}"


class KemiskinanBps(models.Model):
    """Poverty figures as BPS published them. `kode_wilayah` in our codes (Kemendagri); `periode` 2025 or 2025-03.

    Lines in rupiah per person and month; p0, p1, p2 times 100 as BPS prints them; gini 0-1.
    """

    kode_wilayah = models.CharField("kode wilayah", max_length=4, db_collation="C")
    periode = models.CharField("periode", max_length=7, db_collation="C")
    garis_rp_bulan = models.IntegerField("garis kemiskinan, rupiah per orang per bulan", null=True, blank=True)
    makanan_rp_bulan = models.IntegerField("garis makanan", null=True, blank=True)
    bukan_makanan_rp_bulan = models.IntegerField("garis bukan makanan", null=True, blank=True)
    p0 = models.FloatField("penduduk miskin, persen", null=True, blank=True)
    p1 = models.FloatField("kedalaman kemiskinan", null=True, blank=True)
    p2 = models.FloatField("keparahan kemiskinan", null=True, blank=True)
    gini = models.FloatField("rasio Gini", null=True, blank=True)
    sumber = models.CharField("sumber", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "kemiskinan menurut BPS"
        ordering = ("kode_wilayah", "-periode")
        constraints = (
            models.UniqueConstraint(
                fields=("kode_wilayah", "periode"),
                name="kemiskinanbps_satu",
                violation_error_message="Angka BPS wilayah dan periode ini sudah ada.",
            ),
            models.CheckConstraint(name="kemiskinanbps_kode", condition=Q(kode_wilayah__regex=r"^\d{2}(\d{2})?$")),
            models.CheckConstraint(
                name="kemiskinanbps_periode",
                condition=Q(periode__regex=r"^\d{4}(-(0[1-9]|1[0-2]))?$"),
                violation_error_message="Periode ditulis 2025 atau 2025-03.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kode_wilayah} {self.periode}"
