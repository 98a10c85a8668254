"""What every case has: a family, a place, a maker, a status, clocks, and a code by which it is followed."""

from __future__ import annotations

import re
import secrets
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.registry.models import Individu, Keluarga
from verval import alur

ABJAD = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L, U: the code is read out over the telephone."""
BUKAN_KODE = re.compile(r"[^0-9A-Z]")


def new_code() -> str:
    """Return a fresh tracking code, `K7M3-9QXA`: 30^8 possibilities, told to nobody but the filer."""
    huruf = "".join(secrets.choice(ABJAD) for _ in range(8))
    return f"{huruf[:4]}-{huruf[4:]}"


def read_code(tulisan: str) -> str:
    """Return the code as stored from how people write it (`k7m3 9qxa`); blank where it cannot be one."""
    huruf = BUKAN_KODE.sub("", tulisan.upper())
    return f"{huruf[:4]}-{huruf[4:]}" if len(huruf) == 8 and set(huruf) <= set(ABJAD) else ""


class Kasus(models.Model):
    """A case. `kode_desa` repeats the family's, since scope needs it on every table with personal data.

    `pengajuan_ke` counts how often it was filed. Content and evidence change only between two filings, so whoever
    decides says by it what was on the screen.
    """

    JENIS: ClassVar[str]
    DIISI: ClassVar[tuple[str, ...]] = alur.DIISI
    """With whoever writes it: content and evidence may change."""
    BEBAS: ClassVar[tuple[str, ...]] = ("draf",)
    """Not filed yet: evidence may be taken off again."""
    PUTUS: ClassVar[frozenset[str]] = alur.PUTUS
    """Whoever brings the case here is its `pemutus`."""

    id = models.BigAutoField(primary_key=True)
    kode_lacak = models.CharField("kode lacak", max_length=9, unique=True, default=new_code, editable=False)
    keluarga = models.ForeignKey(Keluarga, on_delete=models.PROTECT, related_name="%(class)s", verbose_name="keluarga")
    individu = models.ForeignKey(
        Individu, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s", verbose_name="anggota"
    )
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    pembuat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="pembuat")
    pemutus = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pemutus"
    )
    pemeriksa = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pemeriksa"
    )
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    disimpan = models.DateTimeField("terakhir disimpan pembuat", default=timezone.now)
    diajukan = models.DateTimeField(null=True, blank=True)
    diputuskan = models.DateTimeField(null=True, blank=True)
    pengajuan_ke = models.SmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def objek(self) -> str:
        """How the trail and lower floors name this case: `pembaruan:12`."""
        return f"{self.JENIS}:{self.pk}"

    @property
    def pengaju_id(self) -> int | None:
        """Who stands for the case, and so does not decide on it."""
        return self.pembuat_id

    @property
    def jenis_syarat(self) -> str:
        """Under which kind `SyaratBukti` lists what evidence its hops ask for."""
        return self.JENIS

    @property
    def umur_hari(self) -> int:
        """Days of the calendar since it was filed, or written."""
        return (timezone.localdate() - timezone.localtime(self.diajukan or self.dibuat).date()).days

    @property
    def umur(self) -> str:
        return f"{self.umur_hari} hari" if self.umur_hari else "hari ini"

    @property
    def orang(self) -> str:
        """Whom it is about: the member, or the head of the family."""
        return self.individu.nama if self.individu else self.keluarga.nama_kepala


def bukan_pembuat(nama: str) -> models.CheckConstraint:
    """The wall behind "nobody decides the own case"."""
    return models.CheckConstraint(
        name=nama,
        condition=Q(pemutus__isnull=True) | ~Q(pemutus=F("pembuat")),
        violation_error_message="Kasus buatan sendiri harus diputuskan orang lain.",
    )


def waiting_longest(nama: str) -> models.Index:
    """The order of every queue: one index for all statuses in which a case waits for somebody."""
    menunggu = [kode for kode in alur.LABEL if kode not in alur.AKHIR and kode not in alur.DIISI]
    return models.Index(fields=["diajukan", "id"], name=nama, condition=Q(status__in=menunggu))
