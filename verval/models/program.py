"""Aid programmes and their dated rules: who may be proposed, by which decree, from when."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.lib.tampil import rupiah
from verval.querysets import AturanQuerySet
from verval.syarat import check_syarat

UNIT = {"keluarga": "Keluarga", "individu": "Orang"}
PENERIMA = {"kepala_pasangan": "Kepala keluarga atau istri/suaminya", "anggota": "Setiap anggota keluarga"}
TINGKAT = {"nasional": "Desil nasional"}
STATUS_ATURAN = {"aktif": "Berlaku", "draf": "Rancangan"}
KOMPONEN = {
    "hamil": "Ibu hamil atau nifas",
    "anak_usia_dini": "Anak usia dini",
    "sd": "Anak SD sederajat",
    "smp": "Anak SMP sederajat",
    "sma": "Anak SMA sederajat",
    "lansia": "Lanjut usia",
    "disabilitas_berat": "Penyandang disabilitas berat",
}
PENYELENGGARA = {"pusat": "Pemerintah pusat", "kabupaten": "Kabupaten Kutai Kartanegara", "desa": "Pemerintah desa"}
TIAP = {"bulan": "sebulan", "triwulan": "tiap tiga bulan", "tahun": "setahun", "sekali": "sekali"}
CARA = {"fakta": "Dari fakta", "keberadaan": "Dari keberadaan", "manual": "Dicatat petugas"}
SIAPA = {"penerima": "Yang diusulkan", "lain": "Anggota keluarga yang lain", "anggota": "Setiap anggota keluarga"}


class ProgramBansos(models.Model):
    """An aid programme. `lewat_usulan`: proposals for it go through this application."""

    kode = models.CharField("kode", max_length=20, primary_key=True, db_collation="C")
    nama = models.CharField("nama", max_length=80)
    singkatan = models.CharField("singkatan", max_length=20)
    keterangan = models.TextField("keterangan", blank=True)
    penyelenggara = models.CharField(
        "penyelenggara", max_length=10, default="pusat", choices=list(PENYELENGGARA.items())
    )
    lewat_usulan = models.BooleanField("diusulkan lewat aplikasi ini", default=False)
    urut = models.SmallIntegerField("urutan tampil", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "program bansos"
        ordering = ("urut", "kode")
        constraints = (
            models.CheckConstraint(
                name="program_penyelenggara_dikenal", condition=Q(penyelenggara__in=list(PENYELENGGARA))
            ),
        )

    def __str__(self) -> str:
        return self.singkatan


class AturanProgram(models.Model):
    """A rule of a programme from a date on. Never edited once a proposal refers to it: add a new row.

    `unit` says what is counted (one family or one person), `penerima` who may be named as recipient. `tunai` programmes
    share one proposal a family and month, `satu_per_nik` programmes one a person and month. Whose family receives a
    programme in `tidak_bersama` (codes) is refused (docs/adr/0036). A rule with rows of `komponen` needs a living
    member who is one of them (of a rule for persons: the person). A draft has been announced or is being
    considered; it is in force once a second person has confirmed it. `nominal` is in rupiah, `tiap` a period;
    amounts of components stand on them. `histeresis` (local programmes, methods B.6): who receives leaves at two
    desil above the range, or at one above it in two versions running. `sumber_lemah`: known from one report only.
    """

    program = models.ForeignKey(ProgramBansos, on_delete=models.PROTECT, related_name="aturan", verbose_name="program")
    tingkat = models.CharField("tingkat desil", max_length=10, default="nasional", choices=list(TINGKAT.items()))
    desil_min = models.SmallIntegerField("desil terendah", default=1)
    desil_maks = models.SmallIntegerField("desil tertinggi")
    boleh_asesmen = models.BooleanField("atau berdasar asesmen", default=False)
    unit = models.CharField("satuan", max_length=10, choices=list(UNIT.items()))
    penerima = models.CharField("yang boleh diusulkan", max_length=20, choices=list(PENERIMA.items()))
    tunai = models.BooleanField("bantuan tunai: satu usulan per keluarga sebulan", default=False)
    satu_per_nik = models.BooleanField("satu usulan per NIK sebulan", default=False)
    tidak_bersama = ArrayField(
        models.CharField(max_length=20), verbose_name="tidak untuk penerima program", default=list, blank=True
    )
    nominal = models.PositiveIntegerField("nominal (rupiah)", null=True, blank=True)
    tiap = models.CharField("dibayar", max_length=10, blank=True, choices=list(TIAP.items()))
    komponen_maks = models.PositiveSmallIntegerField("paling banyak orang yang dihitung", null=True, blank=True)
    histeresis = models.BooleanField("penerima lama bertahan satu desil di atas batas", default=False)
    sumber_lemah = models.BooleanField("sumber lemah", default=False)
    catatan = models.CharField("catatan", max_length=300, blank=True)
    dasar_hukum = models.CharField("dasar hukum", max_length=120)
    berlaku_dari = models.DateField("berlaku dari")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    status = models.CharField("status", max_length=10, default="draf", choices=list(STATUS_ATURAN.items()))
    pembuat = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pembuat"
    )
    pengesah = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pengesah"
    )
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    disahkan = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AturanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "aturan program"
        ordering = ("program", "-berlaku_dari")
        constraints = (
            models.CheckConstraint(name="aturan_status_dikenal", condition=Q(status__in=list(STATUS_ATURAN))),
            models.CheckConstraint(name="aturan_tingkat_dikenal", condition=Q(tingkat__in=list(TINGKAT))),
            models.CheckConstraint(name="aturan_unit_dikenal", condition=Q(unit__in=list(UNIT))),
            models.CheckConstraint(name="aturan_penerima_dikenal", condition=Q(penerima__in=list(PENERIMA))),
            models.CheckConstraint(
                name="aturan_desil_urut",
                condition=Q(desil_min__gte=1, desil_maks__lte=10, desil_min__lte=F("desil_maks")),
                violation_error_message="Desil antara 1 dan 10, yang terendah lebih dahulu.",
            ),
            models.CheckConstraint(
                name="aturan_tanggal_urut",
                condition=Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=F("berlaku_dari")),
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal mulai.",
            ),
            models.UniqueConstraint(
                fields=("program", "berlaku_dari"),
                condition=Q(status="aktif"),
                name="aturan_satu_per_tanggal",
                violation_error_message="Program ini sudah punya aturan yang mulai berlaku pada tanggal itu.",
            ),
            ExclusionConstraint(
                name="aturan_tidak_tumpang",
                expressions=[
                    ("program", RangeOperators.EQUAL),
                    (
                        Func(
                            "berlaku_dari",
                            "berlaku_sampai",
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(status="aktif"),
                violation_error_message="Pada tanggal itu sudah ada aturan lain yang berlaku. Ubah tanggalnya.",
            ),
            models.CheckConstraint(name="aturan_tiap_dikenal", condition=Q(tiap__in=["", *TIAP])),
            models.CheckConstraint(
                name="aturan_nominal_bertiap",
                condition=Q(nominal__isnull=True) | ~Q(tiap=""),
                violation_error_message="Tulis juga tiap kapan nominal itu dibayar.",
            ),
            models.CheckConstraint(
                name="aturan_dua_orang",
                condition=~Q(pembuat=F("pengesah")),
                violation_error_message="Aturan disahkan orang lain, bukan pembuatnya.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.program_id} {self.rentang}"

    @property
    def rentang(self) -> str:
        """`desil 1–4`."""
        if (self.desil_min, self.desil_maks) == (1, 10):
            return "semua desil"
        if self.desil_min == self.desil_maks:
            return f"desil {self.desil_min}"
        return f"desil {self.desil_min}–{self.desil_maks}"

    @property
    def bayaran(self) -> str:
        """`Rp200.000 sebulan`, blank where the rule names no amount of its own."""
        return f"{rupiah(self.nominal)} {self.get_tiap_display()}" if self.nominal is not None else ""

    @property
    def nama_tidak_bersama(self) -> list[str]:
        """The programmes whose recipients this rule leaves out, as they are called."""
        milik = ProgramBansos.objects.filter(pk__in=self.tidak_bersama)
        return list(milik.values_list("singkatan", flat=True)) if self.tidak_bersama else []

    @property
    def kalimat(self) -> str:
        """The rule in one sentence; reads `komponen`, so prefetch it for lists."""
        siapa = "Keluarga" if self.unit == "keluarga" else "Orang dari keluarga"
        bagian = [f"{siapa} {self.rentang}"]
        if self.boleh_asesmen:
            bagian[0] += " atau menurut asesmen"
        komponen = [satu.get_kode_display().lower() for satu in self.komponen.all()]
        if komponen:
            bagian.append(f"dengan {' atau '.join(komponen)}" if len(komponen) < 3 else "dengan salah satu komponen")
        if self.bayaran:
            bagian.append(self.bayaran)
        return ", ".join(bagian) + "."


class KomponenAturan(models.Model):
    """A component that a rule counts: a living member of that age (whole years, both ends included) and condition."""

    aturan = models.ForeignKey(AturanProgram, on_delete=models.PROTECT, related_name="komponen", verbose_name="aturan")
    kode = models.CharField("komponen", max_length=20, choices=list(KOMPONEN.items()))
    usia_min = models.SmallIntegerField("usia terendah (tahun)", null=True, blank=True)
    usia_maks = models.SmallIntegerField("usia tertinggi (tahun)", null=True, blank=True)
    syarat = models.JSONField("syarat", default=list, blank=True, validators=[check_syarat])
    nominal_tahun = models.PositiveIntegerField("nominal setahun (rupiah)", null=True, blank=True)
    maks_orang = models.PositiveSmallIntegerField("paling banyak orang", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "komponen aturan"
        ordering = ("aturan", "id")
        constraints = (
            models.CheckConstraint(name="komponen_dikenal", condition=Q(kode__in=list(KOMPONEN))),
            models.CheckConstraint(
                name="komponen_bersyarat",
                condition=Q(usia_min__isnull=False) | Q(usia_maks__isnull=False) | ~Q(syarat=[]),
                violation_error_message="Tulis usia atau syarat komponen ini.",
            ),
            models.UniqueConstraint(fields=("aturan", "kode"), name="komponen_satu_per_aturan"),
        )

    def __str__(self) -> str:
        return f"{self.aturan_id} {self.kode}"

    @property
    def nominal_tahap(self) -> int | None:
        """Rupiah of one three-month stage."""
        return None if self.nominal_tahun is None else self.nominal_tahun // 4


class KelompokTidakLayak(models.Model):
    """One of the groups that Kemensos excludes from PKH, Sembako and PBI-JK; `cara` is how it is recognised.

    `fakta`: by the condition on the rule (LaranganAturan). `keberadaan`: by the check of the recipient, which every
    programme has. `manual`: only by a row of PengecualianPenerima.
    """

    nomor = models.SmallIntegerField("nomor", primary_key=True)
    nama = models.CharField("kelompok", max_length=120)
    cara = models.CharField("cara dikenali", max_length=10, choices=list(CARA.items()))

    class Meta:
        verbose_name = verbose_name_plural = "kelompok tidak layak"
        ordering = ("nomor",)
        constraints = (models.CheckConstraint(name="kelompok_cara_dikenal", condition=Q(cara__in=list(CARA))),)

    def __str__(self) -> str:
        return self.nama


class LaranganAturan(models.Model):
    """A group that a rule refuses: in whom it is looked for, and by which condition."""

    aturan = models.ForeignKey(AturanProgram, on_delete=models.PROTECT, related_name="larangan", verbose_name="aturan")
    kelompok = models.ForeignKey(
        KelompokTidakLayak, on_delete=models.PROTECT, related_name="larangan", verbose_name="kelompok"
    )
    siapa = models.CharField("dicari pada", max_length=10, choices=list(SIAPA.items()))
    syarat = models.JSONField("syarat", validators=[check_syarat])

    class Meta:
        verbose_name = verbose_name_plural = "larangan aturan"
        ordering = ("aturan", "kelompok")
        constraints = (
            models.CheckConstraint(name="larangan_siapa_dikenal", condition=Q(siapa__in=list(SIAPA))),
            models.CheckConstraint(name="larangan_bersyarat", condition=~Q(syarat=[])),
            models.UniqueConstraint(fields=("aturan", "kelompok"), name="larangan_satu_per_aturan"),
        )

    def __str__(self) -> str:
        return f"{self.aturan_id} {self.kelompok_id}"
