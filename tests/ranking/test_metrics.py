"""Metrics of B.4 on cases whose answer can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtsen.ranking.stats import metrics

BENAR = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
TAKSIR = np.array([2.0, 1.0, 4.0, 3.0, 5.0])
SATU = np.ones(5)


def test_the_household_on_the_boundary_is_not_selected() -> None:
    assert metrics.poorest(BENAR, SATU, 0.4).tolist() == [True, True, False, False, False]
    assert metrics.poorest(BENAR, SATU, 0.39).tolist() == [True, False, False, False, False]
    assert metrics.poorest(BENAR, np.array([1.0, 3.0, 2.0, 2.0, 2.0]), 0.3).tolist() == [True] + [False] * 4


def test_a_tie_group_on_the_boundary_is_not_selected_as_a_whole() -> None:
    assert metrics.poorest(np.array([1.0, 2.0, 2.0, 3.0]), np.ones(4), 0.5).tolist() == [True, False, False, False]


def test_exclusion_and_inclusion_error_by_persons() -> None:
    miskin = np.array([True, True, False, False])
    terpilih = np.array([True, False, True, False])
    bobot = np.array([1.0, 3.0, 2.0, 4.0])
    assert metrics.exclusion_error(miskin, terpilih, bobot) == pytest.approx(3 / 4)
    assert metrics.inclusion_error(miskin, terpilih, bobot) == pytest.approx(2 / 3)
    assert metrics.targeting_differential(miskin, terpilih, bobot) == pytest.approx(1 / 4 - 2 / 6)


def test_r2_and_rmse_by_persons() -> None:
    """Truth 0 and 4 with weights 1 and 3: mean 3, total 9 + 3 = 12; errors 1 and 0: residual 1."""
    benar, taksir, bobot = np.array([0.0, 4.0]), np.array([1.0, 4.0]), np.array([1.0, 3.0])
    assert metrics.r2(benar, taksir, bobot) == pytest.approx(1 - 1 / 12)
    assert metrics.rmse(benar, taksir, bobot) == pytest.approx(0.5)


def test_spearman_of_two_swaps() -> None:
    """Rank differences 1, 1, 1, 1, 0: 1 - 6 * 4 / (5 * 24) = .8."""
    assert metrics.spearman(BENAR, TAKSIR, SATU) == pytest.approx(0.8)


def test_auc_counts_ties_one_half() -> None:
    miskin = np.array([True, True, False, False])
    assert metrics.auc(miskin, np.array([1.0, 3.0, 2.0, 3.0]), np.ones(4)) == pytest.approx((1 + 1 + 0 + 0.5) / 4)
    assert metrics.auc(miskin, np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 2.0, 3.0, 4.0])) == pytest.approx(1)


def test_decile_agreement() -> None:
    nilai = np.arange(10.0)
    geser = np.array([1.0, 0.0, *range(2, 10)])
    assert metrics.agreement(nilai, geser, np.ones(10)) == pytest.approx(0.8)
    assert metrics.agreement(nilai, geser, np.ones(10), 1) == pytest.approx(1.0)


def test_calibration_gives_means_by_desil_of_the_prediction() -> None:
    hasil = metrics.calibration(np.array([5.0, 7.0]), np.array([1.0, 2.0]), np.array([1.0, 1.0]))
    assert hasil == [(3, 5.0, 1.0), (8, 7.0, 2.0)]


def test_bootstrap_draws_whole_groups_and_repeats_with_the_seed() -> None:
    nilai = np.array([0.0, 0.0, 10.0, 10.0])
    kelompok = np.array([0, 0, 1, 1])

    def rerata(baris: np.ndarray) -> dict[str, float]:
        assert np.isin(nilai[baris].mean(), [0.0, 5.0, 10.0])
        return {"rerata": float(nilai[baris].mean())}

    satu = metrics.cluster_bootstrap(rerata, kelompok, benih=3, ulangan=40)
    assert satu == metrics.cluster_bootstrap(rerata, kelompok, benih=3, ulangan=40)
    assert satu["rerata"] == (0.0, 10.0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 5)), min_size=2, max_size=40))
def test_order_of_input_does_not_matter(baris: list[tuple[int, int, int]]) -> None:
    benar, taksir, bobot = (np.array(k, dtype=np.float64) for k in zip(*baris, strict=True))
    acak = np.random.default_rng(len(baris)).permutation(len(baris))
    asal = metrics.summary(benar, taksir, bobot)
    kocok = metrics.summary(benar[acak], taksir[acak], bobot[acak])
    for nama, nilai in asal.items():
        assert kocok[nama] == pytest.approx(nilai, nan_ok=True), nama
