"""Opening one full number: the one use case behind the page and the API. Every time leaves a line in the trail."""

from __future__ import annotations

from dataclasses import dataclass

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.alasan import check
from dtsen.accounts.models import User
from dtsen.registry.access import izin_keluarga
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import SENSITIF, Tabir

BUKA = "warga.buka"


class TanpaNomor(ValueError):
    """There is nothing to open: the registry has no number for this record."""

    kode = "nomor_tidak_ada"
    pesan = "Nomor ini belum ada di registri. Bawa KTP atau KK ke Dinas Sosial supaya dilengkapi."

    def __init__(self) -> None:
        super().__init__(self.pesan)


@dataclass(frozen=True, slots=True)
class Terbuka:
    """One number, to be shown in this answer only."""

    jenis: str
    nomor: str


def require_open(pelaku: User, keluarga: Keluarga, individu: Individu | None) -> None:
    """Raise TidakBerwenang unless the user may open this number; the family must have come through its door."""
    izin = izin_keluarga(pelaku, keluarga)
    if BUKA not in izin:
        raise TidakBerwenang(BUKA)
    if individu is not None and Tabir.of(pelaku, [keluarga]).hides(individu):
        raise TidakBerwenang(SENSITIF)


def open_number(
    keluarga: Keluarga, *, pelaku: User, sebab: str, alasan: str, individu: Individu | None = None
) -> Terbuka:
    """Return the full No KK of the family, or the NIK of one member, and record who opened it and why.

    Raises TidakBerwenang, AlasanSalah or TanpaNomor.
    """
    require_open(pelaku, keluarga, individu)
    sah = check(sebab, alasan)
    nomor = individu.nik if individu is not None else keluarga.nomor_kk
    if not nomor:
        raise TanpaNomor
    audit.record(
        pelaku=pelaku,
        aksi="warga.buka_nik" if individu is not None else "warga.buka_kk",
        objek=f"individu:{individu.pk}" if individu is not None else f"keluarga:{keluarga.pk}",
        rincian={"keluarga": keluarga.pk, "sebab": sah.sebab.pk},
        alasan=sah.kata,
    )
    return Terbuka("NIK" if individu is not None else "No KK", nomor)
