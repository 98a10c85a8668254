"""The work list of those who decide: what waits for a user, narrowed, the longest waiting first.

antrean = Antrean.of(user, pembaruan.TABEL, Pembaruan, request.GET)
antrean.daftar()
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dtsen.accounts.access import boleh, cakupan_of
from dtsen.accounts.models import User
from dtsen.lib.transisi import Tabel, Transition
from dtsen.registry.fakta import INDIVIDU, KELUARGA
from dtsen.registry.perlindungan import SENSITIF
from verval import alur
from verval.access import LIHAT
from verval.forms.saring import SaringAntreanForm
from verval.halaman import queue_of, region_choices
from verval.models import ButirPembaruan, Pembaruan, ProgramBansos, Usulan
from verval.querysets import KasusQuerySet
from verval.tenggat import Tenggat

K = TypeVar("K", Pembaruan, Usulan)
TERJAUH = 5000
"""How far a queue is counted and leafed through: whoever has more waiting narrows the list."""


def forward(tabel: Tabel, status: str) -> tuple[str, Transition]:
    """Return the one hop that leads forward from a status in which cases wait; KeyError where there is none."""
    for (dari, aksi), langkah in tabel.hop.items():
        if dari == status and langkah.maju:
            return aksi, langkah
    raise KeyError(status)


@dataclass(frozen=True, slots=True)
class Antrean(Generic[K]):
    """One user's queue of one kind of cases and what it is narrowed to."""

    user: User
    model: type[K]
    tabel: Tabel
    status: list[str]
    form: SaringAntreanForm
    saring: dict[str, str]
    tenggat: Tenggat

    @classmethod
    def of(cls, user: User, tabel: Tabel, model: type[K], tanya: Mapping[str, str]) -> Antrean[K]:
        """Read the filter of an address; what does not parse narrows nothing."""
        status = queue_of(user, tabel)
        form = SaringAntreanForm(
            tanya,
            status={kode: alur.LABEL[kode] for kode in status},
            wilayah=region_choices(cakupan_of(user, LIHAT)),
            jenis=_kinds(user, model),
            petugas="diperiksa" in status,
        )
        return cls(user, model, tabel, status, form, form.isi(), Tenggat.on(timezone.localdate()))

    @property
    def sebaris(self) -> int:
        """Lines on a page."""
        return int(self.saring["baris"] or self.form.SEBARIS[0])

    @property
    def satu_status(self) -> str:
        """The status that all lines have, so that they can be decided together; blank where there are several."""
        if self.saring["status"]:
            return self.saring["status"]
        return self.status[0] if len(self.status) == 1 else ""

    @property
    def langkah(self) -> tuple[str, Transition] | None:
        """The hop forward that all lines can take together."""
        return forward(self.tabel, self.satu_status) if self.satu_status else None

    @property
    def tersaring(self) -> bool:
        return any(nilai for nama, nilai in self.saring.items() if nama != "baris")

    def cases(self) -> KasusQuerySet[K]:
        """What waits for the user, narrowed; in no order."""
        semua: KasusQuerySet[K] = self.model._default_manager.all()
        status = [self.satu_status] if self.satu_status else self.status
        temuan = semua.dalam(cakupan_of(self.user, LIHAT)).waiting(self.user, self.tabel, status)
        temuan = temuan.saring(wilayah=self.saring["wilayah"])
        if self.saring["umur"]:
            temuan = temuan.filter(self.tenggat.q(self.saring["umur"], status))
        if self.saring["petugas"] == "saya":
            temuan = temuan.filter(status="diperiksa", pemeriksa=self.user)
        elif self.saring["petugas"] == "bebas":
            temuan = temuan.filter(pemeriksa__isnull=True)
        return self._of_kind(temuan)

    def daftar(self) -> KasusQuerySet[K]:
        """The lines of the page, the longest waiting first."""
        lagi = ("pemeriksa", "program") if self.model is Usulan else ("pemeriksa",)
        return self.cases().for_list().select_related(*lagi).order_by("diajukan", "id")

    def pages(self) -> Paginator[K]:
        """Pages of the lines, counted no further than TERJAUH: counting is the dear part of a long queue."""
        halaman: Paginator[K] = Paginator(self.daftar()[:TERJAUH], self.sebaris)
        halaman.__dict__["count"] = self.cases()[:TERJAUH].count()  # instead of the cached property
        return halaman

    def _of_kind(self, temuan: KasusQuerySet[K]) -> KasusQuerySet[K]:
        jenis = self.saring["jenis"]
        if not jenis:
            return temuan
        if self.model is Usulan:
            return temuan.filter(program=jenis)
        # Finding a case by its kind of fact tells the fact: only where the user may see every fact.
        return temuan.dalam(cakupan_of(self.user, SENSITIF)).filter(Exists(_about(jenis)))


def _about(blok: str) -> QuerySet[ButirPembaruan]:
    """Facts of one blok, of the family or of a member, in the correction of an outer query."""
    tentang = reduce(
        or_,
        (
            Q(individu__isnull=milik, fakta__in=[f.nama for f in katalog.values() if f.blok == blok])
            for milik, katalog in ((True, KELUARGA), (False, INDIVIDU))
        ),
    )
    return ButirPembaruan.objects.filter(tentang, pembaruan=OuterRef("pk"))


def _kinds(user: User, model: type[Pembaruan] | type[Usulan]) -> tuple[str, list[tuple[str, str]]]:
    """The label of the filter by kind and its choices."""
    if model is Usulan:
        return "Program", [(satu.pk, satu.singkatan) for satu in ProgramBansos.objects.all()]
    if not boleh(user, SENSITIF):
        return "", []
    blok = dict.fromkeys(f.blok for f in (*KELUARGA.values(), *INDIVIDU.values()) if f.boleh_ubah)
    return "Kelompok data", [(nama, nama) for nama in blok]
