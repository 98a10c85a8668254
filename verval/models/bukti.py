"""Evidence of a case: a photo or a paper, kept apart from the web root under a random name."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.registry.models import Keluarga
from verval.jenis_bukti import IDENTITAS, JENIS
from verval.models.kunjungan import Kunjungan
from verval.models.layanan import Perkara, Reaktivasi, Sengketa, Temuan, satu_perkara
from verval.models.musdes import DokumenMusyawarah
from verval.models.pembaruan import Pembaruan
from verval.models.usulan import Usulan

TIPE = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}
"""What is kept, whatever was sent."""
ASAL_TITIK = {"": "tanpa titik", "perangkat": "lokasi perangkat", "foto": "tertulis dalam foto"}


def new_name() -> str:
    """Return a random file name of 32 hex digits: told to nobody, guessed by nobody."""
    return secrets.token_hex(16)


class Bukti(models.Model):
    """One file of one case, or of one visit.

    The file holds no metadata: what was wanted of it (the place) stands in columns.

    `sidik` is the SHA-256 of what is kept, `sidik_unggahan` of what was sent, `sidik_rupa` the dHash of a photo.
    `dokumen`: the file is the paper of a musyawarah, kept once for all of its cases.
    """

    id = models.BigAutoField(primary_key=True)
    pembaruan = models.ForeignKey(Pembaruan, on_delete=models.PROTECT, null=True, blank=True, related_name="bukti")
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, null=True, blank=True, related_name="bukti")
    kunjungan = models.ForeignKey(Kunjungan, on_delete=models.PROTECT, null=True, blank=True, related_name="bukti")
    temuan = models.ForeignKey(Temuan, on_delete=models.PROTECT, null=True, blank=True, related_name="bukti")
    reaktivasi = models.ForeignKey(Reaktivasi, on_delete=models.PROTECT, null=True, blank=True, related_name="bukti")
    sengketa = models.ForeignKey(Sengketa, on_delete=models.PROTECT, null=True, blank=True, related_name="bukti")
    keluarga = models.ForeignKey(Keluarga, on_delete=models.PROTECT, related_name="bukti")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    jenis = models.CharField("jenis", max_length=12, choices=list(JENIS.items()))
    nama_berkas = models.CharField(max_length=32, unique=True, default=new_name, editable=False)
    tipe = models.CharField(max_length=20, choices=[(t, t) for t in TIPE])
    ukuran = models.IntegerField("ukuran (byte)")
    lebar = models.IntegerField("lebar (piksel)", null=True, blank=True)
    tinggi = models.IntegerField("tinggi (piksel)", null=True, blank=True)
    sidik = models.CharField(max_length=64, db_collation="C")
    sidik_unggahan = models.CharField(max_length=64, db_collation="C")
    sidik_rupa = models.CharField(max_length=16, blank=True, db_collation="C")
    lat = models.DecimalField("lintang", max_digits=9, decimal_places=6, null=True, blank=True)
    lon = models.DecimalField("bujur", max_digits=9, decimal_places=6, null=True, blank=True)
    akurasi_m = models.FloatField("ketelitian (m)", null=True, blank=True)
    asal_titik = models.CharField(max_length=10, blank=True, choices=list(ASAL_TITIK.items()))
    dokumen = models.ForeignKey(
        DokumenMusyawarah, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="bukti"
    )
    pembuat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "bukti"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="bukti_satu_milik", condition=satu_perkara("kunjungan")),
            models.CheckConstraint(name="bukti_jenis_dikenal", condition=Q(jenis__in=list(JENIS))),
            models.CheckConstraint(name="bukti_tipe_dikenal", condition=Q(tipe__in=list(TIPE))),
            models.CheckConstraint(name="bukti_asal_titik_dikenal", condition=Q(asal_titik__in=list(ASAL_TITIK))),
            models.CheckConstraint(
                name="bukti_titik_utuh",
                condition=Q(lat__isnull=True, lon__isnull=True, akurasi_m__isnull=True, asal_titik="")
                | (Q(lat__range=(-90, 90), lon__range=(-180, 180)) & ~Q(asal_titik="")),
                violation_error_message="Titik lokasi harus lengkap: lintang dan bujur.",
            ),
            models.CheckConstraint(
                name="bukti_akurasi_positif", condition=Q(akurasi_m__isnull=True) | Q(akurasi_m__gte=0)
            ),
        )
        indexes = (
            models.Index(fields=["sidik_unggahan"], name="bukti_sidik"),
            models.Index(fields=["kode_desa"], name="bukti_desa"),
        )

    def __str__(self) -> str:
        return f"Bukti {self.pk}"

    @property
    def objek(self) -> str:
        return f"bukti:{self.pk}"

    @property
    def kasus(self) -> Perkara:
        """The case it belongs to; the database makes sure that there is exactly one."""
        kasus = self.pembaruan or self.usulan or self.temuan or self.reaktivasi or self.sengketa
        assert kasus is not None
        return kasus

    @property
    def milik(self) -> Perkara | Kunjungan:
        """What it belongs to: a case or a visit."""
        return self.kunjungan or self.kasus

    @property
    def foto(self) -> bool:
        return self.tipe == "image/jpeg"

    @property
    def identitas(self) -> bool:
        return self.jenis in IDENTITAS

    @property
    def nama_unduhan(self) -> str:
        """The name a browser saves it under: no name of a person, no name that the sender gave."""
        return f"bukti-{self.pk}-{self.jenis}{TIPE[self.tipe]}"
