"""Poverty and inequality of a spending distribution: P0, P1, P2 (Foster, Greer, Thorbecke 1984), Gini, Lorenz share.

Spending `y` in rupiah per person and month, `w` persons behind each value. Never feed predictions of a proxy means
test: they shrink towards the middle, and a line that makes 7 per cent poor then finds 1 to 4 (methods F).
"""

from __future__ import annotations

import numpy as np

from ikesos.stats.larik import Pecahan


def fgt(y: Pecahan, w: Pecahan, garis: float, alfa: int) -> float:
    """Return P_alfa on its natural scale 0-1: `(1/W) sum over y < garis of w ((garis-y)/garis)^alfa`.

    alfa 0: share of the poor, 1: gap, 2: severity. BPS publishes all three times 100. Raises ValueError for a line
    that is not positive or weights that add up to nothing.
    """
    _check(y, w)
    if garis <= 0:
        raise ValueError("garis kemiskinan harus lebih besar dari nol")
    miskin = y < garis
    jurang = (garis - y[miskin]) / garis
    return float(np.sum(w[miskin] * jurang**alfa) / np.sum(w))


def gini(y: Pecahan, w: Pecahan) -> float:
    """Return the Gini ratio (0-1) by trapezoids: `1 - sum (F_k - F_k-1)(L_k + L_k-1)`."""
    f, lorenz = _curve(y, w)
    return float(1 - np.sum(np.diff(f) * (lorenz[1:] + lorenz[:-1])))


def bottom_share(y: Pecahan, w: Pecahan, bagian: float = 0.4) -> float:
    """Return the share of spending (0-1) of the poorest `bagian` of persons, interpolated along the Lorenz curve.

    World Bank: below 0.12 high, 0.12 to 0.17 moderate, above 0.17 low inequality (for 0.4).
    """
    f, lorenz = _curve(y, w)
    return float(np.interp(bagian, f, lorenz))


def gap_cost(p1: float, garis: float, jiwa: float) -> float:
    """Return the rupiah a month that would lift everybody to the line if aid reached exactly the poor: `z P1 N`."""
    return garis * p1 * jiwa


def _curve(y: Pecahan, w: Pecahan) -> tuple[Pecahan, Pecahan]:
    """Cumulative shares of persons and of spending, from 0 to 1, poorest first."""
    _check(y, w)
    urut = np.argsort(y, kind="stable")
    belanja = y[urut] * w[urut]
    if belanja.sum() <= 0:
        raise ValueError("belanja harus berjumlah lebih dari nol")
    f = np.concatenate(([0.0], np.cumsum(w[urut]) / w.sum()))
    return f, np.concatenate(([0.0], np.cumsum(belanja) / belanja.sum()))


def _check(y: Pecahan, w: Pecahan) -> None:
    if y.shape != w.shape:
        raise ValueError("banyak nilai dan bobot harus sama")
    if np.any(w < 0) or w.sum() <= 0:
        raise ValueError("bobot tidak boleh negatif dan harus berjumlah lebih dari nol")
    if np.any(y < 0):
        raise ValueError("belanja tidak boleh negatif")
