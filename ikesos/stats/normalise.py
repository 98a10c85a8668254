"""From a measured number to 0-100 (methods A.4): goalposts fixed for the plan period, or what was observed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ikesos.stats.larik import Benar, Pecahan

TENGAH = 50.0
"""Value of everybody where the observed minimum equals the maximum: nobody is better or worse."""


@dataclass(frozen=True, slots=True)
class Normal:
    """`nilai`: 0-100, clipped; `mentah`: the same before clipping; `terpotong`: where both differ."""

    nilai: Pecahan
    mentah: Pecahan
    terpotong: Benar


def goalposts(x: Pecahan, *, arah: int, minimum: float, maksimum: float) -> Normal:
    """Return z = 100 (x - min) / (max - min) for `arah` +1 and 100 (max - x) / (max - min) for -1, clipped to 0-100.

    `x`: any shape, in the unit of the goalposts; NaN stays NaN. Raises ValueError when min >= max or arah is not +-1.
    """
    if not minimum < maksimum:
        raise ValueError("min harus lebih kecil daripada max")
    if arah not in (1, -1):
        raise ValueError("arah harus 1 atau -1")
    mentah = 100.0 * ((x - minimum) if arah == 1 else (maksimum - x)) / (maksimum - minimum)
    nilai = np.clip(mentah, 0.0, 100.0)
    return Normal(nilai, mentah, (nilai != mentah) & ~np.isnan(mentah))


def observed(x: Pecahan, *, arah: int) -> Normal:
    """Return goalposts at the smallest and largest observed number of each column (axis 0); all equal gives 50."""
    if np.isnan(x).all():
        return Normal(x.copy(), x.copy(), np.zeros(x.shape, np.bool_))
    bawah, atas = float(np.nanmin(x)), float(np.nanmax(x))
    if bawah == atas:
        rata = np.where(np.isnan(x), np.nan, TENGAH)
        return Normal(rata, rata.copy(), np.zeros(x.shape, np.bool_))
    return goalposts(x, arah=arah, minimum=bawah, maksimum=atas)


def z_score(x: Pecahan, *, arah: int) -> Normal:
    """Return 50 + 10 z with the standard deviation of the population; no spread gives 50. Not clipped."""
    if np.isnan(x).all():
        return Normal(x.copy(), x.copy(), np.zeros(x.shape, np.bool_))
    simpangan = float(np.nanstd(x))
    if simpangan == 0.0:
        nilai = np.where(np.isnan(x), np.nan, TENGAH)
    else:
        nilai = TENGAH + 10.0 * arah * (x - float(np.nanmean(x))) / simpangan
    return Normal(nilai, nilai.copy(), np.zeros(x.shape, np.bool_))
