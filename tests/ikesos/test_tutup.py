"""Nobody works a hidden count out: by linear algebra over everything published, and by what the index is made from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ikesos.stats.tutup import KECIL, PELENGKAP, RAHASIA, Jumlahan, protect

# One kabupaten, three kecamatan of two, three and four desa.
JUMLAHAN: list[Jumlahan] = [(1, [4, 5]), (2, [6, 7, 8]), (3, [9, 10, 11, 12]), (0, [1, 2, 3])]


def table(a: list[float], b: list[float]) -> tuple[np.ndarray, np.ndarray]:
    penuh = [np.concatenate([np.zeros(4), np.array(satu, dtype=np.float64)]) for satu in (a, b)]
    for satu in penuh:
        for induk, bagian in JUMLAHAN:
            satu[induk] = satu[bagian].sum()
    return penuh[0], penuh[1]


def solved(hilang: list[int]) -> set[int]:
    """Cells among the unknown that the sums determine: those where every vector of the null space is zero."""
    if not hilang:
        return set()
    persamaan = np.array([[(i in bagian) - (i == induk) for i in hilang] for induk, bagian in JUMLAHAN], float)
    _, s, vt = np.linalg.svd(persamaan)
    bebas = vt[(s > 1e-9).sum() :]
    return {i for n, i in enumerate(hilang) if np.abs(bebas[:, n]).max(initial=0) < 1e-9}


ANGKA = st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 8, 9, 15, 40, 200]), min_size=9, max_size=9)
LEBIH = st.lists(st.sampled_from([0, 1, 3, 8, 20, 90]), min_size=9, max_size=9)


@settings(max_examples=400)
@given(ANGKA, LEBIH)
def test_sums_determine_no_hidden_count(a: list[int], lebih: list[int]) -> None:
    x, y = table(list(map(float, a)), [float(n + m) for n, m in zip(a, lebih, strict=True)])
    hasil = protect(x, y, y, JUMLAHAN)
    berisi = [i for i in range(13) if hasil.sebab[i] and y[i] > 0]
    for i in range(13):
        if 0 < x[i] <= 4 or 0 < y[i] < 10:
            assert hasil.sebab[i]
    pembilang = [i for i in berisi if hasil.sebab[i] == RAHASIA or 0 < x[i] <= 4]
    # The reader knows every denominator but those of small groups and of their companions.
    penyebut = [i for i in berisi if hasil.sebab[i] == KECIL]
    assert not solved(berisi) & set(pembilang)
    assert not solved([i for i in berisi if hasil.sebab[i] != RAHASIA]) & set(penyebut)


@given(ANGKA, LEBIH, st.integers(0, 2**32))
def test_the_index_is_made_from_nothing_that_the_sums_do_not_say(a: list[int], lebih: list[int], benih: int) -> None:
    """Move the hidden counts so that every published sum stays: the numbers that enter the index stay as well."""
    x, y = table([n + 0.5 if n else 0.0 for n in a], [float(n + m + 1) for n, m in zip(a, lebih, strict=True)])
    hasil = protect(x, y, y, JUMLAHAN)
    hilang = [i for i in range(13) if hasil.sebab[i]]
    assume(hilang)
    persamaan = np.array([[(i in bagian) - (i == induk) for i in hilang] for induk, bagian in JUMLAHAN], float)
    _, s, vt = np.linalg.svd(persamaan)
    bebas = vt[(s > 1e-9).sum() :]
    geser = np.zeros(13)
    geser[hilang] = 0.01 * np.random.default_rng(benih).uniform(-1, 1, len(bebas)) @ bebas
    lain = protect(x + geser, y, y, JUMLAHAN)
    assume(lain.sebab == hasil.sebab)
    assert lain.a == pytest.approx(hasil.a, abs=1e-9)
    assert lain.b == pytest.approx(hasil.b)


def test_the_smallest_part_that_is_large_enough_stands_beside_a_hidden_one_and_takes_the_difference() -> None:
    x, y = table([3, 40, 0, 0, 0, 9, 5, 12, 30], [50, 60, 40, 40, 40, 70, 90, 80, 40])
    hasil = protect(x, y, y, JUMLAHAN)
    assert hasil.sebab[4:6] == [RAHASIA, PELENGKAP]
    assert hasil.sebab[:4] == [""] * 4
    assert (hasil.a[4], hasil.a[5]) == (2.5, 40.5)
    assert hasil.sebab[9:] == [""] * 4


def test_a_small_denominator_has_a_companion_that_takes_its_people_in() -> None:
    x, y = table([5, 40, 0, 0, 0, 9, 5, 12, 30], [7, 60, 0, 0, 0, 70, 90, 80, 120])
    hasil = protect(x, y, y, JUMLAHAN)
    assert hasil.sebab[4:6] == [KECIL, PELENGKAP]
    assert (hasil.a[5], hasil.b[5]) == (45, 67)


def test_where_no_part_can_stand_beside_it_the_sum_is_hidden_and_another_one_with_a_part_of_its_own() -> None:
    x, y = table([3, 0, 20, 30, 40, 50, 60, 70, 80], [50, 60, 30, 40, 50, 60, 70, 80, 90])
    hasil = protect(x, y, y, JUMLAHAN)
    assert hasil.sebab[4] == RAHASIA
    assert hasil.sebab[1] == RAHASIA
    assert hasil.sebab[2] == PELENGKAP
    assert hasil.sebab[6] == PELENGKAP
    assert hasil.a[[1, 2, 6]].tolist() == [2.5, 90.5, 20.5]


def test_two_small_ones_that_their_sum_gives_away_get_a_companion() -> None:
    for a, teman in ((4, True), (3, False)):
        x, y = table([4, a, 0, 0, 0, 0, 0, 0, 0], [50] * 9)
        assert (PELENGKAP in protect(x, y, y, JUMLAHAN).sebab) is teman
