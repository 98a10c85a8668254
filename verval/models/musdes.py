"""Sessions of musyawarah desa and kelurahan, who was there, what was discussed, and the papers that came of it."""

from __future__ import annotations

import secrets
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.lib.periode import Periode
from dtsen.registry.models import Keluarga
from verval.models.kasus import ABJAD
from verval.models.musdes_aturan import AlasanMusyawarah
from verval.models.pembaruan import Pembaruan
from verval.models.usulan import Usulan
from verval.musdes.alur import CARA, FOTO, HASIL, JENIS, KEPUTUSAN, PERAN, PERINGKAT, STATUS


def new_check_code() -> str:
    """Return a fresh code for the page that checks papers: 12 letters of ABJAD, 30^12 possibilities."""
    return "".join(secrets.choice(ABJAD) for _ in range(12))


def new_name() -> str:
    """Return a random file name of 32 hex digits."""
    return secrets.token_hex(16)


class Musyawarah(models.Model):
    """One session of a desa or kelurahan, or the SPTJM in its place (`cara`).

    `waktu` is when it takes place, `undangan` the day of the invitation. `urutan` holds the cards as family ids,
    `perbandingan` the answers [left, right, kiri|kanan|seri] of the pairwise way; neither holds names.
    """

    id = models.BigAutoField(primary_key=True)
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    jenis = models.CharField("jenis", max_length=10, choices=list(JENIS.items()))
    cara = models.CharField("cara", max_length=12, default="musyawarah", choices=list(CARA.items()))
    waktu = models.DateTimeField("hari dan jam")
    tempat = models.CharField("tempat", max_length=120)
    agenda = models.TextField("agenda", blank=True, max_length=2000)
    alasan = models.TextField("mengapa tanpa musyawarah", blank=True, max_length=1000)
    undangan = models.DateField("tanggal undangan", null=True, blank=True)
    status = models.CharField("status", max_length=12, default="direncanakan", choices=list(STATUS.items()))
    catatan = models.TextField("catatan jalannya musyawarah", blank=True, max_length=4000)
    peringkat = models.CharField("peringkat warga", max_length=10, blank=True, choices=list(PERINGKAT.items()))
    urutan = models.JSONField(default=list, blank=True)
    perbandingan = models.JSONField(default=list, blank=True)
    pembuat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    dibuka = models.DateTimeField(null=True, blank=True)
    ditutup = models.DateTimeField(null=True, blank=True)
    penutup = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    diumumkan = models.DateField("diumumkan", null=True, blank=True)
    keberatan_sampai = models.DateField("keberatan sampai", null=True, blank=True)
    kode_periksa = models.CharField(max_length=12, unique=True, default=new_check_code, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "musyawarah"
        ordering = ("-waktu", "-id")
        constraints = (
            models.CheckConstraint(name="musyawarah_jenis", condition=Q(jenis__in=list(JENIS))),
            models.CheckConstraint(name="musyawarah_cara", condition=Q(cara__in=list(CARA))),
            models.CheckConstraint(name="musyawarah_status", condition=Q(status__in=list(STATUS))),
            models.CheckConstraint(name="musyawarah_peringkat", condition=Q(peringkat__in=list(PERINGKAT))),
            models.CheckConstraint(
                name="musyawarah_ditutup_bertanggal",
                condition=Q(status="ditutup", ditutup__isnull=False, penutup__isnull=False)
                | (~Q(status="ditutup") & Q(ditutup__isnull=True, penutup__isnull=True)),
            ),
            models.CheckConstraint(
                name="musyawarah_diundang_bertanggal",
                condition=Q(cara="sptjm") | ~Q(status__in=["diundang", "berlangsung"]) | Q(undangan__isnull=False),
                violation_error_message="Isi tanggal undangannya.",
            ),
            models.CheckConstraint(
                name="musyawarah_diumumkan_sesudah_ditutup",
                condition=Q(diumumkan__isnull=True, keberatan_sampai__isnull=True)
                | Q(status="ditutup", diumumkan__isnull=False, keberatan_sampai__isnull=False),
                violation_error_message="Hasil diumumkan sesudah musyawarah ditutup.",
            ),
        )
        indexes = (models.Index(fields=["kode_desa", "-waktu"], name="musyawarah_desa"),)

    def __str__(self) -> str:
        return f"Musyawarah {self.pk}"

    @property
    def objek(self) -> str:
        """How the trail names it."""
        return f"musyawarah:{self.pk}"

    @property
    def hari(self) -> date:
        return timezone.localtime(self.waktu).date()

    @property
    def triwulan(self) -> Periode:
        return Periode.of(self.hari)

    @property
    def sebutan(self) -> str:
        """What people call it: Musyawarah desa, Musyawarah kelurahan, SPTJM."""
        return "SPTJM" if self.cara == "sptjm" else JENIS[self.jenis]

    @property
    def susulan(self) -> bool:
        """Recorded here on a later day than it took place: its paper is asked for."""
        return self.dibuka is not None and timezone.localtime(self.dibuka).date() > self.hari

    def clean(self) -> None:
        if not self.tempat.strip():
            raise ValidationError({"tempat": "Isi tempatnya."})


class PesertaMusyawarah(models.Model):
    """Somebody invited. `tanda_tangan` names the PNG of the signature, empty without one."""

    id = models.BigAutoField(primary_key=True)
    musyawarah = models.ForeignKey(Musyawarah, on_delete=models.PROTECT, related_name="peserta")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    nama = models.CharField("nama", max_length=80)
    peran = models.CharField("peran", max_length=12, choices=list(PERAN.items()))
    hadir = models.BooleanField("hadir", default=False)
    tanda_tangan = models.CharField(max_length=32, blank=True, editable=False)
    urut = models.SmallIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "peserta musyawarah"
        ordering = ("urut", "id")
        constraints = (
            models.CheckConstraint(name="peserta_musyawarah_peran", condition=Q(peran__in=list(PERAN))),
            models.CheckConstraint(
                name="peserta_musyawarah_tanda_tangan_hadir", condition=Q(tanda_tangan="") | Q(hadir=True)
            ),
            models.UniqueConstraint(
                fields=("musyawarah", "nama", "peran"),
                name="peserta_musyawarah_sekali",
                violation_error_message="Nama dengan peran ini sudah ada di daftar.",
            ),
        )

    def __str__(self) -> str:
        return f"Peserta {self.pk}"


class FotoMusyawarah(models.Model):
    """A picture of the session: its attendance sheet, the meeting, a paper. Rewritten as JPEG."""

    id = models.BigAutoField(primary_key=True)
    musyawarah = models.ForeignKey(Musyawarah, on_delete=models.PROTECT, related_name="foto")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    jenis = models.CharField("jenis", max_length=12, choices=list(FOTO.items()))
    nama_berkas = models.CharField(max_length=32, unique=True, default=new_name, editable=False)
    sidik = models.CharField(max_length=64, db_collation="C")
    lebar = models.IntegerField()
    tinggi = models.IntegerField()
    pembuat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "foto musyawarah"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="foto_musyawarah_jenis", condition=Q(jenis__in=list(FOTO))),
            models.UniqueConstraint(
                fields=("musyawarah", "sidik"),
                name="foto_musyawarah_sekali",
                violation_error_message="Foto yang sama sudah dilampirkan.",
            ),
        )

    def __str__(self) -> str:
        return f"Foto {self.pk}"


class KasusMusyawarah(models.Model):
    """A case that is discussed, on the filing that was on the table; `keputusan` blank until decided."""

    id = models.BigAutoField(primary_key=True)
    musyawarah = models.ForeignKey(Musyawarah, on_delete=models.PROTECT, related_name="kasus")
    pembaruan = models.ForeignKey(Pembaruan, on_delete=models.PROTECT, null=True, blank=True, related_name="musyawarah")
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, null=True, blank=True, related_name="musyawarah")
    keluarga = models.ForeignKey(Keluarga, on_delete=models.PROTECT, related_name="+")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    pengajuan_ke = models.SmallIntegerField()
    keputusan = models.CharField("keputusan", max_length=12, blank=True, choices=[("", "–"), *KEPUTUSAN.items()])
    hasil = models.CharField("hasil", max_length=12, blank=True, choices=[("", "–"), *HASIL.items()])
    alasan = models.ForeignKey(AlasanMusyawarah, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    catatan = models.TextField("catatan", blank=True, max_length=1000)

    class Meta:
        verbose_name = verbose_name_plural = "kasus musyawarah"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="kasus_musyawarah_satu", condition=Q(pembaruan__isnull=True) ^ Q(usulan__isnull=True)
            ),
            models.CheckConstraint(name="kasus_musyawarah_keputusan", condition=Q(keputusan__in=["", *KEPUTUSAN])),
            models.CheckConstraint(name="kasus_musyawarah_hasil", condition=Q(hasil__in=["", *HASIL])),
            models.UniqueConstraint(fields=("musyawarah", "pembaruan"), name="kasus_musyawarah_pembaruan_sekali"),
            models.UniqueConstraint(fields=("musyawarah", "usulan"), name="kasus_musyawarah_usulan_sekali"),
        )
        indexes = (models.Index(fields=["keluarga"], name="kasus_musyawarah_keluarga"),)

    def __str__(self) -> str:
        return f"{self.musyawarah_id}: {self.keputusan or 'belum'}"

    @property
    def isi(self) -> Pembaruan | Usulan:
        satu = self.pembaruan or self.usulan
        assert satu is not None  # a constraint
        return satu


class PeringkatWarga(models.Model):
    """Where the session placed a family among those it discussed: 1 is the poorest, equals share a place.

    A signal beside the desil, never part of it.
    """

    id = models.BigAutoField(primary_key=True)
    musyawarah = models.ForeignKey(Musyawarah, on_delete=models.PROTECT, related_name="peringkat_warga")
    keluarga = models.ForeignKey(Keluarga, on_delete=models.PROTECT, related_name="+")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    tempat = models.PositiveSmallIntegerField("peringkat")
    dari = models.PositiveSmallIntegerField("banyak keluarga")

    class Meta:
        verbose_name = verbose_name_plural = "peringkat warga"
        ordering = ("tempat", "id")
        constraints = (
            models.UniqueConstraint(fields=("musyawarah", "keluarga"), name="peringkat_warga_sekali"),
            models.CheckConstraint(
                name="peringkat_warga_di_dalam", condition=Q(tempat__gte=1, tempat__lte=models.F("dari"))
            ),
        )
        indexes = (models.Index(fields=["keluarga"], name="peringkat_warga_keluarga"),)

    def __str__(self) -> str:
        return f"{self.tempat} dari {self.dari}"


class DokumenMusyawarah(models.Model):
    """The paper of a closed session or SPTJM as it was kept: two hashes, of its content and of its bytes.

    Of an SPTJM the signed scan lies beside it: `nama_pindai`, `tipe_pindai`, `ukuran_pindai` and its hash.
    """

    id = models.BigAutoField(primary_key=True)
    musyawarah = models.OneToOneField(Musyawarah, on_delete=models.PROTECT, related_name="dokumen")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    nama_berkas = models.CharField(max_length=32, unique=True, default=new_name, editable=False)
    ukuran = models.IntegerField("ukuran (byte)")
    jumlah_kasus = models.PositiveSmallIntegerField("banyak kasus")
    sidik_isi = models.CharField(max_length=64, db_collation="C")
    sidik_berkas = models.CharField(max_length=64, db_collation="C")
    nama_pindai = models.CharField(max_length=32, blank=True, editable=False)
    tipe_pindai = models.CharField(max_length=20, blank=True)
    ukuran_pindai = models.IntegerField(default=0)
    sidik_pindai = models.CharField(max_length=64, blank=True, db_collation="C")
    dibuat = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "dokumen musyawarah"

    def __str__(self) -> str:
        return f"Dokumen {self.pk}"

    @property
    def bukti_berkas(self) -> tuple[str, str, int, str]:
        """Name, type, size and hash of what the cases carry as evidence: the signed scan, or the berita acara."""
        if self.nama_pindai:
            return self.nama_pindai, self.tipe_pindai, self.ukuran_pindai, self.sidik_pindai
        return self.nama_berkas, "application/pdf", self.ukuran, self.sidik_berkas
