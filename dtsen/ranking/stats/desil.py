"""desil.v1: same score, same desil (methods B.6, docs/algoritma/desil.v1.md). Exact integer arithmetic.

    midpoint  p(score) = (2 * weight of all lower scores + own weight) / (2 * total weight)
    desil(score)       = min(10, floor(10 * p) + 1)

Low score = poor = low desil. A weight is a number of persons (basis jiwa) or 1 (basis keluarga).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from dtsen.ranking.stats.fitur import Bilangan

ALGORITMA = "desil.v1"
BANYAK = 10
AMAN = 2**62 // 20
"""Largest total weight for which 10 * 2 * weight fits an int64."""
Bulat: TypeAlias = npt.NDArray[Any]
"""int64, or object (Python integers) where a weight would overflow."""
Ambang: TypeAlias = tuple[int | None, ...]


def histogram(skor: Bilangan, bobot: Bilangan) -> tuple[Bilangan, Bulat]:
    """Return the distinct scores, ascending, and the sum of weight of each.

    `skor` shape (n,), `bobot` shape (n,) not negative. Object arrays are used where the total needs them.
    """
    if len(skor) != len(bobot):
        raise ValueError("skor dan bobot tidak sama panjang")
    if len(skor) == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    if min(bobot) < 0:
        raise ValueError("bobot tidak boleh negatif")
    urut = np.argsort(skor, kind="stable")
    nilai, mulai = np.unique(skor[urut], return_index=True)
    berat: Bulat = bobot[urut]
    if int(berat.max()) * len(berat) > AMAN:
        berat = berat.astype(object)
    return nilai, np.add.reduceat(berat, mulai)


def desil_of_groups(berat: Bulat) -> Bilangan:
    """Return the desil of each tie group, given the weights of the groups by ascending score."""
    if len(berat) == 0:
        return np.empty(0, np.int64)
    kumulatif = np.cumsum(berat)
    total = kumulatif[-1]
    if total == 0:
        raise ValueError("jumlah bobot nol")
    tengah = 2 * (kumulatif - berat) + berat
    desil: Bilangan = np.minimum(BANYAK, (BANYAK * tengah) // (2 * total) + 1).astype(np.int64)
    return desil


def thresholds(skor: Bilangan, bobot: Bilangan) -> Ambang:
    """Return nine thresholds: the smallest observed score with desil > k, None where there is none."""
    nilai, berat = histogram(skor, bobot)
    desil = desil_of_groups(berat)
    letak = np.searchsorted(desil, np.arange(1, BANYAK), side="right")
    return tuple(int(nilai[i]) if i < len(nilai) else None for i in letak)


def assign(skor: Bilangan, ambang: Sequence[int | None]) -> Bilangan:
    """Return 1 + number of thresholds <= score, for any score, also between observed ones."""
    naik = np.array([batas for batas in ambang if batas is not None], dtype=np.int64)
    return (np.searchsorted(naik, skor, side="right") + 1).astype(np.int64)


def rank(skor: Bilangan, bobot: Bilangan) -> tuple[Bilangan, Ambang]:
    """Return (desil of each family, thresholds) of one whole ranking."""
    ambang = thresholds(skor, bobot)
    return assign(skor, ambang), ambang


def shares(skor: Bilangan, bobot: Bilangan) -> tuple[Bilangan, tuple[int, ...]]:
    """Return (weight held by each of the ten desil, weight of the tie group on each of the nine edges).

    The group on edge k is the group at the k-th threshold; 0 where there is no threshold.
    """
    desil, ambang = rank(skor, bobot)
    nilai, berat = histogram(skor, bobot)
    isi = np.array([int(bobot[desil == d].sum()) for d in range(1, BANYAK + 1)], dtype=np.int64)
    kelompok = {int(satu): int(w) for satu, w in zip(nilai, berat, strict=True)}
    return isi, tuple(0 if batas is None else kelompok[batas] for batas in ambang)
