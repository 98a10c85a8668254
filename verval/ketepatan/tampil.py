"""The page's rows: shares with their denominators, and small numbers hidden from those who see aggregates only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dtsen.lib.tampil import angka
from verval.ketepatan.hitung import Sel

TERKECIL = 5
BELUM = "belum dapat dihitung"


@dataclass(frozen=True, slots=True)
class Baris:
    """One region or group; `tertutup`: its numbers are too small to be shown to this reader."""

    kode: str
    nama: str
    sel: Sel
    tertutup: bool = False

    @property
    def eksklusi(self) -> str:
        return "" if self.tertutup else share(self.sel.eksklusi)

    @property
    def inklusi(self) -> str:
        return "" if self.tertutup else share(self.sel.inklusi)

    @property
    def beda(self) -> str:
        return BELUM if self.sel.beda is None else angka(self.sel.beda, 3)

    @property
    def bocor_uang(self) -> str:
        return share(self.sel.bocor_uang)

    @property
    def salah_positif(self) -> str:
        return share(self.sel.salah_positif)

    @property
    def cakupan(self) -> str:
        return share(self.sel.cakupan)

    @property
    def titik_eksklusi(self) -> float | None:
        return None if self.tertutup else _hundred(self.sel.eksklusi)

    @property
    def titik_inklusi(self) -> float | None:
        return None if self.tertutup else _hundred(self.sel.inklusi)


def share(nilai: float | None) -> str:
    """0.282 → `28,2 %`; nothing to divide by is said, not drawn as zero."""
    return BELUM if nilai is None else f"{angka(100 * nilai, 1)} %"


def _hundred(nilai: float | None) -> float | None:
    return None if nilai is None else 100 * nilai


def is_small(sel: Sel) -> bool:
    """Whether few families or persons stand behind a cell, whatever they weigh."""
    return any(0 < nilai < TERKECIL for nilai in sel.banyak)


def hidden(sel: Mapping[str, Sel]) -> frozenset[str]:
    """The rows of a table that stands under a total and may not be shown to readers of aggregates.

    Those with a cell of 1 to 4, and where that is one row alone the smallest of the others, else the total would give
    it away.
    """
    kecil = {kode for kode, satu in sel.items() if is_small(satu)}
    lain = sorted((satu.layak + satu.menerima, kode) for kode, satu in sel.items() if kode not in kecil)
    lain = [satu for satu in lain if satu[0]]
    if len(kecil) == 1 and lain:
        kecil.add(lain[0][1])
    return frozenset(kecil)


def rows(sel: Mapping[str, Sel], nama: Mapping[str, str], *, tutup: bool) -> list[Baris]:
    """Rows by name; with `tutup` small ones are closed."""
    tertutup = hidden(sel) if tutup else frozenset()
    return sorted(
        (Baris(kode, nama.get(kode, kode), satu, kode in tertutup) for kode, satu in sel.items()),
        key=lambda baris: baris.nama,
    )
