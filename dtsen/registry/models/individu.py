"""Persons: the person set of the DTSEN catalogue, coded, and what Dukcapil says of them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from dtsen.lib.kode import STATUS_PADAN
from dtsen.registry.fakta import FAKTA_INDIVIDU
from dtsen.registry.models._kolom import checks, pilihan
from dtsen.registry.models.keluarga import Keluarga
from dtsen.registry.querysets import IndividuQuerySet


class Individu(models.Model):
    """One person. `nik` is unique among the living and NULL while unknown or damaged.

    `kode_desa` repeats the family's (scope needs it on every table with personal data);
    `asal` holds one lineage code a fact, in the order of `FAKTA_INDIVIDU`. `keberadaan_sejak` is the day of death or of
    leaving. A record that was found to be somebody's second one is closed (keberadaan 6) and names the first in
    `sama_dengan`; it keeps its NIK, so that a file which still carries it makes no third.
    """

    id = models.BigAutoField(primary_key=True)
    keluarga = models.ForeignKey(Keluarga, on_delete=models.PROTECT, related_name="anggota")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    nik = models.CharField(  # noqa: DJ001 (NULL is "unknown", and unknown is not unique)
        "NIK",
        max_length=16,
        null=True,
        blank=True,
        db_collation="C",
        validators=[RegexValidator(r"^\d{16}$", "NIK harus 16 angka. Periksa kembali KTP atau KK.")],
    )
    nama = models.CharField("Nama", max_length=100)
    nama_norm = models.CharField(max_length=100, db_collation="C", editable=False)
    tanggal_lahir = models.DateField("Tanggal lahir", null=True, blank=True)
    jenis_kelamin = models.SmallIntegerField("Jenis kelamin", null=True, blank=True, choices=pilihan("jenis_kelamin"))
    status_hubungan_keluarga = models.SmallIntegerField(
        "Hubungan dengan kepala keluarga", null=True, blank=True, choices=pilihan("status_hubungan_keluarga")
    )
    pbi_nas = models.SmallIntegerField("PBI-JK nasional", null=True, blank=True, choices=pilihan("pbi_nas"))
    pbi_pemda = models.SmallIntegerField("PBI daerah", null=True, blank=True, choices=pilihan("pbi_pemda"))
    status_kawin = models.SmallIntegerField("Status kawin", null=True, blank=True, choices=pilihan("status_kawin"))
    partisipasi_sekolah = models.SmallIntegerField(
        "Partisipasi sekolah", null=True, blank=True, choices=pilihan("partisipasi_sekolah")
    )
    jenjang_tertinggi_yang_diduduki = models.SmallIntegerField(
        "Jenjang tertinggi", null=True, blank=True, choices=pilihan("jenjang_tertinggi_yang_diduduki")
    )
    kelas_tertinggi_yang_diduduki = models.SmallIntegerField(
        "Kelas tertinggi", null=True, blank=True, choices=pilihan("kelas_tertinggi_yang_diduduki")
    )
    ijazah_tertinggi_yang_dimiliki = models.SmallIntegerField(
        "Ijazah tertinggi", null=True, blank=True, choices=pilihan("ijazah_tertinggi_yang_dimiliki")
    )
    status_bekerja = models.SmallIntegerField("Bekerja", null=True, blank=True, choices=pilihan("status_bekerja"))
    lapangan_usaha_dari_pekerjaan_utama = models.SmallIntegerField(
        "Lapangan usaha pekerjaan",
        null=True,
        blank=True,
        choices=pilihan("lapangan_usaha_dari_pekerjaan_utama"),
    )
    status_dalam_pekerjaan_utama = models.SmallIntegerField(
        "Status dalam pekerjaan", null=True, blank=True, choices=pilihan("status_dalam_pekerjaan_utama")
    )
    kepemilikan_usaha = models.SmallIntegerField(
        "Punya usaha", null=True, blank=True, choices=pilihan("kepemilikan_usaha")
    )
    jumlah_usaha = models.SmallIntegerField("Jumlah usaha", null=True, blank=True)
    lapangan_usaha_dari_usaha_utama = models.SmallIntegerField(
        "Lapangan usaha dari usaha utama",
        null=True,
        blank=True,
        choices=pilihan("lapangan_usaha_dari_usaha_utama"),
    )
    jumlah_pekerja_yang_dibayar_dari_usaha_utama = models.SmallIntegerField("Pekerja dibayar", null=True, blank=True)
    jumlah_pekerja_yang_tidak_dibayar_dari_usaha_utama = models.SmallIntegerField(
        "Pekerja tidak dibayar", null=True, blank=True
    )
    omzet_usaha_utama = models.SmallIntegerField(
        "Omzet usaha per bulan", null=True, blank=True, choices=pilihan("omzet_usaha_utama")
    )
    kondisi_gizi = models.SmallIntegerField("Kondisi gizi", null=True, blank=True, choices=pilihan("kondisi_gizi"))
    penglihatan = models.SmallIntegerField("Kesulitan melihat", null=True, blank=True, choices=pilihan("penglihatan"))
    pendengaran = models.SmallIntegerField("Kesulitan mendengar", null=True, blank=True, choices=pilihan("pendengaran"))
    berjalan_atau_naik_tangga = models.SmallIntegerField(
        "Kesulitan berjalan", null=True, blank=True, choices=pilihan("berjalan_atau_naik_tangga")
    )
    menggunakan_tangan_jari = models.SmallIntegerField(
        "Kesulitan memakai tangan", null=True, blank=True, choices=pilihan("menggunakan_tangan_jari")
    )
    belajar_kemampuan_intelektual = models.SmallIntegerField(
        "Kesulitan belajar", null=True, blank=True, choices=pilihan("belajar_kemampuan_intelektual")
    )
    pengendalian_perilaku = models.SmallIntegerField(
        "Kesulitan mengendalikan perilaku", null=True, blank=True, choices=pilihan("pengendalian_perilaku")
    )
    berbicara_komunikasi = models.SmallIntegerField(
        "Kesulitan berbicara", null=True, blank=True, choices=pilihan("berbicara_komunikasi")
    )
    mengurus_diri = models.SmallIntegerField(
        "Kesulitan mengurus diri", null=True, blank=True, choices=pilihan("mengurus_diri")
    )
    mengingat_berkonsentrasi = models.SmallIntegerField(
        "Kesulitan mengingat", null=True, blank=True, choices=pilihan("mengingat_berkonsentrasi")
    )
    kesedihan_depresi = models.SmallIntegerField(
        "Sedih atau depresi", null=True, blank=True, choices=pilihan("kesedihan_depresi")
    )
    penyakit_kronis = models.SmallIntegerField(
        "Penyakit kronis", null=True, blank=True, choices=pilihan("penyakit_kronis")
    )
    kode_desa_ktp = models.CharField("Desa menurut KTP", max_length=13, blank=True)
    rt_ktp = models.CharField("RT menurut KTP", max_length=3, blank=True)
    rw_ktp = models.CharField("RW menurut KTP", max_length=3, blank=True)
    dusun_ktp = models.CharField("Dusun menurut KTP", max_length=60, blank=True)
    alamat_ktp = models.CharField("Alamat menurut KTP", max_length=500, blank=True)
    pekerjaan_ktp = models.CharField("Pekerjaan menurut KTP", max_length=60, blank=True)
    pendidikan_akhir_ktp = models.CharField("Pendidikan menurut KTP", max_length=60, blank=True)
    keberadaan = models.SmallIntegerField("Keberadaan", null=True, blank=True, choices=pilihan("keberadaan"))
    tempat_lahir = models.CharField("Tempat lahir", max_length=60, blank=True)
    ibu_kandung = models.CharField("Nama ibu kandung", max_length=100, blank=True)
    hamil = models.SmallIntegerField("Sedang hamil", null=True, blank=True, choices=pilihan("hamil"))
    hamil_sejak = models.DateField("Hamil sejak", null=True, blank=True)
    jaminan_kesehatan = models.SmallIntegerField("Jaminan kesehatan", null=True, blank=True)
    kartu_identitas = models.SmallIntegerField("Kartu identitas", null=True, blank=True)
    status_padan = models.CharField(
        "status padan Dukcapil", max_length=20, default="belum_dicek", choices=list(STATUS_PADAN.items())
    )
    keberadaan_sejak = models.DateField("Keberadaan sejak", null=True, blank=True)
    sama_dengan = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ganda",
        db_index=False,
        verbose_name="data yang dipakai",
    )
    asal = ArrayField(models.IntegerField(), default=list)
    asal_nik = models.IntegerField(default=0, db_default=0, editable=False)
    asal_keluarga = models.IntegerField(default=0, db_default=0, editable=False)

    objects = IndividuQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "individu"
        constraints = (
            models.UniqueConstraint(
                fields=("nik",),
                condition=Q(keberadaan__isnull=True) | ~Q(keberadaan=2),
                name="individu_nik_unik_hidup",
                violation_error_message="NIK ini sudah tercatat atas nama orang lain yang masih hidup.",
            ),
            models.CheckConstraint(
                name="individu_nik_16_angka",
                condition=Q(nik__regex=r"^\d{16}$"),
                violation_error_message="NIK harus 16 angka. Periksa kembali KTP atau KK.",
            ),
            models.CheckConstraint(
                name="individu_padan_dikenal",
                condition=Q(status_padan__in=list(STATUS_PADAN)),
                violation_error_message="Status padan tidak dikenal.",
            ),
            *checks("individu", FAKTA_INDIVIDU),
        )
        indexes = (
            models.Index(fields=["nik"], condition=Q(keberadaan=2), name="individu_nik_meninggal"),
            models.Index(fields=["kode_desa", "nama_norm"], name="individu_desa_nama"),
            models.Index(fields=["sama_dengan"], condition=Q(sama_dengan__isnull=False), name="individu_ganda"),
        )

    def __str__(self) -> str:
        return f"Individu {self.pk}"


class RujukanDukcapil(models.Model):
    """Dukcapil's own list, for matching only: the registry never shows it to anyone outside the matching."""

    nik = models.CharField(max_length=16, primary_key=True, db_collation="C")
    nomor_kk = models.CharField(max_length=16, db_collation="C")
    nama = models.CharField(max_length=100)
    nama_norm = models.CharField(max_length=100, db_collation="C")
    tanggal_lahir = models.DateField(null=True, blank=True)
    jenis_kelamin = models.SmallIntegerField(null=True, blank=True)
    kode_wilayah = models.CharField(max_length=10, db_collation="C")
    status = models.CharField(max_length=20)
    tanggal_status = models.DateField(null=True, blank=True)
    tanggal = models.DateField("tanggal daftar")

    class Meta:
        verbose_name = verbose_name_plural = "rujukan Dukcapil"

    def __str__(self) -> str:
        return "Rujukan Dukcapil"
