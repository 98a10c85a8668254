"""Weighted means with missing parts (methods A.4): renormalised over what is there, never filled with zero."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ikesos.stats.larik import Pecahan

ARIT, GEO, HARM = "arit", "geo", "harm"
CARA = (ARIT, GEO, HARM)
CUKUP = 2 / 3
"""Share of the weight of its parts that a value needs to be there."""
LANTAI = 1.0
"""Smallest part that enters a logarithm or a reciprocal: a zero would decide everything alone."""
GALAT = 1e-9
"""Room for rounding where shares are compared."""


@dataclass(frozen=True, slots=True)
class Gabungan:
    """`nilai` (n,), NaN where too little is there; `ada` (n,): share of the weight that was there."""

    nilai: Pecahan
    ada: Pecahan

    @property
    def imputed_weight_share(self) -> Pecahan:
        """Share of the weight that was missing and given to the parts that are there."""
        return 1.0 - self.ada


def normalised(bobot: Pecahan) -> Pecahan:
    """Return weights that sum to one; raises ValueError when one is negative or all are zero."""
    if (bobot < 0).any() or not np.isfinite(bobot).all():
        raise ValueError("bobot tidak boleh negatif atau tak hingga")
    jumlah = bobot.sum()
    if jumlah <= 0:
        raise ValueError("jumlah bobot nol")
    hasil: Pecahan = bobot / jumlah
    return hasil


def combine(nilai: Pecahan, bobot: Pecahan, *, cara: str = ARIT, cukup: float = CUKUP) -> Gabungan:
    """Return the weighted mean of the columns of `nilai` (n, k) with `bobot` (k,).

    arit: sum w x (full compensation); geo: exp(sum w ln max(x, 1)); harm: 1 / sum (w / max(x, 1)).
    `cukup`: share of the weight that must be there, 1 = every part with a weight.
    """
    w = normalised(bobot)
    tampak = ~np.isnan(nilai)
    ada: Pecahan = tampak @ w
    isi = np.where(tampak, nilai, LANTAI)
    with np.errstate(invalid="ignore", divide="ignore"):
        if cara == ARIT:
            hasil = np.where(tampak, isi, 0.0) @ w / ada
        elif cara == GEO:
            hasil = np.exp((tampak * np.log(np.maximum(isi, LANTAI))) @ w / ada)
        elif cara == HARM:
            hasil = ada / ((tampak / np.maximum(isi, LANTAI)) @ w)
        else:
            raise ValueError(f"cara {cara!r} tidak dikenal")
    return Gabungan(np.where((ada > 0) & (ada >= cukup - GALAT), hasil, np.nan), ada)
