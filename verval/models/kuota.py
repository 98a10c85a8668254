"""Quotas of programmes: how many seats, from which document, and what every kecamatan and desa gets."""

from __future__ import annotations

from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dtsen.accounts.models import User
from verval.kuota.apportion import METODE
from verval.models.program import AturanProgram, ProgramBansos

STATUS_KUOTA = {
    "dihitung": "Sedang dihitung",
    "draf": "Rancangan",
    "ditetapkan": "Ditetapkan",
    "gagal": "Tidak terbagi",
}
BELUM_TERBAGI = ("dihitung", "gagal")
"""Without a row for any region."""
DASAR = {
    "keluarga": "Keluarga sampai desil nasional tertentu",
    "jiwa": "Jiwa sampai desil nasional tertentu",
    "layak": "Yang memenuhi aturan program",
}
IKATAN = {"": "Menurut bagian", "minimum": "Terikat minimum", "maksimum": "Terikat maksimum"}


class Kuota(models.Model):
    """Seats of a programme for a year (`2027`) or a quarter (`2027-T1`), spread by `metode` over `dasar`.

    `desil_maks` belongs to the bases by desil, `aturan` to `layak`. `batas_sasaran`: no desa gets more than its base.
    `acuan` and `persen`: every desa stays within so many per cent of what it had there. Bases are counted once, on
    `hari`, in the background (`kemajuan`: the step, and since when; `galat`: why it came to nothing). `sidik` is the
    SHA-256 of everything the spread is reckoned from. `sisa` is what no desa could take, and `banding` what each
    method would give by kecamatan.
    """

    program = models.ForeignKey(ProgramBansos, on_delete=models.PROTECT, related_name="kuota", verbose_name="program")
    periode = models.CharField("periode", max_length=7, db_collation="C")
    jumlah = models.PositiveIntegerField("kuota")
    dokumen = models.CharField("dokumen sumber", max_length=160)
    dasar = models.CharField("dasar pembagian", max_length=10, choices=list(DASAR.items()))
    desil_maks = models.SmallIntegerField("sampai desil nasional", null=True, blank=True)
    aturan = models.ForeignKey(
        AturanProgram, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aturan"
    )
    metode = models.CharField("cara membagi", max_length=20, choices=list(METODE.items()))
    batas_sasaran = models.BooleanField("tidak melebihi jumlah sasaran", default=False)
    acuan = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kuota acuan"
    )
    persen = models.PositiveSmallIntegerField("perubahan paling banyak (persen)", null=True, blank=True)
    hari = models.DateField("sasaran dihitung pada")
    sidik = models.CharField("SHA-256 masukan", max_length=64, blank=True)
    sisa = models.PositiveIntegerField("tidak terbagi", default=0)
    banding = models.JSONField("perbandingan cara", default=dict, blank=True, editable=False)
    status = models.CharField("status", max_length=10, default="draf", choices=list(STATUS_KUOTA.items()))
    kemajuan = models.JSONField(default=dict, blank=True, editable=False)
    galat = models.CharField("sebab tidak terbagi", max_length=300, blank=True, editable=False)
    pembuat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="penyusun")
    penetap = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ditetapkan oleh"
    )
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    ditetapkan = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "kuota"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="kuota_status_dikenal", condition=Q(status__in=list(STATUS_KUOTA))),
            models.CheckConstraint(name="kuota_dasar_dikenal", condition=Q(dasar__in=list(DASAR))),
            models.CheckConstraint(name="kuota_metode_dikenal", condition=Q(metode__in=list(METODE))),
            models.CheckConstraint(
                name="kuota_periode",
                condition=Q(periode__regex=r"^\d{4}(-T[1-4])?$"),
                violation_error_message="Periode ditulis tahun (2027) atau triwulan (2027-T1).",
            ),
            models.CheckConstraint(
                name="kuota_dasar_lengkap",
                condition=Q(dasar="layak", aturan__isnull=False, desil_maks__isnull=True)
                | Q(dasar__in=["jiwa", "keluarga"], desil_maks__range=(1, 10), aturan__isnull=True),
                violation_error_message="Pilih desil tertinggi antara 1 dan 10, atau aturan program sebagai dasar.",
            ),
            models.CheckConstraint(
                name="kuota_acuan_lengkap",
                condition=Q(acuan__isnull=True, persen__isnull=True)
                | Q(acuan__isnull=False, persen__isnull=False, persen__lte=100),
                violation_error_message="Pilih kuota acuan dan perubahan paling banyak 0 sampai 100 persen.",
            ),
            models.CheckConstraint(
                name="kuota_dua_orang",
                condition=Q(status__in=["draf", *BELUM_TERBAGI], penetap__isnull=True)
                | (Q(status="ditetapkan", penetap__isnull=False) & ~Q(pembuat=F("penetap"))),
                violation_error_message="Kuota ditetapkan orang lain, bukan penyusunnya.",
            ),
            models.UniqueConstraint(
                fields=("program", "periode"), condition=Q(status="ditetapkan"), name="kuota_satu_per_periode",
                violation_error_message="Program ini sudah punya kuota yang ditetapkan untuk periode itu.",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Kuota {self.program_id} {self.periode}"

    @property
    def objek(self) -> str:
        return f"kuota:{self.pk}"

    @property
    def satuan(self) -> str:
        """What the base counts, in words."""
        if self.dasar == "layak" and self.aturan is not None:
            return "orang" if self.aturan.unit == "individu" else "keluarga"
        return "jiwa" if self.dasar == "jiwa" else "keluarga"

    @property
    def kalimat_dasar(self) -> str:
        """`Keluarga sampai desil nasional 4`; reads `aturan`, so join it for lists."""
        if self.dasar == "layak" and self.aturan is not None:
            return f"{self.satuan.capitalize()} yang memenuhi aturan {self.aturan.rentang}"
        return f"{self.satuan.capitalize()} sampai desil nasional {self.desil_maks}"


class KuotaWilayah(models.Model):
    """What one region comes with and gets; a kecamatan (6 digits) carries the sums of its desa (10 digits).

    `pembilang`/`penyebut` is the exact share of the whole quota. `minimum` and `maksimum` are those that somebody
    wrote, of a desa only; `ikatan` says which bound is why. No personal data.
    """

    id = models.BigAutoField(primary_key=True)
    kuota = models.ForeignKey(Kuota, on_delete=models.CASCADE, related_name="wilayah", db_index=False)
    kode = models.CharField("kode wilayah", max_length=10, db_collation="C")
    dasar = models.PositiveIntegerField("sasaran")
    tanpa_desil = models.PositiveIntegerField("belum ada desil", default=0)
    minimum = models.PositiveIntegerField("minimum", default=0)
    maksimum = models.PositiveIntegerField("maksimum", null=True, blank=True)
    pembilang = models.BigIntegerField(default=0)
    penyebut = models.BigIntegerField(default=1)
    kursi = models.PositiveIntegerField("kuota", default=0)
    ikatan = models.CharField("ikatan", max_length=10, blank=True, choices=list(IKATAN.items()))

    class Meta:
        verbose_name = verbose_name_plural = "kuota wilayah"
        ordering = ("kode",)
        constraints = (
            models.UniqueConstraint(fields=("kuota", "kode"), name="kuotawilayah_sekali"),
            models.CheckConstraint(name="kuotawilayah_kode", condition=Q(kode__regex=r"^(\d{6}|\d{10})$")),
            models.CheckConstraint(name="kuotawilayah_ikatan_dikenal", condition=Q(ikatan__in=list(IKATAN))),
            models.CheckConstraint(name="kuotawilayah_penyebut", condition=Q(penyebut__gt=0)),
            models.CheckConstraint(
                name="kuotawilayah_batas_urut",
                condition=Q(maksimum__isnull=True) | Q(maksimum__gte=F("minimum")),
                violation_error_message="Maksimum tidak boleh di bawah minimum.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kuota_id} {self.kode}"

    @property
    def tepat(self) -> Fraction:
        """The exact share."""
        return Fraction(self.pembilang, self.penyebut)

    @property
    def tepat_desimal(self) -> float:
        """The same for the eye."""
        return float(self.tepat)

    @property
    def selisih(self) -> float:
        """Seats above (or below) the exact share; rounded for the eye only."""
        return float(self.kursi - self.tepat)

    @property
    def per_seratus(self) -> float | None:
        """Seats per 100 of the base."""
        return 100 * self.kursi / self.dasar if self.dasar else None
