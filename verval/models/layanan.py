"""The three services beside pembaruan and usulan: findings sent down, PBI reactivation, disputes of exclusions.

Each is a `Kasus` with a chain of its own (`verval/alur_layanan.py`), hops in `Langkah` and evidence in `Bukti`.
"""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from django.db import models
from django.db.models import F, Q

from dtsen.accounts.models import User
from verval.alur_layanan import LABEL_REAKTIVASI, LABEL_SENGKETA, LABEL_TEMUAN
from verval.models.daftar_temuan import JENIS_TEMUAN, DaftarTemuan
from verval.models.kasus import Kasus, bukan_pembuat
from verval.models.pembaruan import Pembaruan
from verval.models.pengecualian import PengecualianPenerima
from verval.models.usulan import Usulan
from verval.querysets import KasusQuerySet, TemuanQuerySet

KESESUAIAN = {"sesuai": "Temuan benar", "sebagian": "Benar sebagian", "tidak_sesuai": "Temuan tidak benar"}
HASIL_NIK = {
    "diperbaiki": "NIK sudah diperbaiki di Dukcapil",
    "benar": "NIK sudah benar",
    "ganda": "Data ganda",
    "meninggal": "Sudah meninggal",
    "pindah": "Sudah pindah",
    "tidak_ditemukan": "Orangnya tidak ditemukan",
}
TEMUAN_SELESAI = ("diverifikasi", "ditolak")
REAKTIVASI_TANPA_HASIL = ("batal", "ditolak", "ditolak_kemensos")
"""Ended before anybody was active again: the person has not used the one reactivation."""
SENGKETA_SELESAI = ("batal", "diterima", "ditolak")
PENGHASILAN_MAKS = 1_000_000_000


class Temuan(Kasus):
    """One person of a list that was sent down, worked off by the desa. `pembuat` uploaded it, `pelaksana` answers.

    `kesesuaian`, `penjelasan` and, of an audit (PDTT), `pekerjaan`, `jenis_usaha`, `penghasilan` (rupiah a month) are
    the answer; of a NIK anomaly `hasil_nik`. `pembaruan` is the correction that was begun from it.
    """

    JENIS: ClassVar[str] = "temuan"
    DIISI: ClassVar[tuple[str, ...]] = ("baru", "dikerjakan", "dikembalikan")
    BEBAS: ClassVar[tuple[str, ...]] = ("baru", "dikerjakan")
    PUTUS: ClassVar[frozenset[str]] = frozenset(TEMUAN_SELESAI)

    daftar = models.ForeignKey(DaftarTemuan, on_delete=models.PROTECT, related_name="temuan", verbose_name="daftar")
    baris = models.IntegerField("baris dalam berkas")
    jenis = models.CharField("jenis", max_length=15, choices=list(JENIS_TEMUAN.items()))
    tenggat = models.DateField("tenggat jawaban")
    keterangan = models.CharField("isi temuan", max_length=500, blank=True)
    pelaksana = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dikerjakan oleh"
    )
    kesesuaian = models.CharField("kesesuaian", max_length=15, blank=True, choices=list(KESESUAIAN.items()))
    hasil_nik = models.CharField("hasil pemeriksaan NIK", max_length=15, blank=True, choices=list(HASIL_NIK.items()))
    penjelasan = models.TextField("penjelasan", blank=True)
    pekerjaan = models.CharField("pekerjaan", max_length=100, blank=True)
    jenis_usaha = models.CharField("jenis usaha", max_length=100, blank=True)
    penghasilan = models.BigIntegerField("penghasilan sebulan (Rp)", null=True, blank=True)
    pembaruan = models.ForeignKey(
        Pembaruan, on_delete=models.PROTECT, null=True, blank=True, related_name="temuan", verbose_name="pembaruan"
    )
    status = models.CharField("status", max_length=20, default="baru", choices=list(LABEL_TEMUAN.items()))

    objects = TemuanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "temuan"
        constraints = (
            models.CheckConstraint(name="temuan_status_dikenal", condition=Q(status__in=list(LABEL_TEMUAN))),
            models.CheckConstraint(name="temuan_jenis_dikenal", condition=Q(jenis__in=list(JENIS_TEMUAN))),
            models.CheckConstraint(name="temuan_kesesuaian_dikenal", condition=Q(kesesuaian__in=["", *KESESUAIAN])),
            models.CheckConstraint(name="temuan_hasil_nik_dikenal", condition=Q(hasil_nik__in=["", *HASIL_NIK])),
            models.CheckConstraint(name="temuan_berorang", condition=Q(individu__isnull=False)),
            models.CheckConstraint(
                name="temuan_penghasilan_wajar",
                condition=Q(penghasilan__isnull=True) | Q(penghasilan__range=(0, PENGHASILAN_MAKS)),
                violation_error_message="Penghasilan ditulis rupiah sebulan, antara 0 dan 1.000.000.000.",
            ),
            models.CheckConstraint(
                name="temuan_terisi",
                condition=Q(status__in=("baru", "dikerjakan"))
                | (~Q(kesesuaian="") & ~Q(penjelasan="") & Q(pelaksana__isnull=False)),
                violation_error_message="Isi kesesuaian dan penjelasan lebih dahulu.",
            ),
            models.CheckConstraint(
                name="temuan_bukan_pelaksana",
                condition=Q(pemutus__isnull=True) | ~Q(pemutus=F("pelaksana")),
                violation_error_message="Temuan yang Anda kerjakan sendiri harus diverifikasi orang lain.",
            ),
            models.UniqueConstraint(fields=("daftar", "baris"), name="temuan_sebaris"),
            models.UniqueConstraint(
                fields=("individu", "jenis"),
                condition=~Q(status__in=TEMUAN_SELESAI),
                name="temuan_satu_terbuka",
                violation_error_message="Masih ada temuan lain tentang orang ini yang belum selesai.",
            ),
        )
        indexes = (
            models.Index(fields=["kode_desa", "status", "tenggat"], name="temuan_desa"),
            models.Index(fields=["daftar", "status"], name="temuan_daftar"),
        )

    def __str__(self) -> str:
        return f"Temuan {self.pk}"

    @property
    def pengaju_id(self) -> int | None:
        return self.pelaksana_id

    @property
    def jenis_syarat(self) -> str:
        return self.jenis


class Reaktivasi(Kasus):
    """PBI-JK taken up again for one person: within six months of the deletion, once, on a letter of a facility.

    `desil_nasional` and `desil_versi` are what the official list said at filing. Once active, the family owes an update
    until `batas_pembaruan` (the last day); `pembaruan` is the one that met it.
    """

    JENIS: ClassVar[str] = "reaktivasi"

    tanggal_hapus = models.DateField("tanggal dihapus dari PBI-JK")
    faskes = models.CharField("fasilitas kesehatan", max_length=120)
    nomor_surat = models.CharField("nomor surat faskes", max_length=80, blank=True)
    catatan = models.TextField("catatan", blank=True)
    desil_nasional = models.SmallIntegerField("desil nasional saat diajukan", null=True, blank=True)
    desil_versi = models.CharField("versi desil", max_length=7, blank=True)
    aktif_sejak = models.DateField("aktif sejak", null=True, blank=True)
    batas_pembaruan = models.DateField("batas pembaruan data", null=True, blank=True)
    pembaruan = models.ForeignKey(Pembaruan, on_delete=models.PROTECT, null=True, blank=True, related_name="reaktivasi")
    status = models.CharField("status", max_length=20, default="draf", choices=list(LABEL_REAKTIVASI.items()))

    objects = KasusQuerySet["Reaktivasi"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "reaktivasi PBI-JK"
        constraints = (
            models.CheckConstraint(name="reaktivasi_status_dikenal", condition=Q(status__in=list(LABEL_REAKTIVASI))),
            models.CheckConstraint(name="reaktivasi_berorang", condition=Q(individu__isnull=False)),
            models.CheckConstraint(
                name="reaktivasi_kewajiban_utuh",
                condition=Q(aktif_sejak__isnull=False, batas_pembaruan__gte=F("aktif_sejak"))
                | Q(aktif_sejak__isnull=True, batas_pembaruan__isnull=True),
            ),
            models.CheckConstraint(
                name="reaktivasi_aktif_bertanggal",
                condition=~Q(status__in=("aktif", "selesai", "gugur")) | Q(aktif_sejak__isnull=False),
            ),
            bukan_pembuat("reaktivasi_bukan_pembuat"),
            models.UniqueConstraint(
                fields=("individu",),
                condition=~Q(status__in=REAKTIVASI_TANPA_HASIL),
                name="reaktivasi_sekali",
                violation_error_message="Reaktivasi PBI-JK hanya sekali untuk setiap orang.",
            ),
        )
        indexes = (
            models.Index(fields=["kode_desa", "status", "-id"], name="reaktivasi_desa"),
            models.Index(fields=["batas_pembaruan"], name="reaktivasi_batas", condition=Q(status="aktif")),
        )

    def __str__(self) -> str:
        return f"Reaktivasi {self.pk}"


class Sengketa(Kasus):
    """A dispute of one exclusion: why it is wrong. Accepted, it ends the exclusion, whose row stays."""

    JENIS: ClassVar[str] = "sengketa"
    PUTUS: ClassVar[frozenset[str]] = frozenset({"diperiksa"})

    pengecualian = models.ForeignKey(
        PengecualianPenerima, on_delete=models.PROTECT, related_name="sengketa", verbose_name="pengecualian"
    )
    alasan = models.TextField("alasan keberatan")
    tanggal_jawaban = models.DateField("tanggal jawaban", null=True, blank=True)
    status = models.CharField("status", max_length=20, default="draf", choices=list(LABEL_SENGKETA.items()))

    objects = KasusQuerySet["Sengketa"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "sengketa pengecualian"
        constraints = (
            models.CheckConstraint(name="sengketa_status_dikenal", condition=Q(status__in=list(LABEL_SENGKETA))),
            bukan_pembuat("sengketa_bukan_pembuat"),
            models.UniqueConstraint(
                fields=("pengecualian",),
                condition=~Q(status__in=SENGKETA_SELESAI),
                name="sengketa_satu_terbuka",
                violation_error_message="Pengecualian ini sudah disengketakan dan belum selesai.",
            ),
        )
        indexes = (models.Index(fields=["kode_desa", "status", "-id"], name="sengketa_desa"),)

    def __str__(self) -> str:
        return f"Sengketa {self.pk}"


Layanan: TypeAlias = Temuan | Reaktivasi | Sengketa
Perkara: TypeAlias = Pembaruan | Usulan | Layanan
"""A case of any kind: what hops and evidence belong to."""
Dilacak: TypeAlias = Pembaruan | Usulan | Reaktivasi | Sengketa
"""A case that a resident stands behind, who may follow it by its code; a finding has none."""
DILACAK = ("pembaruan", "usulan", "reaktivasi", "sengketa")
PERKARA = ("pembaruan", "usulan", "temuan", "reaktivasi", "sengketa")


def satu_perkara(*lagi: str) -> Q:
    """Exactly one of the five columns, or of `lagi`, is filled."""
    return one_filled(*PERKARA, *lagi)


def one_filled(*kolom: str) -> Q:
    """Exactly one of these columns is filled."""
    syarat = Q()
    for isi in kolom:
        syarat |= Q(**{f"{nama}__isnull": nama != isi for nama in kolom})
    return syarat
