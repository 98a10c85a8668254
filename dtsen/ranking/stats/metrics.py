"""Accuracy of a ranking against a known truth (methods B.4). w = persons; P = truly poor; S = selected.

All functions are independent of the order of the rows. Low value = poor, for truth and for prediction.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dtsen.ranking.stats.fitur import Bilangan, Pecahan, Saringan

ULANGAN = 500


def poorest(nilai: Pecahan, bobot: Pecahan, kuota: float) -> Saringan:
    """True for the poorest `kuota` (share of weight). A tie group on the boundary counts as not selected."""
    urut = np.argsort(nilai, kind="stable")
    _, mulai, ikut = np.unique(nilai[urut], return_index=True, return_inverse=True)
    kumulatif = np.cumsum(np.add.reduceat(bobot[urut], mulai))
    masuk = kumulatif <= kuota * kumulatif[-1] * (1 + 1e-12)
    pilih = np.zeros(len(nilai), dtype=bool)
    pilih[urut] = masuk[ikut]
    return pilih


def _bagi(atas: float, bawah: float) -> float:
    return float(atas / bawah) if bawah else float("nan")


def exclusion_error(miskin: Saringan, terpilih: Saringan, bobot: Pecahan) -> float:
    """EE = w(P and not S) / w(P): share of the poor that is missed."""
    return _bagi(bobot[miskin & ~terpilih].sum(), bobot[miskin].sum())


def inclusion_error(miskin: Saringan, terpilih: Saringan, bobot: Pecahan) -> float:
    """IE = w(S and not P) / w(S): share of the *selected* that is not poor (not the false-positive rate)."""
    return _bagi(bobot[terpilih & ~miskin].sum(), bobot[terpilih].sum())


def targeting_differential(miskin: Saringan, terpilih: Saringan, bobot: Pecahan) -> float:
    """TD = coverage of P - coverage of not P, in [-1, 1]."""
    tutup_miskin = _bagi(bobot[miskin & terpilih].sum(), bobot[miskin].sum())
    return tutup_miskin - _bagi(bobot[~miskin & terpilih].sum(), bobot[~miskin].sum())


def r2(benar: Pecahan, taksir: Pecahan, bobot: Pecahan) -> float:
    """1 - weighted residual sum of squares / weighted total sum of squares."""
    rerata = np.average(benar, weights=bobot)
    return 1 - _bagi((bobot * (benar - taksir) ** 2).sum(), (bobot * (benar - rerata) ** 2).sum())


def rmse(benar: Pecahan, taksir: Pecahan, bobot: Pecahan) -> float:
    """Root of the weighted mean square error, in ln points."""
    return float(np.sqrt(np.average((benar - taksir) ** 2, weights=bobot)))


def mid_ranks(nilai: Pecahan, bobot: Pecahan) -> Pecahan:
    """Weighted mid-rank: weight of all lower values plus half the weight of the equal ones."""
    urut = np.argsort(nilai, kind="stable")
    _, mulai, ikut = np.unique(nilai[urut], return_index=True, return_inverse=True)
    berat = np.add.reduceat(bobot[urut], mulai)
    peringkat = np.empty(len(nilai), dtype=np.float64)
    peringkat[urut] = (np.cumsum(berat) - berat / 2)[ikut]
    return peringkat


def spearman(benar: Pecahan, taksir: Pecahan, bobot: Pecahan) -> float:
    """Weighted correlation of the weighted mid-ranks (equal weights: the usual Spearman)."""
    a, b = mid_ranks(benar, bobot), mid_ranks(taksir, bobot)
    a, b = a - np.average(a, weights=bobot), b - np.average(b, weights=bobot)
    return _bagi((bobot * a * b).sum(), float(np.sqrt((bobot * a * a).sum() * (bobot * b * b).sum())))


def auc(miskin: Saringan, taksir: Pecahan, bobot: Pecahan) -> float:
    """P(score of a poor person < score of a non-poor person), ties one half."""
    if not miskin.any() or miskin.all():
        return float("nan")
    peringkat = mid_ranks(taksir, np.where(miskin, bobot, 0.0))
    tidak = ~miskin
    return _bagi((bobot[tidak] * peringkat[tidak]).sum(), bobot[tidak].sum() * bobot[miskin].sum())


def deciles(nilai: Pecahan, bobot: Pecahan) -> Bilangan:
    """Weighted desil by the midpoint rule of desil.v1, for real-valued arrays."""
    bagian = mid_ranks(nilai, bobot) / bobot.sum()
    desil: Bilangan = np.minimum(10, np.floor(10 * bagian + 1e-12) + 1).astype(np.int64)
    return desil


def agreement(benar: Pecahan, taksir: Pecahan, bobot: Pecahan, jarak: int = 0) -> float:
    """Share of weight whose true and predicted desil differ by at most `jarak`."""
    beda = np.abs(deciles(benar, bobot) - deciles(taksir, bobot))
    return _bagi(bobot[beda <= jarak].sum(), bobot.sum())


def calibration(benar: Pecahan, taksir: Pecahan, bobot: Pecahan) -> list[tuple[int, float, float]]:
    """Return (desil of the prediction, mean truth, mean prediction), weighted, for desil that hold anyone."""
    desil = deciles(taksir, bobot)
    hasil = []
    for d in range(1, 11):
        isi = (desil == d) & (bobot > 0)
        if isi.any():
            hasil.append(
                (
                    d,
                    float(np.average(benar[isi], weights=bobot[isi])),
                    float(np.average(taksir[isi], weights=bobot[isi])),
                )
            )
    return hasil


def summary(benar: Pecahan, taksir: Pecahan, bobot: Pecahan) -> dict[str, float]:
    """Return every headline figure of B.3 for one set of predictions (ln scale)."""
    angka = {
        "r2": r2(benar, taksir, bobot),
        "rmse": rmse(benar, taksir, bobot),
        "spearman": spearman(benar, taksir, bobot),
        "auc20": auc(poorest(benar, bobot, 0.2), taksir, bobot),
        "desil_sama": agreement(benar, taksir, bobot),
        "desil_selisih_1": agreement(benar, taksir, bobot, 1),
    }
    for persen in (10, 20, 30, 40):
        miskin, terpilih = poorest(benar, bobot, persen / 100), poorest(taksir, bobot, persen / 100)
        angka[f"ee{persen}"] = exclusion_error(miskin, terpilih, bobot)
        angka[f"ie{persen}"] = inclusion_error(miskin, terpilih, bobot)
        angka[f"td{persen}"] = targeting_differential(miskin, terpilih, bobot)
    angka["cgh40"] = (1 - angka["ie40"]) / 0.4
    return angka


def cluster_bootstrap(
    hitung: Callable[[Bilangan], dict[str, float]], kelompok: Bilangan, *, benih: int, ulangan: int = ULANGAN
) -> dict[str, tuple[float, float]]:
    """Return the 95 % interval of each figure, drawing whole groups (areas) with replacement.

    `hitung` gets row numbers (with repeats) and returns the figures of that sample.
    """
    acak = np.random.default_rng(benih)
    daftar, ikut = np.unique(kelompok, return_inverse=True)
    urut = np.argsort(ikut, kind="stable")
    baris = np.split(urut, np.cumsum(np.bincount(ikut))[:-1])
    contoh: dict[str, list[float]] = {}
    for _ in range(ulangan):
        pilih = np.concatenate([baris[i] for i in acak.integers(0, len(daftar), len(daftar))])
        for nama, nilai in hitung(pilih).items():
            contoh.setdefault(nama, []).append(nilai)
    return {
        nama: (float(np.nanquantile(nilai, 0.025)), float(np.nanquantile(nilai, 0.975)))
        for nama, nilai in contoh.items()
    }
