"""From a value to its category: cut-offs are data, the lower edge belongs to the category."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ikesos.stats.larik import Bulat, Pecahan

LOKAL: tuple[tuple[float, str], ...] = (
    (0.0, "sangat rendah"),
    (40.0, "rendah"),
    (55.0, "sedang"),
    (70.0, "tinggi"),
    (85.0, "sangat tinggi"),
)
"""Local cut-offs (methods A.4 [P]); official ones are not known."""


def categorise(nilai: Pecahan, batas: Sequence[float]) -> Bulat:
    """Return the place of each value among ascending lower edges; -1 for NaN or below the first edge."""
    letak = np.searchsorted(np.asarray(batas, dtype=np.float64), nilai, side="right") - 1
    return np.where(np.isnan(nilai), -1, letak).astype(np.int64)


def label(nilai: float | None, batas: Sequence[tuple[float, str]] = LOKAL) -> str:
    """Return the name of the category; empty where there is no value."""
    if nilai is None:
        return ""
    letak = int(categorise(np.array([nilai]), [b for b, _ in batas])[0])
    return "" if letak < 0 else batas[letak][1]
