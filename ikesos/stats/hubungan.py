"""How indicators hang together: correlation with their dimension, and what really moves the index (methods A.6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ikesos.stats.larik import Pecahan


@dataclass(frozen=True, slots=True)
class Hubungan:
    """Of one indicator. NaN where fewer than three units have both numbers, or one does not vary.

    `pearson`, `spearman`: with its dimension, both 0-100 (negative: the indicator works against it);
    `bobot_efektif`: R2 of the index on the indicator, 0-1; `tanpa_ragam`: every unit has the same number.
    """

    pearson: float
    spearman: float
    bobot_efektif: float
    tanpa_ragam: bool

    @property
    def berlawanan(self) -> bool:
        return self.pearson < 0 or self.spearman < 0


def ranks(x: Pecahan) -> Pecahan:
    """Return ranks 1..n of `x` (n,), equal numbers sharing their mean rank."""
    _, balik, banyak = np.unique(x, return_inverse=True, return_counts=True)
    akhir = np.cumsum(banyak)
    rata: Pecahan = (akhir - banyak + 1 + akhir) / 2.0
    return rata[balik]


def pearson(x: Pecahan, y: Pecahan) -> float:
    """Return the correlation of the pairs that are both there; NaN where it is not defined."""
    ada = ~(np.isnan(x) | np.isnan(y))
    if ada.sum() < 3:
        return float("nan")
    a, b = x[ada] - x[ada].mean(), y[ada] - y[ada].mean()
    bawah = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b / bawah) if bawah > 1e-12 else float("nan")


def spearman(x: Pecahan, y: Pecahan) -> float:
    ada = ~(np.isnan(x) | np.isnan(y))
    return pearson(ranks(x[ada]), ranks(y[ada])) if ada.sum() >= 3 else float("nan")


def relate(indikator: Pecahan, dimensi: Pecahan, indeks: Pecahan) -> Hubungan:
    """Return how one indicator (n,) relates to its dimension (n,) and to the index (n,), all 0-100."""
    isi = indikator[~np.isnan(indikator)]
    r = pearson(indikator, indeks)
    return Hubungan(
        pearson(indikator, dimensi), spearman(indikator, dimensi), r * r, len(isi) > 0 and bool(np.ptp(isi) == 0)
    )
