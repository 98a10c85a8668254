"""Formulas of targeting (methods B.4): plain numbers in, shares out; None where there is nothing to divide by.

P is eligible, S selected (receives). Nothing here knows of tables: tests compare it with pandas to 1e-9.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

ULANGAN = 500
BENIH = 20_260_401
PALING_SEDIKIT = 30
"""Assessed families in a denominator below which a sample says nothing."""
DESA_CUKUP = 5
"""From so many desa on the bootstrap draws desa, else families."""


def _share(bagian: float, semua: float) -> float | None:
    return bagian / semua if semua else None


@dataclass(slots=True)
class Sel:
    """The four cells, weighted, and rupiah of those who receive. `uang_*` holds known amounts only."""

    tepat: float = 0
    """P and S."""
    luput: float = 0
    """P, not S."""
    bocor: float = 0
    """S, not P."""
    lain: float = 0
    """Neither."""
    uang_tepat: float = 0
    uang_bocor: float = 0
    cacah: tuple[float, float, float] | None = None
    """Families or persons behind tepat, luput, bocor where these are weighted; None where they are those counts."""

    @property
    def banyak(self) -> tuple[float, float, float]:
        return self.cacah or (self.tepat, self.luput, self.bocor)

    def __add__(self, lain: Sel) -> Sel:
        return Sel(
            self.tepat + lain.tepat,
            self.luput + lain.luput,
            self.bocor + lain.bocor,
            self.lain + lain.lain,
            self.uang_tepat + lain.uang_tepat,
            self.uang_bocor + lain.uang_bocor,
            self._counts(lain) if self.cacah or lain.cacah else None,
        )

    def _counts(self, lain: Sel) -> tuple[float, float, float]:
        a, b = self.banyak, lain.banyak
        return a[0] + b[0], a[1] + b[1], a[2] + b[2]

    @property
    def layak(self) -> float:
        return self.tepat + self.luput

    @property
    def menerima(self) -> float:
        return self.tepat + self.bocor

    @property
    def eksklusi(self) -> float | None:
        """EE = Σw(P∧¬S)/Σw(P)."""
        return _share(self.luput, self.layak)

    @property
    def inklusi(self) -> float | None:
        """IE = Σw(S∧¬P)/Σw(S), the share of the selected."""
        return _share(self.bocor, self.menerima)

    @property
    def cakupan(self) -> float | None:
        """Coverage of the eligible, 1 − EE."""
        return _share(self.tepat, self.layak)

    @property
    def salah_positif(self) -> float | None:
        """FPR = Σw(S∧¬P)/Σw(¬P); not the inclusion error."""
        return _share(self.bocor, self.bocor + self.lain)

    @property
    def beda(self) -> float | None:
        """Targeting differential: coverage(P) − coverage(¬P), from −1 to 1."""
        if self.cakupan is None or self.salah_positif is None:
            return None
        return self.cakupan - self.salah_positif

    @property
    def bocor_uang(self) -> float | None:
        """Leakage in money: ΣB(¬P)/ΣB."""
        return _share(self.uang_bocor, self.uang_tepat + self.uang_bocor)


def cells(baris: Iterable[tuple[bool, bool, float, float]]) -> Sel:
    """Sum rows of (P, S, weight, rupiah) into the four cells."""
    sel = Sel()
    for layak, menerima, bobot, uang in baris:
        sel += Sel(
            bobot if layak and menerima else 0,
            bobot if layak and not menerima else 0,
            bobot if menerima and not layak else 0,
            0 if layak or menerima else bobot,
            uang if layak and menerima else 0,
            uang if menerima and not layak else 0,
        )
    return sel


@dataclass(frozen=True, slots=True)
class Dugaan:
    """An estimate from a sample: `n` assessed families in the denominator; `nilai` None where they are too few.

    `bawah`, `atas`: 95 % percentile bootstrap (500 draws, seed fixed).
    """

    n: int
    nilai: float | None = None
    bawah: float | None = None
    atas: float | None = None


@dataclass(frozen=True, slots=True)
class Amatan:
    """One assessed family: its weight 1/p, truth, whether it receives, and the desa as cluster."""

    bobot: float
    miskin: bool
    menerima: bool
    desa: str


def estimate(amatan: Sequence[Amatan]) -> tuple[Dugaan, Dugaan]:
    """Horvitz-Thompson ratios (exclusion, inclusion) with intervals clustered on desa."""
    return (
        _ratio([(a.bobot, a.miskin, a.miskin and not a.menerima, a.desa) for a in amatan]),
        _ratio([(a.bobot, a.menerima, a.menerima and not a.miskin, a.desa) for a in amatan]),
    )


def _ratio(baris: Sequence[tuple[float, bool, bool, str]]) -> Dugaan:
    n = sum(1 for _, penyebut, _, _ in baris if penyebut)
    if n < PALING_SEDIKIT:
        return Dugaan(n)
    desa = sorted({satu[3] for satu in baris})
    per_desa = len(desa) >= DESA_CUKUP
    nomor = {kode: i for i, kode in enumerate(desa)}
    kelompok = np.array([nomor[satu[3]] for satu in baris]) if per_desa else np.arange(len(baris))
    bobot = np.array([satu[0] for satu in baris])
    banyak = int(kelompok.max()) + 1
    bawah = np.bincount(kelompok, bobot * [satu[1] for satu in baris], banyak)
    atas = np.bincount(kelompok, bobot * [satu[2] for satu in baris], banyak)
    acak = np.random.default_rng(BENIH).integers(0, banyak, (ULANGAN, banyak))
    penyebut = bawah[acak].sum(axis=1)
    ada = penyebut > 0
    nilai = atas[acak].sum(axis=1)[ada] / penyebut[ada]
    kiri, kanan = np.quantile(nilai, [0.025, 0.975])
    return Dugaan(n, float(atas.sum() / bawah.sum()), float(kiri), float(kanan))
