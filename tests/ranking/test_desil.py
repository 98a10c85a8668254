"""desil.v1: tiny cases worked by hand, and properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtsen.ranking.stats import desil

SKOR = st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9)), min_size=1, max_size=60)


def arrays(pasangan: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([s for s, _ in pasangan], dtype=np.int64), np.array([w for _, w in pasangan], dtype=np.int64)


def test_ten_equal_families_get_one_desil_each() -> None:
    hasil, ambang = desil.rank(np.arange(10) * 100, np.ones(10, dtype=np.int64))
    assert hasil.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert ambang == (100, 200, 300, 400, 500, 600, 700, 800, 900)


def test_midpoint_of_weighted_groups() -> None:
    """Weights 3, 1, 6 of 10: midpoints .15, .35, .70 -> desil 2, 4, 8."""
    hasil, ambang = desil.rank(np.array([7, 5, 9]), np.array([1, 3, 6]))
    assert hasil.tolist() == [4, 2, 8]
    assert ambang == (5, 7, 7, 9, 9, 9, 9, None, None)


def test_midpoint_exactly_on_an_edge_goes_up() -> None:
    """Weights 2, 2, 16 of 20: midpoint of the second group is 3/20 = .15, of the first 1/20; third 12/20 = .6 -> 7."""
    assert desil.desil_of_groups(np.array([2, 2, 16])).tolist() == [1, 2, 7]
    """Weights 1, 2, 7 of 10: the second group's midpoint is exactly .2."""
    assert desil.desil_of_groups(np.array([1, 2, 7])).tolist() == [1, 3, 7]


def test_one_family_alone_is_in_the_middle() -> None:
    hasil, ambang = desil.rank(np.array([42]), np.array([4]))
    assert hasil.tolist() == [6]
    assert ambang == (42, 42, 42, 42, 42, None, None, None, None)


def test_shares_and_edge_groups() -> None:
    isi, tepi = desil.shares(np.array([1, 1, 2]), np.array([2, 3, 5]))
    assert isi.tolist() == [0, 0, 5, 0, 0, 0, 0, 5, 0, 0]
    assert tepi == (5, 5, 5, 5, 5, 5, 5, 0, 0)


def test_weights_beyond_int64_stay_exact() -> None:
    besar = 2**59
    kecil = desil.rank(np.array([3, 1, 2]), np.array([1, 2, 3]))
    hasil = desil.rank(np.array([3, 1, 2]), np.array([besar, 2 * besar, 3 * besar]))
    assert hasil[0].tolist() == kecil[0].tolist()
    assert hasil[1] == kecil[1]


@pytest.mark.parametrize(("skor", "bobot"), [([1, 2], [1]), ([1, 2], [1, -1]), ([1, 2], [0, 0])])
def test_refuses_impossible_weights(skor: list[int], bobot: list[int]) -> None:
    with pytest.raises(ValueError, match="bobot"):
        desil.rank(np.array(skor), np.array(bobot))


@given(SKOR)
def test_order_of_input_does_not_matter(pasangan: list[tuple[int, int]]) -> None:
    skor, bobot = arrays(pasangan)
    urutan = np.random.default_rng(len(pasangan)).permutation(len(pasangan))
    asal, ambang = desil.rank(skor, bobot)
    kocok, ambang_kocok = desil.rank(skor[urutan], bobot[urutan])
    assert kocok.tolist() == asal[urutan].tolist()
    assert ambang == ambang_kocok


@given(SKOR)
def test_higher_skor_never_lower_desil_and_same_skor_same_desil(pasangan: list[tuple[int, int]]) -> None:
    skor, bobot = arrays(pasangan)
    hasil, _ = desil.rank(skor, bobot)
    urut = np.argsort(skor, kind="stable")
    assert (np.diff(hasil[urut]) >= 0).all()
    for nilai in set(skor.tolist()):
        assert len(set(hasil[skor == nilai].tolist())) == 1


@given(SKOR)
def test_thresholds_reproduce_the_definition(pasangan: list[tuple[int, int]]) -> None:
    """Against the definition of B.6 written with Python integers, family by family."""
    skor, bobot = arrays(pasangan)
    hasil, ambang = desil.rank(skor, bobot)
    total = sum(w for _, w in pasangan)
    for (s, _), d in zip(pasangan, hasil.tolist(), strict=True):
        rendah = sum(w for t, w in pasangan if t < s)
        sama = sum(w for t, w in pasangan if t == s)
        assert d == min(10, 10 * (2 * rendah + sama) // (2 * total) + 1)
        assert d == 1 + sum(batas is not None and batas <= s for batas in ambang)


@given(SKOR, st.integers(1, 7))
def test_scaling_all_weights_changes_nothing(pasangan: list[tuple[int, int]], kali: int) -> None:
    skor, bobot = arrays(pasangan)
    assert desil.rank(skor, bobot)[0].tolist() == desil.rank(skor, bobot * kali)[0].tolist()


@given(SKOR)
def test_a_desil_holds_a_tenth_up_to_half_the_groups_at_its_edges(pasangan: list[tuple[int, int]]) -> None:
    skor, bobot = arrays(pasangan)
    isi, _ = desil.shares(skor, bobot)
    _, berat = desil.histogram(skor, bobot)
    assert isi.sum() == bobot.sum()
    assert (np.abs(isi - bobot.sum() / 10) <= berat.max()).all()
