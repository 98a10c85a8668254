"""Families and their condition. A family has an id of its own: No KK is an attribute with a history."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from dtsen.registry.fakta import FAKTA_KELUARGA
from dtsen.registry.models._kolom import checks, pilihan
from dtsen.registry.querysets import KeluargaQuerySet

STATUS = {
    "aktif": "Aktif",
    "pindah": "Pindah ke luar kabupaten",
    "gabung": "Digabung ke keluarga lain",
    "bubar": "Tidak ada lagi",
    "hilang": "Tidak ditemukan",
    "calon": "Calon keluarga baru",
}
ALAMAT = ("alamat", "rt", "rw", "dusun", "jumlah_anggota_keluarga")
"""Family facts that stand on Keluarga itself; all others stand on KondisiKeluarga."""


class Keluarga(models.Model):
    """One family. `kode_desa` is the Kemendagri code of its domicile (scope is a range on it)."""

    id = models.BigAutoField(primary_key=True)
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    nomor_kk = models.CharField(  # noqa: DJ001 (NULL is "unknown", and unknown is not unique)
        "No KK",
        max_length=16,
        null=True,
        blank=True,
        db_collation="C",
        validators=[RegexValidator(r"^\d{16}$", "No KK harus 16 angka. Periksa kembali kartu keluarga.")],
    )
    nama_kepala = models.CharField("nama kepala keluarga", max_length=100, blank=True)
    alamat = models.CharField("alamat domisili", max_length=500, blank=True)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    dusun = models.CharField("dusun", max_length=60, blank=True)
    jumlah_anggota_keluarga = models.SmallIntegerField("jumlah anggota menurut berkas", null=True, blank=True)
    status = models.CharField("status", max_length=10, default="aktif", choices=list(STATUS.items()))
    lintang = models.DecimalField("lintang", max_digits=8, decimal_places=5, null=True, blank=True)
    bujur = models.DecimalField("bujur", max_digits=8, decimal_places=5, null=True, blank=True)
    asal_desa = models.IntegerField(default=0, db_default=0, editable=False)
    asal_kk = models.IntegerField(default=0, db_default=0, editable=False)
    dibuat = models.DateTimeField(db_default=Now(), editable=False)
    diubah = models.DateTimeField(
        db_default=Now(),
        editable=False,
        help_text="Terakhir kali nilai fakta keluarga atau anggotanya berubah.",
    )

    objects = KeluargaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "keluarga"
        constraints = (
            models.CheckConstraint(
                name="keluarga_status_dikenal",
                condition=Q(status__in=list(STATUS)),
                violation_error_message="Status keluarga tidak dikenal.",
            ),
            models.CheckConstraint(
                name="keluarga_kk_16_angka",
                condition=Q(nomor_kk__regex=r"^\d{16}$"),
                violation_error_message="No KK harus 16 angka. Periksa kembali kartu keluarga.",
            ),
            models.UniqueConstraint(
                fields=("nomor_kk",),
                condition=Q(status="aktif"),
                name="keluarga_kk_unik_aktif",
                violation_error_message="No KK ini sudah dipakai keluarga lain yang aktif.",
            ),
        )
        indexes = (models.Index(fields=["kode_desa", "id"], name="keluarga_desa"),)

    def __str__(self) -> str:
        return f"Keluarga {self.pk}"


class KondisiKeluarga(models.Model):
    """Housing, assets and livestock of a family: the family set of the DTSEN catalogue, coded.

    `asal` holds one lineage code a fact, in the order of `FAKTA_KELUARGA` (see `registry/asal.py`). `kode_desa`
    repeats the family's for the scope; the database fills it and keeps it in step.
    """

    keluarga = models.OneToOneField(Keluarga, on_delete=models.CASCADE, primary_key=True, related_name="kondisi")
    kode_desa = models.CharField(
        "desa/kelurahan", max_length=10, blank=True, default="", db_default="", db_collation="C", editable=False
    )
    status_kepemilikan_rumah = models.SmallIntegerField(
        "Status kepemilikan rumah", null=True, blank=True, choices=pilihan("status_kepemilikan_rumah")
    )
    jenis_lantai_terluas = models.SmallIntegerField(
        "Lantai terluas", null=True, blank=True, choices=pilihan("jenis_lantai_terluas")
    )
    luas_lantai_m2 = models.SmallIntegerField("Luas lantai", null=True, blank=True)
    jenis_dinding_terluas = models.SmallIntegerField(
        "Dinding terluas", null=True, blank=True, choices=pilihan("jenis_dinding_terluas")
    )
    jenis_atap_terluas = models.SmallIntegerField(
        "Atap terluas", null=True, blank=True, choices=pilihan("jenis_atap_terluas")
    )
    sumber_air_minum_utama = models.SmallIntegerField(
        "Sumber air minum utama", null=True, blank=True, choices=pilihan("sumber_air_minum_utama")
    )
    sumber_penerangan_utama = models.SmallIntegerField(
        "Penerangan utama", null=True, blank=True, choices=pilihan("sumber_penerangan_utama")
    )
    daya_terpasang = models.SmallIntegerField(
        "Daya listrik terpasang", null=True, blank=True, choices=pilihan("daya_terpasang")
    )
    bahan_bakar_utama_memasak = models.SmallIntegerField(
        "Bahan bakar memasak", null=True, blank=True, choices=pilihan("bahan_bakar_utama_memasak")
    )
    fasilitas_bab = models.SmallIntegerField(
        "Tempat buang air besar", null=True, blank=True, choices=pilihan("fasilitas_bab")
    )
    jenis_kloset = models.SmallIntegerField("Jenis kloset", null=True, blank=True, choices=pilihan("jenis_kloset"))
    pembuangan_akhir_tinja = models.SmallIntegerField(
        "Pembuangan akhir tinja", null=True, blank=True, choices=pilihan("pembuangan_akhir_tinja")
    )
    kepemilikan_aset = models.SmallIntegerField(
        "Punya aset", null=True, blank=True, choices=pilihan("kepemilikan_aset")
    )
    aset_bergerak_tabung_gas = models.SmallIntegerField(
        "Tabung gas 5,5 kg atau lebih", null=True, blank=True, choices=pilihan("aset_bergerak_tabung_gas")
    )
    aset_bergerak_lemari_es = models.SmallIntegerField(
        "Lemari es", null=True, blank=True, choices=pilihan("aset_bergerak_lemari_es")
    )
    aset_bergerak_ac = models.SmallIntegerField("AC", null=True, blank=True, choices=pilihan("aset_bergerak_ac"))
    aset_bergerak_pemanas_air = models.SmallIntegerField(
        "Pemanas air", null=True, blank=True, choices=pilihan("aset_bergerak_pemanas_air")
    )
    aset_bergerak_telepon_rumah = models.SmallIntegerField(
        "Telepon rumah", null=True, blank=True, choices=pilihan("aset_bergerak_telepon_rumah")
    )
    aset_bergerak_tv_datar = models.SmallIntegerField(
        "TV layar datar", null=True, blank=True, choices=pilihan("aset_bergerak_tv_datar")
    )
    aset_bergerak_emas_perhiasan = models.SmallIntegerField(
        "Emas atau perhiasan (min. 10 g)",
        null=True,
        blank=True,
        choices=pilihan("aset_bergerak_emas_perhiasan"),
    )
    aset_bergerak_komputer_laptop_tablet = models.SmallIntegerField(
        "Komputer, laptop, atau tablet",
        null=True,
        blank=True,
        choices=pilihan("aset_bergerak_komputer_laptop_tablet"),
    )
    aset_bergerak_sepeda_motor = models.SmallIntegerField(
        "Sepeda motor", null=True, blank=True, choices=pilihan("aset_bergerak_sepeda_motor")
    )
    aset_bergerak_sepeda = models.SmallIntegerField(
        "Sepeda", null=True, blank=True, choices=pilihan("aset_bergerak_sepeda")
    )
    aset_bergerak_mobil = models.SmallIntegerField(
        "Mobil", null=True, blank=True, choices=pilihan("aset_bergerak_mobil")
    )
    aset_bergerak_perahu = models.SmallIntegerField(
        "Perahu", null=True, blank=True, choices=pilihan("aset_bergerak_perahu")
    )
    aset_bergerak_kapal_perahu_motor = models.SmallIntegerField(
        "Kapal atau perahu motor", null=True, blank=True, choices=pilihan("aset_bergerak_kapal_perahu_motor")
    )
    aset_bergerak_smartphone = models.SmallIntegerField(
        "Smartphone", null=True, blank=True, choices=pilihan("aset_bergerak_smartphone")
    )
    aset_tidak_bergerak_lahan_lainnya = models.SmallIntegerField(
        "Lahan selain yang ditempati",
        null=True,
        blank=True,
        choices=pilihan("aset_tidak_bergerak_lahan_lainnya"),
    )
    aset_tidak_bergerak_rumah_lainnya = models.SmallIntegerField(
        "Rumah di tempat lain", null=True, blank=True, choices=pilihan("aset_tidak_bergerak_rumah_lainnya")
    )
    jumlah_ternak_sapi = models.SmallIntegerField("Sapi", null=True, blank=True)
    jumlah_ternak_kerbau = models.SmallIntegerField("Kerbau", null=True, blank=True)
    jumlah_ternak_kuda = models.SmallIntegerField("Kuda", null=True, blank=True)
    jumlah_ternak_babi = models.SmallIntegerField("Babi", null=True, blank=True)
    jumlah_ternak_kambing_domba = models.SmallIntegerField("Kambing atau domba", null=True, blank=True)
    pbi_nas = models.SmallIntegerField("PBI-JK nasional (keluarga)", null=True, blank=True, choices=pilihan("pbi_nas"))
    pbi_pemda = models.SmallIntegerField("PBI daerah (keluarga)", null=True, blank=True, choices=pilihan("pbi_pemda"))
    id_pelanggan_pln = models.CharField("ID pelanggan PLN", max_length=20, blank=True)
    bukti_kepemilikan_tanah = models.SmallIntegerField(
        "Bukti kepemilikan tanah", null=True, blank=True, choices=pilihan("bukti_kepemilikan_tanah")
    )
    rekening_digital = models.SmallIntegerField(
        "Rekening atau dompet digital", null=True, blank=True, choices=pilihan("rekening_digital")
    )
    internet_utama = models.SmallIntegerField(
        "Akses internet utama", null=True, blank=True, choices=pilihan("internet_utama")
    )
    nomor_meter_pln = models.CharField("Nomor meter PLN", max_length=20, blank=True)
    asal = ArrayField(models.IntegerField(), default=list)

    class Meta:
        verbose_name = verbose_name_plural = "kondisi keluarga"
        constraints = checks("kondisi", (f for f in FAKTA_KELUARGA if f.nama not in ALAMAT))

    def __str__(self) -> str:
        return f"Kondisi keluarga {self.pk}"


class RiwayatKK(models.Model):
    """Which No KK a family carried, from when, on which ground."""

    keluarga = models.ForeignKey(Keluarga, on_delete=models.CASCADE, related_name="riwayat_kk")
    nomor_kk = models.CharField(max_length=16, db_collation="C")
    dari = models.DateField()
    dasar = models.CharField(max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "riwayat No KK"
        indexes = (models.Index(fields=["nomor_kk"], name="riwayatkk_nomor"),)

    def __str__(self) -> str:
        return f"No KK keluarga {self.keluarga_id} sejak {self.dari}"


class DesilResmi(models.Model):
    """Official desil of one version, delivered by BPS and never altered. NULL means "belum ada desil"."""

    keluarga = models.ForeignKey(Keluarga, on_delete=models.CASCADE, related_name="desil_resmi")
    kode_desa = models.CharField(max_length=10, db_collation="C")
    versi = models.CharField("versi", max_length=7)
    tanggal = models.DateField("tanggal versi")
    nasional = models.SmallIntegerField("desil nasional", null=True, blank=True)
    provinsi = models.SmallIntegerField("desil provinsi", null=True, blank=True)
    kabupaten = models.SmallIntegerField("desil kabupaten", null=True, blank=True)
    dasar = models.CharField(max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "desil resmi"
        indexes = (
            models.Index(
                fields=["-tanggal", "-versi", "keluarga"], include=["nasional", "kode_desa"], name="desilresmi_terkini"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("keluarga", "versi"), name="desilresmi_satu_per_versi"),
            models.CheckConstraint(
                name="desilresmi_1_sampai_10",
                condition=(Q(nasional__isnull=True) | Q(nasional__range=(1, 10)))
                & (Q(provinsi__isnull=True) | Q(provinsi__range=(1, 10)))
                & (Q(kabupaten__isnull=True) | Q(kabupaten__range=(1, 10))),
                violation_error_message="Desil antara 1 dan 10. Kosongkan bila belum ada desil.",
            ),
        )

    def __str__(self) -> str:
        return f"Desil resmi {self.versi} keluarga {self.keluarga_id}"
