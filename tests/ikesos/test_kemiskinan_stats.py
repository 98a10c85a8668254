"""Poverty measures, achievement, projection: small series whose answer can be reckoned by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikesos.stats.capaian import achievement, light, project
from ikesos.stats.kemiskinan import bottom_share, fgt, gap_cost, gini

# methods F
Y = np.array([400.0, 600, 700, 800, 1500])
W = np.array([5.0, 4, 3, 4, 2])


def test_poverty_measures_of_the_golden_case() -> None:
    assert fgt(Y, W, 705, 0) == pytest.approx(0.666667, abs=1e-6)
    assert fgt(Y, W, 705, 1) == pytest.approx(0.154452, abs=1e-6)
    assert fgt(Y, W, 705, 2) == pytest.approx(0.056928, abs=1e-6)
    assert gini(Y, W) == pytest.approx(0.221785, abs=1e-6)
    assert bottom_share(Y, W) == pytest.approx(0.261417, abs=1e-6)


def test_who_stands_on_the_line_is_not_poor() -> None:
    assert fgt(np.array([700.0, 800]), np.ones(2), 700, 0) == 0
    assert gap_cost(0.1, 705_397, 1000) == pytest.approx(70_539_700)


@pytest.mark.parametrize(("garis", "w"), [(0.0, [1.0, 1]), (700.0, [0.0, 0]), (700.0, [1.0, -1])])
def test_a_line_or_weights_without_sense_are_refused(garis: float, w: list[float]) -> None:
    with pytest.raises(ValueError, match="harus"):
        fgt(np.array([400.0, 900]), np.array(w), garis, 0)


@given(st.permutations(range(5)))
def test_the_order_of_people_does_not_matter(urut: list[int]) -> None:
    y, w = Y[urut], W[urut]
    assert gini(y, w) == pytest.approx(gini(Y, W))
    assert fgt(y, w, 705, 2) <= fgt(y, w, 705, 1) <= fgt(y, w, 705, 0)


def test_everybody_the_same_is_no_inequality() -> None:
    assert gini(np.full(4, 500.0), np.array([1.0, 2, 3, 4])) == pytest.approx(0)


def test_achievement_in_both_directions() -> None:
    assert achievement(45, 50, 1) == pytest.approx(90)
    assert achievement(5.5, 5.0, -1) == pytest.approx(90)
    assert achievement(4.5, 5.0, -1) == pytest.approx(110)
    assert achievement(20, 5, -1) == 0
    assert achievement(3, 0, 1) is None


def test_a_value_on_the_limit_gets_the_better_light() -> None:
    assert light(100, 100, 90) == "hijau"
    # 2 - 6,72/6,72 in binary fractions is not always 1.
    assert light(99.9999999, 100, 90) == "hijau"
    assert light(90, 100, 90) == "kuning"
    assert light(89.99, 100, 90) == "merah"
    assert light(None, 100, 90) == "belum"


def test_projection_needs_three_points_and_resists_one_that_is_off() -> None:
    assert project({2024: 7.28, 2025: 6.72}) is None
    lurus = project({2021: 10.0, 2022: 9.0, 2023: 30.0, 2024: 7.0, 2025: 6.0})
    assert lurus is not None
    assert lurus.kemiringan == pytest.approx(-1)
    assert lurus.at(2029)[0] == pytest.approx(2)


def test_projection_of_kukar_poverty() -> None:
    """Slopes of the pairs: -.03 -.35 -.33 -.56, -.19 -.34 -.445, -.2367 -.4133, -.3175; the median is -.335."""
    p0 = project({2021: 7.99, 2022: 7.96, 2023: 7.61, 2024: 7.28, 2025: 6.72})
    assert p0 is not None
    assert p0.kemiringan == pytest.approx(-0.335, abs=0.006)
    nilai, bawah, atas = p0.at(2029)
    assert bawah < nilai < atas
    assert p0.terkecil == pytest.approx(-0.56)
    assert p0.terbesar == pytest.approx(-0.03)
