"""Accuracy of a model on a survey whose truth is known: the figures, their intervals, the subgroups."""

from __future__ import annotations

from typing import Any

import numpy as np

from dtsen.ranking.stats import metrics
from dtsen.ranking.stats.fit import MIKRO
from dtsen.ranking.stats.fitur import Bilangan, Pecahan
from dtsen.ranking.stats.scorecard import Scorecard
from dtsen.ranking.stats.survey import Survei

BENIH = 20260401
ACUAN = {"r2": (">=", 0.44), "spearman": (">=", 0.645), "ee20": ("<=", 0.52), "ee40": ("<=", 0.34)}
"""Acceptance on areas left out of the file (methods B.5)."""
LABEL = {
    "r2": "R² (tertimbang jiwa)",
    "rmse": "RMSE, ln (tertimbang jiwa)",
    "spearman": "Spearman (keluarga)",
    "spearman_jiwa": "Spearman (tertimbang jiwa)",
    "auc20": "AUC 20 %",
    "desil_sama": "desil sama",
    "desil_selisih_1": "desil selisih paling banyak 1",
    **{f"ee{q}": f"EE{q}: jiwa miskin yang terlewat pada kuota {q} %" for q in (10, 20, 30, 40)},
    **{f"ie{q}": f"IE{q}: jiwa terpilih yang tidak miskin" for q in (10, 20, 30, 40)},
    **{f"td{q}": f"TD{q}: cakupan miskin − cakupan tidak miskin" for q in (10, 20, 30, 40)},
    "cgh40": "CGH 40 %",
}


def figures(benar: Pecahan, taksir: Pecahan, bobot: Pecahan) -> dict[str, float]:
    """Return the headline figures: everything by persons, except Spearman, which counts each household once."""
    angka = metrics.summary(benar, taksir, bobot)
    angka["spearman_jiwa"] = angka["spearman"]
    angka["spearman"] = metrics.spearman(benar, taksir, np.ones_like(bobot))
    return angka


def subgroups(survei: Survei, taksir: Pecahan, baris: Bilangan) -> dict[str, dict[str, float]]:
    """Return EE and IE at a quota of 40 % inside each subgroup, with its share of persons."""
    bobot = survei.bobot[baris]
    miskin, terpilih = metrics.poorest(survei.ln_rp[baris], bobot, 0.4), metrics.poorest(taksir, bobot, 0.4)
    hasil = {}
    for nama, semua in {"semua": np.ones(len(survei.bobot), dtype=bool), **survei.subkelompok}.items():
        isi = semua[baris]
        hasil[nama] = {
            "ee40": metrics.exclusion_error(miskin[isi], terpilih[isi], bobot[isi]),
            "ie40": metrics.inclusion_error(miskin[isi], terpilih[isi], bobot[isi]),
            "bagian_jiwa": float(bobot[isi].sum() / bobot.sum()),
            "keluarga": int(isi.sum()),
        }
    return hasil


def report(survei: Survei, taksir: Pecahan, baris: Bilangan | None = None, *, benih: int = BENIH) -> dict[str, Any]:
    """Return figures with 95 % intervals (areas drawn with replacement), calibration and subgroups."""
    if baris is None:
        baris = np.arange(len(taksir), dtype=np.int64)
    benar, bobot, dugaan = survei.ln_rp[baris], survei.bobot[baris], taksir[baris]
    selang = metrics.cluster_bootstrap(
        lambda pilih: figures(benar[pilih], dugaan[pilih], bobot[pilih]), survei.kelompok[baris], benih=benih
    )
    return {
        "keluarga": len(baris),
        "jiwa": int(bobot.sum()),
        "wilayah_cacah": len(np.unique(survei.kelompok[baris])),
        "angka": figures(benar, dugaan, bobot),
        "selang": {nama: list(batas) for nama, batas in selang.items()},
        "kalibrasi": [
            {"desil": d, "rerata_benar": b, "rerata_taksir": t} for d, b, t in metrics.calibration(benar, dugaan, bobot)
        ],
        "subkelompok": subgroups(survei, dugaan, baris),
    }


def evaluate(model: Scorecard, survei: Survei) -> dict[str, Any]:
    """Score the survey with a model and report; households with too few known answers are counted apart."""
    skor, dikenal = model.score(survei.fitur)
    baris = np.flatnonzero(model.enough(dikenal))
    hasil = report(survei, skor / MIKRO, baris)
    hasil["data_kurang"] = len(skor) - len(baris)
    hasil["patokan"] = {
        nama: {"syarat": f"{tanda} {batas}", "lulus": _pass(hasil["angka"][nama], tanda, batas)}
        for nama, (tanda, batas) in ACUAN.items()
    }
    return hasil


def _pass(nilai: float, tanda: str, batas: float) -> bool:
    return nilai >= batas if tanda == ">=" else nilai <= batas


def rounded(isi: Any, digit: int = 4) -> Any:
    """Return a structure with its floats rounded (NaN becomes None), fit for JSON."""
    if isinstance(isi, dict):
        return {kunci: rounded(nilai, digit) for kunci, nilai in isi.items()}
    if isinstance(isi, list | tuple):
        return [rounded(nilai, digit) for nilai in isi]
    if isinstance(isi, float):
        return None if np.isnan(isi) else round(isi, digit)
    return isi
