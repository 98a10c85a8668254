"""Which choice moves the ranks: Sobol indices (Saisana, Saltelli & Tarantola 2005; methods A.6), by SALib."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from SALib.analyze import sobol as analyze_sobol
from SALib.sample import sobol as sample_sobol

from ikesos.stats.kokoh import DERAU, Mesin, Skenario, dimensions, shifts
from ikesos.stats.larik import Pecahan

DASAR = 256


@dataclass(frozen=True, slots=True)
class Kepekaan:
    """`s1` and `st` (k,): first-order and total share of the variance of the output that a factor explains."""

    faktor: tuple[str, ...]
    s1: Pecahan
    st: Pecahan
    jalan: int
    benih: int


def sensitivity(mesin: Mesin, *, dasar: int = DASAR, benih: int, unit: int | None = None) -> Kepekaan:
    """Return the indices of R (mean absolute rank shift), or of the index of one unit.

    Factors: agregasi, normalisasi, the weight of each dimension, the indicator left out (one more = none);
    dasar x (2k + 2) runs. An output that never varies gives zeros.
    """
    dimensi = list(dimensions(mesin.pohon))
    faktor = ("agregasi", "normalisasi", *(f"bobot {k}" for k in dimensi), "tanpa indikator")
    masalah = {"num_vars": len(faktor), "names": list(faktor), "bounds": [[0.0, 1.0]] * len(faktor)}
    u = sample_sobol.sample(masalah, dasar, calc_second_order=True, seed=benih)
    bobot = np.ones((len(u), len(mesin.letak)))
    for i, kode in enumerate(dimensi):
        bobot[:, mesin.letak[kode]] = 1 - DERAU + 2 * DERAU * u[:, 2 + i]
    daun = len(mesin.daun)
    tanpa = np.minimum((u[:, -1] * (daun + 1)).astype(np.int64), daun)
    skenario = Skenario(
        bobot, u[:, 0] >= 0.5, np.minimum((u[:, 1] * 3).astype(np.int64), 2), np.where(tanpa == daun, -1, tanpa)
    )
    nilai = mesin.index(skenario)
    y = shifts(mesin, nilai) if unit is None else nilai[:, unit]
    if not np.isfinite(y).all() or np.ptp(y) == 0:
        nol = np.zeros(len(faktor))
        return Kepekaan(faktor, nol, nol.copy(), len(u), benih)
    hasil = analyze_sobol.analyze(masalah, y, calc_second_order=True, seed=benih)
    return Kepekaan(faktor, np.asarray(hasil["S1"]), np.asarray(hasil["ST"]), len(u), benih)
