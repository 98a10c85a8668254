"""Visits: one family, one visitor, what was seen there; and the drawn samples that some of them belong to."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts.models import Penugasan, User
from dtsen.registry.fakta import INDIVIDU, KELUARGA, Fakta
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.values import tulis
from dtsen.wilayah.models import Wilayah
from verval.kunjungan.alur import LABEL, TERBUKA
from verval.kunjungan.daftar import DITEMUI, PENILAIAN, PUTUSAN, SEBAB
from verval.models.pembaruan import Pembaruan
from verval.models.program import ProgramBansos
from verval.models.usulan import Usulan
from verval.querysets import KunjunganQuerySet


class SampelKunjungan(models.Model):
    """A simple random sample of families: `banyak` of the `kerangka` families of the frame, drawn by `benih`.

    Every family of the frame had the probability banyak / kerangka. `sidik` is the SHA-256 of the frame's ids in
    ascending order: with the same frame the same seed draws the same families.
    """

    id = models.BigAutoField(primary_key=True)
    judul = models.CharField("judul", max_length=100)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    desil_dari = models.SmallIntegerField("desil nasional dari", null=True, blank=True)
    desil_sampai = models.SmallIntegerField("desil nasional sampai", null=True, blank=True)
    versi = models.CharField("versi desil resmi", max_length=7, blank=True)
    program = models.ForeignKey(
        ProgramBansos, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="penerima"
    )
    kerangka = models.IntegerField("keluarga dalam kerangka")
    banyak = models.IntegerField("keluarga terpilih")
    benih = models.BigIntegerField("benih acak")
    sidik = models.CharField(max_length=64, db_collation="C")
    pembuat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "sampel kunjungan"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="sampel_dari_kerangka",
                condition=Q(banyak__gte=1, banyak__lte=models.F("kerangka")),
                violation_error_message="Keluarga terpilih paling banyak sebesar kerangkanya.",
            ),
            models.CheckConstraint(
                name="sampel_desil_urut",
                condition=Q(desil_dari__isnull=True, desil_sampai__isnull=True)
                | Q(desil_dari__range=(1, 10), desil_sampai__range=(1, 10), desil_sampai__gte=models.F("desil_dari")),
                violation_error_message="Desil dari 1 sampai 10, dari yang kecil ke yang besar.",
            ),
        )

    def __str__(self) -> str:
        return self.judul

    @property
    def objek(self) -> str:
        return f"sampelkunjungan:{self.pk}"

    @property
    def bobot(self) -> float:
        """Families of the frame that one drawn family stands for."""
        return self.kerangka / self.banyak


class Kunjungan(models.Model):
    """One visit. `kode_desa` repeats the family's for the scope; `penugasan_ke` counts who holds it.

    Answers name the `penugasan_ke` under which they were fetched: those of a visit that was handed on are refused.
    """

    JENIS = "kunjungan"

    id = models.BigAutoField(primary_key=True)
    keluarga = models.ForeignKey(Keluarga, on_delete=models.PROTECT, related_name="kunjungan", verbose_name="keluarga")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    sampel = models.ForeignKey(
        SampelKunjungan, on_delete=models.PROTECT, null=True, blank=True, related_name="kunjungan"
    )
    pembaruan = models.ForeignKey(Pembaruan, on_delete=models.PROTECT, null=True, blank=True, related_name="kunjungan")
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, null=True, blank=True, related_name="kunjungan")
    penugasan = models.ForeignKey(Penugasan, on_delete=models.PROTECT, related_name="+", verbose_name="penugasan")
    petugas = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="yang berkunjung")
    penugasan_ke = models.SmallIntegerField(default=1, editable=False)
    pembuat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="yang menugaskan")
    batas = models.DateField("paling lambat")
    pesan = models.CharField("pesan untuk yang berkunjung", max_length=500, blank=True)
    status = models.CharField("status", max_length=20, default="ditugaskan", choices=list(LABEL.items()))
    alasan = models.CharField("alasan", max_length=500, blank=True)
    ditemui = models.CharField("yang ditemui", max_length=12, blank=True, choices=list(DITEMUI.items()))
    sebab = models.CharField("sebab tidak ditemukan", max_length=12, blank=True, choices=list(SEBAB.items()))
    catatan = models.TextField("catatan", blank=True)
    kriteria = models.JSONField("sembilan kriteria 262/HUK/2022", default=dict, blank=True)
    layak = models.BooleanField("memenuhi kriteria", null=True, blank=True)
    penilaian = models.CharField("penilaian", max_length=12, blank=True, choices=list(PENILAIAN.items()))
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    diisi = models.DateTimeField("terakhir diterima", null=True, blank=True)
    dikunjungi = models.DateTimeField("waktu di lapangan", null=True, blank=True)
    selesai = models.DateTimeField(null=True, blank=True)
    peninjau = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ditinjau = models.DateTimeField(null=True, blank=True)

    objects = KunjunganQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "kunjungan"
        constraints = (
            models.CheckConstraint(name="kunjungan_status_dikenal", condition=Q(status__in=list(LABEL))),
            models.CheckConstraint(name="kunjungan_ditemui_dikenal", condition=Q(ditemui__in=["", *DITEMUI])),
            models.CheckConstraint(name="kunjungan_sebab_dikenal", condition=Q(sebab__in=["", *SEBAB])),
            models.CheckConstraint(name="kunjungan_penilaian_dikenal", condition=Q(penilaian__in=["", *PENILAIAN])),
            models.CheckConstraint(
                name="kunjungan_satu_kasus", condition=Q(pembaruan__isnull=True) | Q(usulan__isnull=True)
            ),
            models.CheckConstraint(
                name="kunjungan_nihil_bersebab",
                condition=~Q(status="tidak_ditemukan") | ~Q(sebab=""),
                violation_error_message="Pilih sebab keluarga tidak ditemukan.",
            ),
            models.UniqueConstraint(
                fields=("keluarga", "petugas"),
                condition=Q(status__in=list(TERBUKA)),
                name="kunjungan_satu_terbuka",
                violation_error_message="Orang ini sudah punya kunjungan ke keluarga itu yang belum ditinjau.",
            ),
            models.UniqueConstraint(fields=("sampel", "keluarga"), name="kunjungan_sampel_sekali"),
        )
        indexes = (
            models.Index(fields=["petugas", "batas"], name="kunjungan_petugas", condition=Q(status__in=list(TERBUKA))),
            models.Index(fields=["kode_desa", "-id"], name="kunjungan_desa"),
        )

    def __str__(self) -> str:
        return f"Kunjungan {self.pk}"

    @property
    def objek(self) -> str:
        """How trail and tasks name it."""
        return f"kunjungan:{self.pk}"

    @property
    def kasus(self) -> Pembaruan | Usulan | None:
        """The case under examination that it was made for."""
        return self.pembaruan or self.usulan

    @property
    def sisa_hari(self) -> int:
        """Days until it is due; negative once it is late."""
        return (self.batas - timezone.localdate()).days


class JawabanKunjungan(models.Model):
    """One fact as it was seen. `dasar` is what the telephone showed, `nilai` what was found there.

    `bentrok`: the registry had already changed when the answer arrived (`registri` is what it said then), so that the
    reviewer decides. Values are in JSON form, dates as ISO text.
    """

    id = models.BigAutoField(primary_key=True)
    kunjungan = models.ForeignKey(Kunjungan, on_delete=models.CASCADE, related_name="jawaban")
    individu = models.ForeignKey(Individu, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fakta = models.CharField(max_length=60)
    dasar = models.JSONField(null=True)
    nilai = models.JSONField(null=True)
    registri = models.JSONField(null=True)
    bentrok = models.BooleanField(default=False)
    putusan = models.CharField(max_length=8, blank=True, choices=list(PUTUSAN.items()))
    pembaruan = models.ForeignKey(Pembaruan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pesan = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "jawaban kunjungan"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="jawaban_putusan_dikenal", condition=Q(putusan__in=["", *PUTUSAN])),
            models.UniqueConstraint(
                fields=("kunjungan", "individu", "fakta"), nulls_distinct=False, name="jawaban_satu_per_fakta"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kunjungan_id}: {self.fakta}"

    @property
    def tentang(self) -> Fakta:
        return (INDIVIDU if self.individu_id else KELUARGA)[self.fakta]

    def _written(self, nilai: Any) -> str:
        return tulis(self.tentang, nilai)

    @property
    def tulisan_dasar(self) -> str:
        return self._written(self.dasar)

    @property
    def tulisan_nilai(self) -> str:
        return self._written(self.nilai)
