"""People who work here, where and as what."""

from __future__ import annotations

from datetime import date
from typing import Any, Self, TypeVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from knox.models import AbstractAuthToken

from dtsen.accounts.peran import IZIN_KELOLA, PERAN
from dtsen.accounts.sandi import fingerprint
from dtsen.wilayah.models import Wilayah

M = TypeVar("M", bound=models.Model)
PANJANG_KABUPATEN = 4
"""Digits of a Kemendagri code down to the kabupaten."""


class PenggunaManager(BaseUserManager["User"]):
    """Makes accounts without any right: rights come with a penugasan, and there is no superuser."""

    def create_user(self, username: str, email: str = "", password: str | None = None, **isi: Any) -> User:
        user = self.model(username=username, email=self.normalize_email(email), **isi)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):  # type: ignore[django-manager-missing]  # of the untyped model below it
    """An account of one person. What it may do and see follows from its penugasan alone."""

    is_superuser = False  # nobody stands above the table of peran; no column either
    nama = models.CharField("nama lengkap", max_length=100, blank=True)
    demo = models.BooleanField("akun demo", default=False, help_text="Ditolak saat MODE=produksi.")
    sidik_sandi = models.CharField("sidik kata sandi", max_length=43, blank=True, editable=False, db_collation="C")
    sandi_sementara = models.BooleanField(
        "kata sandi sementara",
        default=False,
        editable=False,
        help_text="Ditetapkan orang lain: harus diganti sebelum halaman lain terbuka.",
    )

    objects = PenggunaManager()  # type: ignore[assignment,misc]  # Django's own knows superusers

    class Meta:
        verbose_name = verbose_name_plural = "pengguna"
        indexes = (models.Index(fields=["sidik_sandi"], name="user_sidik_sandi", condition=~Q(sidik_sandi="")),)

    def __str__(self) -> str:
        return self.nama or self.username

    @property
    def is_staff(self) -> bool:  # type: ignore[override]  # a column in Django; here it follows from the penugasan
        """Whether any page under /kelola/ opens to this user."""
        return bool(self._kelola())

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Answer Django's question `app.action_model` from the table of peran, and from nothing else."""
        aplikasi, _, tindakan = perm.partition(".")
        return f"{aplikasi}.{tindakan.partition('_')[2]}" in self._kelola()

    def has_module_perms(self, app_label: str) -> bool:
        return any(tabel.startswith(f"{app_label}.") for tabel in self._kelola())

    def _kelola(self) -> frozenset[str]:
        """The tables whose permission the user has, as `app.model`."""
        from dtsen.accounts.access import izin_of  # noqa: PLC0415 (access reads these models)

        izin = izin_of(self)
        return frozenset(tabel for tabel, perlu in IZIN_KELOLA.items() if perlu in izin)

    def set_password(self, raw_password: str | None) -> None:
        """Also note the fingerprint, by which a password shared with another account is found."""
        super().set_password(raw_password)
        self.sandi_sementara = False
        self.sidik_sandi = "" if raw_password is None or self.demo else fingerprint(raw_password)


class Token(AbstractAuthToken):  # type: ignore[misc]  # knox carries no types
    """A token of the API, hashed; whether its owner gave a second factor when it was issued stands beside it."""

    dua_faktor = models.BooleanField("dengan dua faktor", default=False)
    alamat = models.GenericIPAddressField("alamat", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "token API"

    def __str__(self) -> str:
        return f"Token {self.token_key[:4]}…"


class BerlakuQuerySet(models.QuerySet[M]):
    def aktif(self, hari: date | None = None) -> Self:
        """What is in force on a day (default today)."""
        saat = hari or timezone.localdate()
        return self.filter(mulai__lte=saat).filter(Q(selesai__isnull=True) | Q(selesai__gte=saat))


class PenugasanQuerySet(BerlakuQuerySet["Penugasan"]):
    def aktif(self, hari: date | None = None) -> Self:
        """What is in force on a day (default today); never what still waits for a second person."""
        return super().aktif(hari).filter(menunggu=False)


class Penugasan(models.Model):
    """User × region × peran × dates."""

    keluarga_ditugaskan: frozenset[int] = frozenset()
    """Families to visit now; filled by `access.penugasan_of`."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="penugasan", verbose_name="pengguna")
    peran = models.CharField("peran", max_length=20, choices=[(k, p.label) for k, p in PERAN.items()])
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    mulai = models.DateField("mulai", default=timezone.localdate)
    selesai = models.DateField("selesai", null=True, blank=True)
    hanya_tugas = models.BooleanField(
        "hanya keluarga yang ditugaskan",
        default=False,
        help_text="Bila dicentang, yang terlihat hanya keluarga dalam daftar tugas, bukan seluruh wilayahnya.",
    )

    menunggu = models.BooleanField("menunggu orang kedua", default=False, editable=False)
    diminta_oleh = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="diminta oleh",
    )

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "penugasan"
        constraints = (
            models.CheckConstraint(
                name="penugasan_peran_dikenal",
                condition=Q(peran__in=list(PERAN)),
                violation_error_message="Peran tidak dikenal.",
            ),
            models.CheckConstraint(
                name="penugasan_tanggal_urut",
                condition=Q(selesai__isnull=True) | Q(selesai__gte=models.F("mulai")),
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
        )

    def __str__(self) -> str:
        return f"{PERAN[self.peran].label}, {self.wilayah}"

    @property
    def sekabupaten(self) -> bool:
        """Whether the whole kabupaten is assigned, not a part of it or single families."""
        return len(self.wilayah_id) <= PANJANG_KABUPATEN and not (self.rt or self.rw or self.hanya_tugas)


class TugasKeluarga(models.Model):
    """A family that the holder of an assignment is to visit: seen also where it lies outside the region.

    `keluarga_id` is the registry's; no key, since that floor stands above this one.
    """

    penugasan = models.ForeignKey(Penugasan, on_delete=models.CASCADE, related_name="tugas", verbose_name="penugasan")
    keluarga_id = models.BigIntegerField("nomor keluarga")
    dasar = models.CharField("dasar", max_length=60, blank=True, help_text="Misalnya nomor surat tugas.")
    mulai = models.DateField("mulai", default=timezone.localdate)
    selesai = models.DateField("selesai", null=True, blank=True)

    objects = BerlakuQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tugas kunjungan"
        constraints = (
            models.UniqueConstraint(
                fields=("penugasan", "keluarga_id"),
                name="tugas_satu_keluarga",
                violation_error_message="Keluarga ini sudah ada dalam tugas itu.",
            ),
            models.CheckConstraint(
                name="tugas_tanggal_urut",
                condition=Q(selesai__isnull=True) | Q(selesai__gte=models.F("mulai")),
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
        )

    def __str__(self) -> str:
        return f"Tugas keluarga {self.keluarga_id}"
