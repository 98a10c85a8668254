"""An objection, its reporter kept apart, and its hops."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.registry.models import Individu, Keluarga
from verval.alur_sanggah import AKHIR, JENIS, LABEL, NAIK_HARI, SEMUA_ALASAN
from verval.models.bukti import new_name
from verval.models.kasus import new_code
from verval.models.kunjungan import Kunjungan
from verval.models.program import ProgramBansos

JALUR = {"publik": "Halaman publik", "kantor": "Kantor"}


class Sanggah(models.Model):
    """One objection. `nama`, `rt`, `rw` and `kode_desa` say as typed who is meant; `keluarga` is who that turned out
    to be: matched by hand, from then on where `individu`, its head on that day, is. `kode_desa` stays what was said,
    since that is whose office decides. `sewarga`: the reporter's NIK stands in the registry of that desa; NULL where
    none was given.

    `eskalasi` counts how far up it went (0, 1 after 10 days, 2 after 14). Nothing closes it but a decision.
    """

    id = models.BigAutoField(primary_key=True)
    kode_lacak = models.CharField(max_length=9, unique=True, default=new_code, editable=False, db_collation="C")
    jenis = models.CharField("isi sanggahan", max_length=25, choices=list(JENIS.items()))
    program = models.ForeignKey(
        ProgramBansos, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="program"
    )
    jalur = models.CharField("jalur", max_length=10, choices=list(JALUR.items()))
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    nama = models.CharField("nama yang disanggah", max_length=100)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    uraian = models.TextField("uraian", max_length=2000)
    sewarga = models.BooleanField("pelapor warga desa yang sama", null=True, blank=True)
    berkas = models.CharField(max_length=32, unique=True, default=new_name, editable=False)
    berfoto = models.BooleanField(default=False, editable=False)
    lat = models.DecimalField("lintang", max_digits=9, decimal_places=6, null=True, blank=True)
    lon = models.DecimalField("bujur", max_digits=9, decimal_places=6, null=True, blank=True)
    keluarga = models.ForeignKey(
        Keluarga, on_delete=models.PROTECT, null=True, blank=True, related_name="sanggah", verbose_name="keluarga"
    )
    individu = models.ForeignKey(
        Individu, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kepala keluarga"
    )
    kunjungan = models.ForeignKey(
        Kunjungan, on_delete=models.PROTECT, null=True, blank=True, related_name="sanggah", verbose_name="kunjungan"
    )
    status = models.CharField("status", max_length=20, default="diterima", choices=list(LABEL.items()))
    eskalasi = models.SmallIntegerField("naik", default=0)
    pembuat = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dicatat oleh"
    )
    pemutus = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diputus oleh"
    )
    diajukan = models.DateTimeField(default=timezone.now, editable=False)
    diputus = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "sanggahan"
        constraints = (
            models.CheckConstraint(name="sanggah_jenis_dikenal", condition=Q(jenis__in=list(JENIS))),
            models.CheckConstraint(name="sanggah_jalur_dikenal", condition=Q(jalur__in=list(JALUR))),
            models.CheckConstraint(name="sanggah_status_dikenal", condition=Q(status__in=list(LABEL))),
            models.CheckConstraint(name="sanggah_eskalasi", condition=Q(eskalasi__range=(0, len(NAIK_HARI)))),
            models.CheckConstraint(
                name="sanggah_terbukti_dikunjungi",
                condition=~Q(status="terbukti") | Q(keluarga__isnull=False, kunjungan__isnull=False),
                violation_error_message="Sanggahan terbukti hanya dengan kunjungan ke keluarganya.",
            ),
            models.CheckConstraint(
                name="sanggah_berputusan",
                condition=Q(status__in=sorted(AKHIR), pemutus__isnull=False, diputus__isnull=False)
                | (~Q(status__in=sorted(AKHIR)) & Q(pemutus__isnull=True, diputus__isnull=True)),
            ),
            models.CheckConstraint(
                name="sanggah_titik_utuh",
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                violation_error_message="Titik lokasi harus lengkap: lintang dan bujur.",
            ),
        )
        indexes = (models.Index(fields=["kode_desa", "status", "diajukan"], name="sanggah_desa"),)

    def __str__(self) -> str:
        return f"Sanggahan {self.pk}"

    @property
    def objek(self) -> str:
        return f"sanggah:{self.pk}"

    @property
    def hari_ke(self) -> int:
        return (timezone.localdate() - timezone.localdate(self.diajukan)).days

    @property
    def tenggat(self) -> date:
        return timezone.localdate(self.diajukan) + timedelta(days=NAIK_HARI[-1])

    @property
    def terbuka(self) -> bool:
        return self.status not in AKHIR

    @property
    def lewat(self) -> bool:
        return self.terbuka and timezone.localdate() > self.tenggat


class PelaporSanggah(models.Model):
    """Who reported. Role aplikasi may write a row and not read it: the SQL function `verval_pelapor` (migration 0171)
    gives one to whoever has said why."""

    sanggah = models.OneToOneField(
        Sanggah, on_delete=models.PROTECT, primary_key=True, related_name="pelapor", verbose_name="sanggahan"
    )
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    nama = models.CharField("nama", max_length=100)
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    kontak = models.CharField("telepon atau surel", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "pelapor sanggahan"
        constraints = (models.CheckConstraint(name="pelapor_nik", condition=Q(nik__regex=r"^\d{16}$")),)

    def __str__(self) -> str:
        return f"Pelapor sanggahan {self.pk}"


class LangkahSanggah(models.Model):
    """One hop; without `pelaku` the program took it, or a resident filed. Append-only."""

    id = models.BigAutoField(primary_key=True)
    sanggah = models.ForeignKey(Sanggah, on_delete=models.PROTECT, related_name="langkah")
    aksi = models.CharField("langkah", max_length=20)
    ke = models.CharField("menjadi", max_length=20, choices=list(LABEL.items()))
    alasan = models.TextField("alasan", blank=True)
    alasan_kode = models.CharField(
        "alasan bagi pelapor", max_length=20, blank=True, choices=list(SEMUA_ALASAN.items()), db_collation="C"
    )
    pelaku = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    waktu = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "langkah sanggahan"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="langkahsanggah_ke_dikenal", condition=Q(ke__in=list(LABEL))),
            models.CheckConstraint(
                name="langkahsanggah_alasan_dikenal", condition=Q(alasan_kode__in=["", *SEMUA_ALASAN])
            ),
        )

    def __str__(self) -> str:
        return f"{self.aksi} {self.ke}"

    @property
    def kode_kabar(self) -> str:
        """By which code the reporter is told of it (`TemplatPesan.kode`)."""
        return {"kunjungi": "dikunjungi", "naikkan": "terlambat"}.get(self.aksi, self.ke)
