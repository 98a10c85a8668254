"""Weights from pairwise judgements (AHP, Saaty; methods A.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ikesos.stats.larik import Pecahan

TABEL_RI: dict[str, tuple[float, ...]] = {
    "saaty-1980": (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
}
"""Random index for n = 1, 2, ...: tables differ between programs, so a result says which one it used."""
TERIMA = 0.10
"""A consistency ratio below this is accepted."""


@dataclass(frozen=True, slots=True)
class HasilAhp:
    """`bobot` (n,) sum to one; `triad`: the least consistent (i, j, k, |ln a_ij + ln a_jk - ln a_ik|), worst first."""

    bobot: Pecahan
    lambda_maks: float
    ci: float
    cr: float
    tabel_ri: str
    triad: tuple[tuple[int, int, int, float], ...]

    @property
    def konsisten(self) -> bool:
        return self.cr < TERIMA


def _checked(a: Pecahan) -> Pecahan:
    if a.ndim != 2 or a.shape[0] != a.shape[1] or not a.size:
        raise ValueError("matriks harus persegi")
    if not np.isfinite(a).all() or (a <= 0).any():
        raise ValueError("setiap nilai harus di atas nol")
    if not np.allclose(a * a.T, 1.0, rtol=1e-6):
        raise ValueError("matriks harus saling berkebalikan: a_ij = 1 / a_ji")
    return a


def solve(a: Pecahan, *, tabel: str = "saaty-1980", terburuk: int = 3) -> HasilAhp:
    """Return weights and consistency of a reciprocal matrix (n, n): principal right eigenvector, CI, CR.

    Raises ValueError for a matrix that is not square, positive and reciprocal, or larger than the table.
    """
    a = _checked(np.asarray(a, dtype=np.float64))
    n, ri = len(a), TABEL_RI[tabel]
    if n > len(ri):
        raise ValueError(f"paling banyak {len(ri)} hal dapat dibandingkan sekaligus")
    nilai, vektor = np.linalg.eig(a)
    utama = int(np.argmax(nilai.real))
    w = np.abs(vektor[:, utama].real)
    lambda_maks = float(nilai[utama].real)
    ci = max(0.0, (lambda_maks - n) / (n - 1)) if n > 1 else 0.0
    cr = ci / ri[n - 1] if n > 2 else 0.0
    return HasilAhp(w / w.sum(), lambda_maks, ci if n > 2 else 0.0, cr, tabel, worst_triads(a, terburuk))


def worst_triads(a: Pecahan, banyak: int = 3) -> tuple[tuple[int, int, int, float], ...]:
    """Return the triads that contradict each other most: |ln a_ij + ln a_jk - ln a_ik|; consistent ones left out."""
    ln = np.log(a)
    semua = [(i, j, k, float(abs(ln[i, j] + ln[j, k] - ln[i, k]))) for i, j, k in combinations(range(len(a)), 3)]
    return tuple(t for t in sorted(semua, key=lambda t: (-t[3], t[:3]))[:banyak] if t[3] > 1e-9)


def group(matriks: Sequence[Pecahan]) -> Pecahan:
    """Return the matrix of a group: geometric mean of the judgements, element by element (AIJ)."""
    if not matriks:
        raise ValueError("belum ada matriks")
    hasil: Pecahan = np.exp(np.mean([np.log(_checked(np.asarray(a, dtype=np.float64))) for a in matriks], axis=0))
    return hasil
