"""The scope that the database itself enforces: settings of one transaction, read by the policies of every table.

    with lingkup.within(cakupan_of(user)):
        ...  # one transaction; rows outside the scope are not there, whatever the query forgets

Requests, tasks, exports and commands all come through here. Without it a connection of aplikasi sees no row at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from dtsen.accounts.access import Orang, cakupan_of
from dtsen.registry.models import Keluarga
from dtsen.wilayah.cakupan import Bagian, Cakupan

NAMA = ("dtsen.dari", "dtsen.sampai", "dtsen.kode", "dtsen.keluarga")
ISI = "SELECT " + ", ".join(f"set_config('{nama}', %s, true)" for nama in NAMA)
INDONESIA = Cakupan.of(str(provinsi) for provinsi in range(11, 99))
"""Every region: for work that no user's scope bounds (loading a test population, checking all of it)."""


@dataclass(frozen=True, slots=True)
class Setelan:
    """The four settings; see migration wilayah 0002 for what they mean."""

    dari: str = ""
    sampai: str = ""
    kode: str = ""
    keluarga: str = ""

    @property
    def isi(self) -> list[str]:
        return [self.dari, self.sampai, self.kode, self.keluarga]


TERTUTUP = Setelan()


@contextmanager
def within(cakupan: Cakupan, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Run a block as one transaction that sees and writes only rows of the scope.

    Inside another block it is a savepoint, and the scope of the outer block comes back after it.
    """
    sambungan = connections[using]
    di_dalam, sebelum = sambungan.in_atomic_block, _now(using)
    with transaction.atomic(using=using):
        assume(cakupan, using=using)
        try:
            yield
        finally:
            # After an error the rollback takes the settings back by itself; the end of the transaction does so too.
            if di_dalam and not sambungan.needs_rollback:
                _put(sebelum or TERTUTUP, using)
            _remember(sebelum, using)


@contextmanager
def sebagai(user: Orang) -> Iterator[None]:
    """`within` the regions of a user's assignments in force: what a command run in that person's name may see."""
    with within(cakupan_of(user)):
        yield


def assume(cakupan: Cakupan, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Give the present transaction another scope until it ends (an API call whose token is read inside the view)."""
    if not connections[using].in_atomic_block:
        raise transaction.TransactionManagementError("lingkup hanya berlaku di dalam transaksi")
    _put(_settings(cakupan, using), using)


def _settings(cakupan: Cakupan, using: str) -> Setelan:
    utuh = sorted(b.kode for b in cakupan.bagian if b.utuh)
    sempit = [b for b in cakupan.bagian if not b.utuh]
    satuan = cakupan.keluarga | (_families_of(sempit, using) if sempit else frozenset())
    if len(utuh) == 1 and not satuan:
        return Setelan(*Bagian(utuh[0]).rentang)
    if not utuh and not satuan:
        return TERTUTUP
    # Single families may live anywhere: only their ids bound them.
    dari, sampai = ("0", ":") if satuan else (utuh[0], Bagian(utuh[-1]).rentang[1])
    return Setelan(dari, sampai, f",{','.join(utuh)},", "{" + ",".join(map(str, sorted(satuan))) + "}")


def _families_of(sempit: list[Bagian], using: str) -> frozenset[int]:
    """The families of RT/RW, looked up in their desa: other tables do not repeat RT and RW."""
    _put(_settings(Cakupan.of(b.kode for b in sempit), using), using)
    # Not through Cakupan.q: this is the database's own wall, and it shall stand when that one falls.
    hasil: set[int] = set()
    for b in sempit:
        dari, sampai = b.rentang
        dalam = Keluarga.objects.using(using).filter(kode_desa__gte=dari, kode_desa__lt=sampai)
        isi = {kolom: nilai for kolom, nilai in (("rt", b.rt), ("rw", b.rw)) if nilai}
        hasil.update(dalam.filter(**isi).values_list("pk", flat=True))
    return frozenset(hasil)


def _put(setelan: Setelan, using: str) -> None:
    with connections[using].cursor() as kursor:
        kursor.execute(ISI, setelan.isi)
    _remember(setelan, using)


def _now(using: str) -> Setelan | None:
    """The settings of the block around this one, None outside any."""
    sambungan = connections[using]
    return getattr(sambungan, "lingkup", None) if sambungan.in_atomic_block else None


def _remember(setelan: Setelan | None, using: str) -> None:
    connections[using].lingkup = setelan  # type: ignore[attr-defined]  # Django's connection object, one a thread
