"""Fit an integer scorecard: person-weighted ridge on level dummies, then rounding to micro points (methods B.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from dtsen.ranking.stats import metrics
from dtsen.ranking.stats.fitur import KOSONG, Bilangan, Pecahan
from dtsen.ranking.stats.scorecard import ModelSalah, Scorecard, Variabel

MIKRO = 1_000_000
PANGKAS = (0.005, 0.995)
"""Quantiles to which ln consumption is winsorised before fitting."""
LANGKA = 0.01
"""A level that holds a smaller share of persons is merged with its neighbour."""
RIDGE = (0.0, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
ARAH = {"naik": 1, "turun": -1, "bebas": 0}


@dataclass(frozen=True, slots=True)
class Rancangan:
    """Design of one variable before fitting.

    `arah`: naik = points may not fall with the level, turun = may not rise, bebas = as the data say.
    `gabung`: which neighbour takes a rare level in, `bawah` or `atas`.
    """

    kode: str
    label: str
    batas: tuple[int, ...]
    label_level: tuple[str, ...]
    arah: str = "bebas"
    gabung: str = "bawah"

    def merged(self, level: int) -> Rancangan:
        """Return the design with levels `level` and `level + 1` joined."""
        label = f"{self.label_level[level]} atau {self.label_level[level + 1]}"
        return replace(
            self,
            batas=self.batas[:level] + self.batas[level + 1 :],
            label_level=(*self.label_level[:level], label, *self.label_level[level + 2 :]),
        )

    def levels(self, nilai: Bilangan) -> Bilangan:
        tingkat = np.searchsorted(np.array(self.batas, dtype=np.int64), nilai, side="right")
        return np.where(nilai == KOSONG, -1, tingkat).astype(np.int64)


def read_design(isi: Sequence[Mapping[str, Any]]) -> tuple[Rancangan, ...]:
    """Read the variables of a design file; raises ModelSalah (`rancangan`)."""
    try:
        rancangan = tuple(
            Rancangan(
                satu["kode"],
                satu["label"],
                tuple(satu["batas"]),
                tuple(satu["label_level"]),
                satu.get("arah", "bebas"),
                satu.get("gabung", "bawah"),
            )
            for satu in isi
        )
    except (KeyError, TypeError) as galat:
        raise ModelSalah("rancangan", f"Rancangan model tidak lengkap: {galat}.") from galat
    for satu in rancangan:
        if len(satu.label_level) != len(satu.batas) + 1 or satu.arah not in ARAH:
            raise ModelSalah("rancangan", f"Rancangan variabel {satu.kode}: jumlah label atau arah salah.")
    return rancangan


def merge_rare(rancangan: Rancangan, nilai: Bilangan, bobot: Pecahan) -> Rancangan:
    """Join every level with less than 1 % of the persons to the neighbour that the design names."""
    while rancangan.batas:
        tingkat = rancangan.levels(nilai)
        isi = np.array([bobot[tingkat == i].sum() for i in range(len(rancangan.batas) + 1)])
        langka = np.flatnonzero(isi < LANGKA * bobot[tingkat >= 0].sum())
        if len(langka) == 0:
            break
        i = int(langka[0])
        ke_atas = i == 0 or (rancangan.gabung == "atas" and i < len(rancangan.batas))
        rancangan = rancangan.merged(i if ke_atas else i - 1)
    return rancangan


class PmtRidge:
    """Person-weighted ridge on level dummies. `fit` returns self; learned values end in `_`.

    The penalty is on standardised dummies, relative to the sum of weights; the intercept is free.
    Unknown values take the mean of the dummies, so they carry no information.
    """

    def __init__(self, rancangan: Sequence[Rancangan], ridge: float) -> None:
        self.rancangan = tuple(rancangan)
        self.ridge = ridge

    def fit(self, fitur: Mapping[str, Bilangan], y: Pecahan, bobot: Pecahan) -> PmtRidge:
        """Fit on ln rupiah `y` (winsorised here). Merges rare levels, then levels that break the stated direction."""
        y = np.clip(y, *np.quantile(y, PANGKAS))
        kini = [merge_rare(satu, fitur[satu.kode], bobot) for satu in self.rancangan]
        while True:
            intersep, poin = _solve(kini, fitur, y, bobot, self.ridge)
            langgar = _worst_break(kini, poin)
            if langgar is None:
                break
            letak, level = langgar
            kini[letak] = kini[letak].merged(level)
        self.rancangan_ = tuple(satu for satu in kini if satu.batas)
        self.gugur_ = tuple(satu.kode for satu in kini if not satu.batas)
        self.poin_ = {satu.kode: poin[satu.kode] for satu in self.rancangan_}
        self.intersep_ = intersep
        self.rerata_ = {
            satu.kode: _mean_points(satu.levels(fitur[satu.kode]), self.poin_[satu.kode], bobot)
            for satu in self.rancangan_
        }
        return self

    def scorecard(self, kode: str, judul: str) -> Scorecard:
        """Return the fit rounded to integer micro points."""
        variabel = tuple(
            Variabel(
                satu.kode,
                satu.label,
                satu.batas,
                tuple(round(MIKRO * float(p)) for p in self.poin_[satu.kode]),
                satu.label_level,
                round(MIKRO * self.rerata_[satu.kode]),
            )
            for satu in self.rancangan_
        )
        return Scorecard(kode, judul, round(MIKRO * self.intersep_), variabel)

    def predict(self, fitur: Mapping[str, Bilangan]) -> Pecahan:
        """Return predicted ln rupiah per person and month, through the rounded scorecard."""
        skor, _ = self.scorecard("-", "-").score(fitur)
        return skor / MIKRO


def _mean_points(tingkat: Bilangan, poin: Pecahan, bobot: Pecahan) -> float:
    dikenal = tingkat >= 0
    return float(np.average(poin[tingkat[dikenal]], weights=bobot[dikenal]))


def _solve(
    rancangan: Sequence[Rancangan], fitur: Mapping[str, Bilangan], y: Pecahan, bobot: Pecahan, ridge: float
) -> tuple[float, dict[str, Pecahan]]:
    """Weighted normal equations on centred, standardised dummies (base = level 0 of each variable)."""
    kolom, milik = [], []
    for satu in rancangan:
        tingkat = satu.levels(fitur[satu.kode])
        for level in range(1, len(satu.batas) + 1):
            boneka = (tingkat == level).astype(np.float64)
            dikenal = tingkat >= 0
            boneka[~dikenal] = np.average(boneka[dikenal], weights=bobot[dikenal])
            kolom.append(boneka)
            milik.append(satu.kode)
    x = np.column_stack(kolom)
    w = bobot / bobot.sum()
    rerata, rerata_y = w @ x, float(w @ y)
    sebar = np.sqrt(w @ (x - rerata) ** 2)
    sebar[sebar == 0] = 1.0
    z = (x - rerata) / sebar
    zw = z * w[:, None]
    koefisien = np.linalg.lstsq(zw.T @ z + ridge * np.eye(z.shape[1]), zw.T @ (y - rerata_y), rcond=None)[0] / sebar
    poin = {
        satu.kode: np.array([0.0, *(k for k, punya in zip(koefisien, milik, strict=True) if punya == satu.kode)])
        for satu in rancangan
    }
    return rerata_y - float(rerata @ koefisien), poin


def _worst_break(rancangan: Sequence[Rancangan], poin: Mapping[str, Pecahan]) -> tuple[int, int] | None:
    """Return (variable, level) of the largest step against the stated direction; None when there is none."""
    langgar = [
        (ARAH[satu.arah] * (kanan - kiri), letak, level)
        for letak, satu in enumerate(rancangan)
        if ARAH[satu.arah]
        for level, (kiri, kanan) in enumerate(pairwise(poin[satu.kode]))
        if ARAH[satu.arah] * (kanan - kiri) < 0
    ]
    if not langgar:
        return None
    _, letak, level = min(langgar)
    return letak, level


def folds(kelompok: Bilangan, *, banyak: int, benih: int) -> Bilangan:
    """Return the fold of each row: whole groups, shuffled with a seed."""
    daftar, ikut = np.unique(kelompok, return_inverse=True)
    return np.random.default_rng(benih).permutation(np.arange(len(daftar)) % banyak)[ikut].astype(np.int64)


def cross_predict(
    rancangan: Sequence[Rancangan],
    ridge: float,
    fitur: Mapping[str, Bilangan],
    y: Pecahan,
    bobot: Pecahan,
    lipat: Bilangan,
) -> Pecahan:
    """Return predictions of each row by a fit that has not seen its fold (merging included)."""
    taksir = np.empty(len(y), dtype=np.float64)
    for i in np.unique(lipat):
        uji, latih = lipat == i, lipat != i
        model = PmtRidge(rancangan, ridge).fit({k: v[latih] for k, v in fitur.items()}, y[latih], bobot[latih])
        taksir[uji] = model.predict({k: v[uji] for k, v in fitur.items()})
    return taksir


def choose_ridge(
    rancangan: Sequence[Rancangan], fitur: Mapping[str, Bilangan], y: Pecahan, bobot: Pecahan, lipat: Bilangan
) -> tuple[float, dict[float, float]]:
    """Return the penalty with the smallest cross-validated person-weighted RMSE, and the RMSE of each tried."""
    galat = {r: metrics.rmse(y, cross_predict(rancangan, r, fitur, y, bobot, lipat), bobot) for r in RIDGE}
    return min(galat, key=lambda r: (galat[r], r)), galat
