"""Training of a scorecard from a survey: design file in, complete model file out, with its card."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingRegressor
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from dtsen.ranking import evaluation
from dtsen.ranking.stats import fit
from dtsen.ranking.stats.fitur import KOSONG, Bilangan, Pecahan
from dtsen.ranking.stats.scorecard import SATUAN
from dtsen.ranking.stats.survey import Survei

LIPATAN = 10


def train(
    rancangan: Mapping[str, Any], survei: Survei, *, kode: str, judul: str, benih: int, sidik: str
) -> dict[str, Any]:
    """Return the model file: scorecard, card, training record and the survey mapping.

    On one thread: the sums come in one order, and where cores are busy threads waiting for each other are far slower.
    """
    with threadpool_limits(limits=1):
        return _train(rancangan, survei, kode=kode, judul=judul, benih=benih, sidik=sidik)


def _train(
    rancangan: Mapping[str, Any], survei: Survei, *, kode: str, judul: str, benih: int, sidik: str
) -> dict[str, Any]:
    variabel = fit.read_design(rancangan["variabel"])
    fitur, y, bobot = survei.fitur, survei.ln_rp, survei.bobot
    lipat = fit.folds(survei.kelompok, banyak=LIPATAN, benih=benih)
    ridge, galat = fit.choose_ridge(variabel, fitur, y, bobot, lipat)
    model = fit.PmtRidge(variabel, ridge).fit(fitur, y, bobot)
    kartu_skor = model.scorecard(kode, judul)
    silang = evaluation.report(survei, fit.cross_predict(variabel, ridge, fitur, y, bobot, lipat), benih=benih)
    penantang = evaluation.figures(y, _challenger(survei, lipat, benih), bobot)
    return {
        "kode": kode,
        "judul": judul,
        "satuan": SATUAN,
        "intersep": kartu_skor.intersep,
        "variabel": [_listed(asdict(satu)) for satu in kartu_skor.variabel],
        "kartu": evaluation.rounded(
            {
                **rancangan.get("kartu", {}),
                "catatan": rancangan.get("catatan", []),
                "gugur": list(model.gugur_),
                "validasi_silang": {"lipatan": LIPATAN, "kelompok": rancangan["survei"]["kelompok"], **silang},
                "penantang": {"model": "HistGradientBoostingRegressor", "angka": penantang},
            }
        ),
        "pelatihan": {
            "sha256": sidik,
            "baris": len(y),
            "wilayah_cacah": len(np.unique(survei.kelompok)),
            "benih": benih,
            "ridge": ridge,
            "rmse_per_ridge": {str(k): round(v, 6) for k, v in galat.items()},
            "pangkas": list(fit.PANGKAS),
            "versi": {
                "python": platform.python_version(),
                "numpy": np.__version__,
                "scikit-learn": sklearn.__version__,
            },
        },
        "survei": rancangan["survei"],
    }


def _listed(isi: dict[str, Any]) -> dict[str, Any]:
    return {kunci: list(nilai) if isinstance(nilai, tuple) else nilai for kunci, nilai in isi.items()}


def _challenger(survei: Survei, lipat: Bilangan, benih: int) -> Pecahan:
    """Cross-validated predictions of a tree model on the same features: for the card only, never used to rank."""
    x = np.column_stack([np.where(nilai == KOSONG, np.nan, nilai) for nilai in survei.fitur.values()])
    taksir = np.empty(len(survei.ln_rp), dtype=np.float64)
    for i in np.unique(lipat):
        uji, latih = lipat == i, lipat != i
        y = np.clip(survei.ln_rp[latih], *np.quantile(survei.ln_rp[latih], fit.PANGKAS))
        pohon = HistGradientBoostingRegressor(
            learning_rate=0.04,
            max_iter=220,
            max_leaf_nodes=8,
            min_samples_leaf=25,
            l2_regularization=1.0,
            random_state=benih,
        )
        taksir[uji] = pohon.fit(x[latih], y, sample_weight=survei.bobot[latih]).predict(x[uji])
    return taksir
