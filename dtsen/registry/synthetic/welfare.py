"""The hidden welfare of a family: log of consumption per person, and the desil that follows from it.

z is standard normal over persons. log consumption = MU + SIGMA z (config). National desil cut z where the assumed
distribution of Kukar over the national desil puts them; desil of the kabupaten cut it in ten equal parts.
"""

from __future__ import annotations

import json
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np

from dtsen.registry.synthetic.config import Bulat, Pecahan

SEBARAN: dict[str, Any] = json.loads((Path(__file__).with_name("data") / "sebaran.json").read_text(encoding="utf-8"))
RERATA_MENTAH, SIMPANGAN_MENTAH = -0.165, 1.034
"""Person-weighted mean and standard deviation of the raw sum below, measured on 60 000 families."""
ZONA = {"pesisir": 0.05, "tengah": 0.18, "hulu": -0.22, "belayan": -0.35}


def _cuts(bagian: list[float]) -> Pecahan:
    kumulatif = np.cumsum(np.array(bagian, dtype=np.float64) / sum(bagian))[:-1]
    return np.array([NormalDist().inv_cdf(float(k)) for k in kumulatif])


BATAS_NASIONAL = _cuts(SEBARAN["desil_nasional_persen"])
BATAS_KABUPATEN = _cuts([10.0] * 10)
BATAS_PROVINSI = BATAS_KABUPATEN + 0.09  # Kukar is a little poorer than the province


def phi(x: Pecahan) -> Pecahan:
    """Return the standard normal distribution function (tanh approximation, error < 2e-4)."""
    hasil: Pecahan = 0.5 * (1.0 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))
    return hasil


def desil(z: Pecahan, batas: Pecahan) -> Bulat:
    """Return 1 + number of cuts at or below z."""
    return (np.searchsorted(batas, z, side="right") + 1).astype(np.int64)


def draw(
    rng: np.random.Generator, *, zona: str, ukuran: Bulat, balita: Bulat, kepala_lansia: Bulat, didik: Pecahan
) -> Pecahan:
    """Return z per family: education, size, small children, an old head, zone, and what no survey sees."""
    mentah = (
        0.55 * didik
        - 0.17 * (ukuran - 3)
        - 0.12 * balita
        - 0.30 * kepala_lansia
        + ZONA[zona]
        + 0.8 * rng.normal(size=len(ukuran))
    )
    hasil: Pecahan = (mentah - RERATA_MENTAH) / SIMPANGAN_MENTAH
    return hasil
