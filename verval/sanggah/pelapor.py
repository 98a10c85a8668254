"""Who reported: opened with a reason, written to without being read, forgotten in time.

Role aplikasi cannot read the table. The SQL functions of migrations 0171 and 0201 give one person or one address.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from dtsen.accounts import alasan as alasan_buka
from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang, cakupan_of
from dtsen.accounts.models import User
from dtsen.lib.telepon import read_phone
from verval.alur_sanggah import PELAPOR
from verval.models import Sanggah


@dataclass(frozen=True, slots=True)
class Pelapor:
    """The reporter, for this answer only."""

    nama: str
    nik: str
    kontak: str


@transaction.atomic
def open_reporter(sanggah: Sanggah, *, sebab: str, alasan: str, pelaku: User) -> Pelapor | None:
    """Return who reported (None once forgotten); write down who asked and why. Raises TidakBerwenang, AlasanSalah."""
    if not cakupan_of(pelaku, PELAPOR).memuat(sanggah.kode_desa):
        raise TidakBerwenang(PELAPOR)
    sah = alasan_buka.check(sebab, alasan)
    audit.record(
        pelaku=pelaku, aksi="sanggah.pelapor", objek=sanggah.objek, rincian={"sebab": sah.sebab.pk}, alasan=sah.kata
    )
    with connection.cursor() as kursor:
        kursor.execute("SELECT * FROM verval_pelapor(%s)", [sanggah.pk])
        baris = kursor.fetchone()
    return None if baris is None else Pelapor(*baris)


def address(sanggah_id: int, saluran: str) -> str:
    """Where the reporter wants to hear, on one channel; "" without one. Neither name nor NIK leaves the database."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT verval_kontak_pelapor(%s)", [sanggah_id])
        (kontak,) = kursor.fetchone()
    kontak = (kontak or "").strip()
    if saluran == "surel":
        return kontak if "@" in kontak else ""
    return "" if "@" in kontak else read_phone(kontak)


@transaction.atomic
def forget() -> int:
    """Delete the reporters of objections decided longer ago than the row `pelapor` of MasaSimpan says; how many.

    The objection, its hops and the trail stay: none of them says who reported.
    """
    with connection.cursor() as kursor:
        kursor.execute("SELECT verval_buang_pelapor()")
        (banyak,) = kursor.fetchone()
    if banyak:
        audit.record(pelaku=None, aksi="sanggah.lupakan", rincian={"banyak": banyak})
    return int(banyak)
