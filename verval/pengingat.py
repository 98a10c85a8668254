"""What runs out for a person: own cases that miss the next cut-off, cases that wait near their limit.

The start page shows it, and `verval/pesan/pengingat.py` sends it as one message a day. What an upper floor
reminds of is in the same message: it hands in a function by `also`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import nsmallest

from django.db.models import Q, QuerySet

from dtsen.accounts.access import cakupan_of, izin_of
from dtsen.accounts.models import User
from verval import alur
from verval.access import LIHAT
from verval.halaman import queue_of
from verval.kalender import next_cutoff
from verval.models import Pembaruan, Sanggah, Usulan
from verval.models.pengingat import JENIS
from verval.querysets import KasusQuerySet
from verval.sanggah.pintu import waiting
from verval.tenggat import Tenggat

MENJELANG = 3
"""Days before the cut-off from which a message reminds of it; the start page shows such cases always."""
DITUNGGU = ("dimusyawarahkan", "disahkan_desa", "diperiksa")
"""Statuses in which a case waits for a kades or a verifikator."""


@dataclass(frozen=True, slots=True)
class Butir:
    """One kind of reminder: how many, the first of them, and by when (None: their limits are their own).

    What is reminded of are cases, objections, or lines in `kalimat` where it is something else.
    """

    jenis: str
    jumlah: int
    kasus: list[Pembaruan | Usulan]
    sampai: date | None = None
    sanggah: Sequence[Sanggah] = ()
    kalimat: list[str] = field(default_factory=list)

    @property
    def ditunjuk(self) -> int:
        return len(self.kasus) + len(self.sanggah)

    @property
    def judul(self) -> str:
        return JENIS[self.jenis]


Lain = Callable[[User, date, int, bool], Butir | None]
"""(user, day, how many are named, whether it was asked for) -> what runs out, None where nothing does."""
LAIN: dict[str, Lain] = {}


def also(jenis: str, sumber: Lain) -> None:
    """Remind of one more kind (a key of JENIS) in the same message."""
    LAIN[jenis] = sumber


def list_for(user: User, hari: date, *, banyak: int) -> list[Butir]:
    """Everything that runs out for a user, the `banyak` longest waiting cases of each kind; no kind without a case."""
    if LIHAT not in izin_of(user):
        return []
    sampai = next_cutoff(hari)
    semua = [_of(jenis, _own(user, jenis), banyak, sampai) for jenis in alur.DIISI]
    semua.append(_of("menunggu", _near(user, hari), banyak))
    semua += [_objections(jenis, daftar, banyak) for jenis, daftar in waiting(user, hari).items()]
    return sorted((satu for satu in semua if satu.jumlah), key=lambda satu: list(JENIS).index(satu.jenis))


def due_for(user: User, hari: date, *, banyak: int, diminta: Collection[str] = ()) -> list[Butir]:
    """What a message of this day says: own cases only shortly before the cut-off; `diminta`: kinds asked for today."""
    kasus = [
        satu
        for satu in list_for(user, hari, banyak=banyak)
        if satu.sampai is None or (satu.sampai - hari).days <= MENJELANG
        if satu.jenis not in alur.DIISI or satu.sampai
    ]
    lain = (sumber(user, hari, banyak, jenis in diminta) for jenis, sumber in LAIN.items())
    return kasus + [satu for satu in lain if satu]


Daftar = Sequence[KasusQuerySet[Pembaruan] | KasusQuerySet[Usulan]]


def _of(jenis: str, daftar: Daftar, banyak: int, sampai: date | None = None) -> Butir:
    jumlah = sum(satu.count() for satu in daftar)
    kasus = [k for satu in daftar for k in satu.for_list().order_by("diajukan", "id")[:banyak]] if jumlah else []
    return Butir(jenis, jumlah, nsmallest(banyak, kasus, key=lambda k: k.diajukan or k.dibuat), sampai)


def _objections(jenis: str, daftar: QuerySet[Sanggah], banyak: int) -> Butir:
    return Butir(jenis, daftar.count(), [], sanggah=list(daftar.order_by("diajukan", "id")[:banyak]))


def _own(user: User, status: str) -> Daftar:
    cakupan = cakupan_of(user, LIHAT)
    return [model.objects.dalam(cakupan).filter(pembuat=user, status=status) for model in (Pembaruan, Usulan)]


def _near(user: User, hari: date) -> Daftar:
    cakupan, tenggat, daftar = cakupan_of(user, LIHAT), None, []
    for model, tabel in ((Pembaruan, alur.PEMBARUAN), (Usulan, alur.USULAN)):
        status = [kode for kode in queue_of(user, tabel) if kode in DITUNGGU]
        if not status:
            continue
        tenggat = tenggat or Tenggat.on(hari)
        dekat = tenggat.q("kuning", status) | tenggat.q("merah", status)
        bebas = Q(pemeriksa__isnull=True) | Q(pemeriksa=user)
        daftar.append(model.objects.dalam(cakupan).waiting(user, tabel, status).filter(dekat, bebas))
    return daftar
