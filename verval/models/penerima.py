"""Who receives which programme in which month, and the files that say so."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.registry.models import Individu, Keluarga
from verval.bulan import label_bulan
from verval.models.program import UNIT, ProgramBansos
from verval.querysets import PenerimaQuerySet

LANCAR = {
    "aktif": "Aktif",
    "salur": "Salur",
    "proses_spm": "Proses SPM",
    "si": "SI (standing instruction)",
    "omspan": "OMSPAN",
}
TERTAHAN = {
    "gagal_omspan": "Gagal OMSPAN",
    "gagal_cek_rekening": "Gagal cek rekening",
    "gagal_burekol": "Gagal burekol",
    "tidak_transaksi": "Tidak transaksi",
}
DIKELUARKAN = {
    "exclude": "Exclude",
    "exclude_pekerjaan": "Exclude pekerjaan",
    "exclude_tidak_layak": "Exclude tidak layak daerah",
    "exclude_meninggal": "Exclude meninggal",
    "salah_guna": "Bansos tidak dipergunakan sesuai peruntukan",
}
STATUS_PENERIMA = LANCAR | TERTAHAN | DIKELUARKAN
"""The twelve statuses of SIKS-NG (domain §4.6), and the two that say that nothing is wrong."""
STATUS_BERKAS = {"siap": "Menunggu disahkan", "diterapkan": "Diterapkan", "dibatalkan": "Dibatalkan"}
KEADAAN_BARIS = {
    "cocok_nik": "Cocok menurut NIK",
    "cocok_kk": "Cocok menurut No KK",
    "tidak_cocok": "Tidak ada di registri",
    "ganda": "Baris berulang",
    "salah": "Isinya salah",
}
COCOK = ("cocok_nik", "cocok_kk")


class BerkasPenerima(models.Model):
    """One file of recipients of a programme and month. It is read and not kept; `hitungan` holds the counts of
    `KEADAAN_BARIS`, `dibaca`, and once applied `baru`, `berubah`, `sama`."""

    program = models.ForeignKey(ProgramBansos, on_delete=models.PROTECT, related_name="berkas", verbose_name="program")
    bulan = models.CharField("bulan", max_length=7, db_collation="C")
    sidik = models.CharField("SHA-256", max_length=64)
    status = models.CharField("status", max_length=10, default="siap", choices=list(STATUS_BERKAS.items()))
    hitungan = models.JSONField("hitungan", default=dict)
    pembuat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="pengunggah")
    pengesah = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="disahkan oleh"
    )
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    diputuskan = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "berkas penerima"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="berkaspenerima_status_dikenal", condition=Q(status__in=list(STATUS_BERKAS))),
            models.CheckConstraint(name="berkaspenerima_bulan", condition=Q(bulan__regex=r"^\d{4}-(0[1-9]|1[0-2])$")),
            models.CheckConstraint(
                name="berkaspenerima_dua_orang",
                condition=~Q(status="diterapkan") | ~Q(pembuat=F("pengesah")),
                violation_error_message="Berkas disahkan orang lain, bukan pengunggahnya.",
            ),
            models.UniqueConstraint(
                fields=("sidik",), condition=~Q(status="dibatalkan"), name="berkaspenerima_sekali",
                violation_error_message="Berkas ini sudah pernah diunggah.",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Berkas penerima {self.pk}"

    @property
    def objek(self) -> str:
        return f"berkas_penerima:{self.pk}"

    @property
    def label_bulan(self) -> str:
        return label_bulan(self.bulan)

    @property
    def cocok(self) -> int:
        """Rows that will be, or have been, written."""
        return sum(self.hitungan.get(satu, 0) for satu in COCOK)

    @property
    def sisa(self) -> int:
        """Rows that are not written: unmatched, repeated or wrong."""
        return int(self.hitungan.get("dibaca", 0)) - self.cocok


class BarisPenerima(models.Model):
    """A row of a file. Those that match wait here until the file is applied, with ids instead of numbers.

    Those that do not match stay, with what they carry, so that they can be found once the person is registered; their
    `kode_desa` is the code of the kabupaten, which only a scope over the whole kabupaten holds.
    """

    id = models.BigAutoField(primary_key=True)
    berkas = models.ForeignKey(BerkasPenerima, on_delete=models.PROTECT, related_name="baris_penerima", db_index=False)
    baris = models.IntegerField("baris dalam berkas")
    nik = models.CharField("NIK", max_length=16, blank=True, db_collation="C")
    nomor_kk = models.CharField("No KK", max_length=16, blank=True, db_collation="C")
    nama = models.CharField("nama", max_length=100, blank=True)
    keluarga = models.ForeignKey(
        Keluarga, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    individu = models.ForeignKey(
        Individu, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    status = models.CharField("status", max_length=20, blank=True, choices=list(STATUS_PENERIMA.items()))
    nominal = models.PositiveIntegerField("nominal", null=True, blank=True)
    keadaan = models.CharField("keadaan", max_length=15, choices=list(KEADAAN_BARIS.items()))
    pesan = models.CharField("keterangan", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "baris penerima"
        ordering = ("baris",)
        constraints = (
            models.CheckConstraint(name="barispenerima_keadaan", condition=Q(keadaan__in=list(KEADAAN_BARIS))),
            models.CheckConstraint(name="barispenerima_status", condition=Q(status__in=["", *STATUS_PENERIMA])),
            models.CheckConstraint(
                name="barispenerima_cocok_berkeluarga",
                condition=~Q(keadaan__in=COCOK) | Q(keluarga__isnull=False, nik="", nomor_kk="", nama=""),
            ),
            models.UniqueConstraint(fields=("berkas", "baris"), name="barispenerima_sekali"),
        )

    def __str__(self) -> str:
        return f"Baris {self.baris}"


class Penerima(models.Model):
    """A family or person that a programme named in a month. `keluarga` and `kode_desa` follow moves.

    `unit` as in the rule: of a family there is one row a programme and month, named after `individu` where the file
    told one; of a person one row a programme and month. `nominal` in rupiah as the file says, NULL where it does not.
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(
        ProgramBansos, on_delete=models.PROTECT, related_name="penerima", verbose_name="program", db_index=False
    )
    bulan = models.CharField("bulan", max_length=7, db_collation="C")
    unit = models.CharField("satuan", max_length=10, choices=list(UNIT.items()))
    keluarga = models.ForeignKey(
        Keluarga, on_delete=models.PROTECT, related_name="penerima", verbose_name="keluarga", db_index=False
    )
    individu = models.ForeignKey(
        Individu, on_delete=models.PROTECT, null=True, blank=True, related_name="penerima", verbose_name="atas nama"
    )
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    status = models.CharField("status", max_length=20, choices=list(STATUS_PENERIMA.items()))
    nominal = models.PositiveIntegerField("nominal (rupiah)", null=True, blank=True)
    berkas = models.ForeignKey(
        BerkasPenerima, on_delete=models.PROTECT, related_name="penerima", verbose_name="berkas", db_index=False
    )

    objects = PenerimaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "penerima"
        constraints = (
            models.CheckConstraint(name="penerima_status_dikenal", condition=Q(status__in=list(STATUS_PENERIMA))),
            models.CheckConstraint(name="penerima_unit_dikenal", condition=Q(unit__in=list(UNIT))),
            models.CheckConstraint(
                name="penerima_orang_bernama", condition=Q(unit="keluarga") | Q(individu__isnull=False)
            ),
            models.UniqueConstraint(
                fields=("program", "bulan", "keluarga"), condition=Q(unit="keluarga"), name="penerima_satu_keluarga",
                violation_error_message="Keluarga ini sudah tercatat untuk program dan bulan itu.",
            ),
            models.UniqueConstraint(
                fields=("program", "bulan", "individu"), condition=Q(unit="individu"), name="penerima_satu_orang",
                violation_error_message="Orang ini sudah tercatat untuk program dan bulan itu.",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["program", "bulan", "kode_desa", "id"], name="penerima_daftar"),
            models.Index(fields=["keluarga", "program", "bulan"], name="penerima_keluarga"),
            models.Index(fields=["individu"], name="penerima_individu"),
        )

    def __str__(self) -> str:
        return f"Penerima {self.pk}"

    @property
    def label_bulan(self) -> str:
        return label_bulan(self.bulan)

    @property
    def dikeluarkan(self) -> bool:
        return self.status in DIKELUARKAN

    @property
    def nada(self) -> str:
        """Tone of the status badge."""
        return "bad" if self.status in DIKELUARKAN else "warn" if self.status in TERTAHAN else "good"
