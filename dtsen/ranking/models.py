"""Scorecards, frozen inputs and runs. The results of a run are one partition of `ranking_hasil`."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dtsen.accounts.models import User

STATUS = {
    "dibuka": "Dibuka",
    "beku": "Data dibekukan",
    "dihitung": "Dihitung",
    "diperiksa": "Diperiksa",
    "gagal": "Gagal diperiksa",
    "terbit": "Terbit",
    "diganti": "Diganti",
    "batal": "Dibatalkan",
}
BASIS = {"jiwa": "Jiwa", "keluarga": "Keluarga"}
SEBAB = {
    "tetap": "Tidak berubah",
    "baru": "Belum pernah berperingkat",
    "data_berubah": "Data keluarga berubah",
    "pergeseran_penduduk": "Penduduk lain bergeser",
    "model": "Model skor berbeda",
    "tidak_diketahui": "Tidak diketahui",
}


class ModelSkor(models.Model):
    """A scorecard: data, not code (methods B.5). Never edited once a run has used it."""

    kode = models.CharField("kode", max_length=40, primary_key=True)
    judul = models.CharField("judul", max_length=120)
    isi = models.JSONField("isi")
    sidik = models.CharField("SHA-256 isi", max_length=64)
    aktif = models.BooleanField("dipakai sebagai bawaan", default=False)
    dimuat = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "model skor"
        constraints = (
            models.UniqueConstraint(
                fields=("aktif",),
                condition=Q(aktif=True),
                name="modelskor_satu_aktif",
                violation_error_message="Hanya satu model boleh menjadi bawaan.",
            ),
        )

    def __str__(self) -> str:
        return self.kode


class Beku(models.Model):
    """A frozen input: the scored facts of every active family at one moment; several runs may share it."""

    periode = models.CharField(max_length=7)
    tanggal_acuan = models.DateField("umur dihitung per tanggal")
    dibuat = models.DateTimeField(default=timezone.now)
    jumlah_keluarga = models.IntegerField(default=0)
    jumlah_jiwa = models.IntegerField(default=0)
    sidik = models.CharField("sidik isi", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "data beku"

    def __str__(self) -> str:
        return f"Data beku {self.periode} #{self.pk}"


class Run(models.Model):
    """One ranking of a periode: model, basis, frozen input, nine thresholds, report."""

    periode = models.CharField("periode", max_length=7)
    model = models.ForeignKey(ModelSkor, on_delete=models.PROTECT, related_name="run")
    basis = models.CharField("basis", max_length=8, default="jiwa", choices=list(BASIS.items()))
    algoritma = models.CharField("algoritma", max_length=20, default="desil.v1")
    beku = models.ForeignKey(Beku, on_delete=models.PROTECT, null=True, blank=True, related_name="run")
    status = models.CharField("status", max_length=10, default="dibuka", choices=list(STATUS.items()))
    ambang = ArrayField(models.BigIntegerField(null=True), default=list, size=9)
    rerata = models.JSONField("rerata poin setiap variabel", default=dict)
    laporan = models.JSONField("laporan pemeriksaan", default=dict)
    kemajuan = models.JSONField("kemajuan", default=dict)
    dimulai_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dimulai = models.DateTimeField(default=timezone.now)
    diterbitkan_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    diterbitkan = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "pemeringkatan"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="run_status_dikenal", condition=Q(status__in=list(STATUS))),
            models.CheckConstraint(name="run_basis_dikenal", condition=Q(basis__in=list(BASIS))),
            models.CheckConstraint(
                name="run_dua_orang",
                condition=Q(diterbitkan_oleh__isnull=True) | ~Q(diterbitkan_oleh=F("dimulai_oleh")),
                violation_error_message="Peringkat harus diterbitkan orang lain, bukan yang memulainya.",
            ),
            models.UniqueConstraint(
                fields=("periode",),
                condition=Q(status="terbit"),
                name="run_satu_terbit_per_periode",
                violation_error_message="Periode ini sudah punya peringkat terbit.",
            ),
            models.UniqueConstraint(
                fields=("periode",),
                condition=Q(status__in=("dibuka", "beku", "dihitung")),
                name="run_satu_berjalan_per_periode",
                violation_error_message="Pemeringkatan periode ini sudah dimulai dan belum selesai.",
            ),
        )

    def __str__(self) -> str:
        return f"Peringkat {self.periode} #{self.pk}"


class Hasil(models.Model):
    """Result of one family in one run. Partitioned by run: rows are written by SQL and never changed."""

    pk = models.CompositePrimaryKey("run_id", "keluarga_id")
    run = models.ForeignKey(Run, on_delete=models.DO_NOTHING, related_name="hasil", db_index=False)
    keluarga_id = models.BigIntegerField()
    kode_desa = models.CharField(max_length=10, db_collation="C")
    bobot = models.SmallIntegerField()
    skor = models.IntegerField(null=True)
    desil = models.SmallIntegerField(null=True)
    desil_sebelumnya = models.SmallIntegerField(null=True)
    sebab = models.CharField(max_length=20)
    alasan_kosong = models.CharField(max_length=20, blank=True)

    class Meta:
        managed = False
        db_table = "ranking_hasil"
        verbose_name = verbose_name_plural = "hasil peringkat"

    def __str__(self) -> str:
        return f"Hasil run {self.run_id} keluarga {self.keluarga_id}"
