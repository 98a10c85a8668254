"""Nobody works a hidden count out: by linear algebra over everything published, and by what the index is made from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ikesos.stats.tutup import KECIL, PELENGKAP, RAHASIA, SISA, Jumlahan, Utuh, protect

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


def part(x: np.ndarray, y: np.ndarray, a: list[float], b: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """The counts of a group: those of everybody, less so many outside it."""
    luar = table([min(n, m) for n, m in zip(a, x[4:], strict=True)], [0.0] * 9)[0]
    # Some of those outside have no numerator: at most as many as everybody has.
    lain = table([min(n, m) for n, m in zip(b, (y - x)[4:], strict=True)], [0.0] * 9)[0]
    return x - luar, y - luar - lain


def whole(x: np.ndarray, y: np.ndarray) -> Utuh:
    hasil = protect(x, y, y, JUMLAHAN)
    return Utuh(x, y, hasil.a, hasil.b, np.isin(hasil.sebab, [PELENGKAP, SISA]))


def open_differences(umum: list[int], kelompok: list[int], cari: list[int]) -> list[int]:
    """Regions where everybody less the group is determined, by one system over the unknown of both tables."""
    tak_tahu = [(0, i) for i in umum] + [(1, i) for i in kelompok]
    if not tak_tahu:
        return cari
    persamaan = np.array(
        [
            [(t == s) * ((i in bagian) - (i == induk)) for s, i in tak_tahu]
            for t in (0, 1)
            for induk, bagian in JUMLAHAN
        ],
        float,
    )
    _, s, vt = np.linalg.svd(persamaan)
    bebas = vt[(s > 1e-9).sum() :]
    beda = {i: np.array([((i == j) * (1 - 2 * s)) for s, j in tak_tahu], float) for i in cari}
    return [i for i, vektor in beda.items() if np.abs(bebas @ vektor).max(initial=0) < 1e-9]


@settings(max_examples=150)
@given(ANGKA, LEBIH, ANGKA, LEBIH)
def test_everybody_without_a_group_is_determined_nowhere_where_they_are_few(
    a: list[int], lebih: list[int], luar_a: list[int], luar_b: list[int]
) -> None:
    x, y = table(list(map(float, a)), [float(n + m) for n, m in zip(a, lebih, strict=True)])
    ga, gb = part(x, y, list(map(float, luar_a)), list(map(float, luar_b)))
    umum = protect(x, y, y, JUMLAHAN)
    hasil = protect(ga, gb, gb, JUMLAHAN, [whole(x, y)])
    hilang_umum, hilang = ([i for i in range(13) if t.sebab[i] and n[i] > 0] for t, n in ((umum, y), (hasil, gb)))
    sedikit = [i for i in range(13) if 0 < x[i] - ga[i] <= 4]
    assert not open_differences(hilang_umum, hilang, sedikit)
    # The reader knows the denominators beside a small numerator, of the group or of those outside.
    ringan = {i for i in range(13) if hasil.sebab[i] == RAHASIA or (hasil.sebab[i] == SISA and y[i] - gb[i] >= 10)}
    sedikit = [i for i in range(13) if 0 < y[i] - gb[i] < 10]
    assert not open_differences(
        [i for i in hilang_umum if umum.sebab[i] != RAHASIA], [i for i in hilang if i not in ringan], sedikit
    )
    # What was true of a table alone is still true.
    assert not solved(hilang) & {i for i in hilang if 0 < ga[i] <= 4}


@given(ANGKA, LEBIH, ANGKA, LEBIH, st.integers(0, 2**32))
def test_the_index_of_a_group_is_made_from_nothing_that_the_sums_do_not_say(
    a: list[int], lebih: list[int], luar_a: list[int], luar_b: list[int], benih: int
) -> None:
    """Move the hidden counts of everybody and of the group: what enters the index of the group stays."""
    x, y = table([n + 0.5 if n else 0.0 for n in a], [float(n + m + 1) for n, m in zip(a, lebih, strict=True)])
    ga, gb = part(x, y, [n + 0.25 for n in luar_a], list(map(float, luar_b)))
    semula = whole(x, y)
    umum, hasil = protect(x, y, y, JUMLAHAN), protect(ga, gb, gb, JUMLAHAN, [semula])
    acak = np.random.default_rng(benih)
    geser = []
    for satu, n in ((umum, y), (hasil, gb)):
        hilang = [i for i in range(13) if satu.sebab[i] and n[i] > 0]
        langkah = np.zeros(13)
        if hilang:
            persamaan = np.array([[(i in bagian) - (i == induk) for i in hilang] for induk, bagian in JUMLAHAN], float)
            _, s, vt = np.linalg.svd(persamaan)
            bebas = vt[(s > 1e-9).sum() :]
            langkah[hilang] = 0.01 * acak.uniform(-1, 1, len(bebas)) @ bebas
        geser.append(langkah)
    assume(any(langkah.any() for langkah in geser))
    kini = whole(x + geser[0], y)
    lain = protect(ga + geser[1], gb, gb, JUMLAHAN, [kini])
    assume(lain.sebab == hasil.sebab and kini.penjaga.tolist() == semula.penjaga.tolist())
    assert lain.a == pytest.approx(hasil.a, abs=1e-9)
    assert lain.b == pytest.approx(hasil.b)


def test_a_group_is_hidden_where_it_leaves_few_of_everybody_and_enters_by_what_everybody_knows() -> None:
    x, y = table([40, 50, 60, 70, 80, 90, 60, 70, 80], [90] * 9)
    ga, gb = x.copy(), y.copy()
    ga[4:], gb[4:] = ga[4:] - 20, gb[4:] - 30
    # Three outside the group here; six of them in all there.
    ga[4], gb[6] = 37, 84
    for induk, bagian in JUMLAHAN:
        ga[induk], gb[induk] = ga[bagian].sum(), gb[bagian].sum()
    hasil = protect(ga, gb, gb, JUMLAHAN, [whole(x, y)])
    assert hasil.sebab[4:9] == [SISA, PELENGKAP, SISA, PELENGKAP, ""]
    assert hasil.sebab[:4] == [""] * 4
    assert (hasil.a[4], hasil.b[4]) == (37.5, 60)
    assert (hasil.a[6], hasil.b[6]) == (60, 90)
    assert hasil.a[4] + hasil.a[5] == ga[1]


def test_where_all_are_members_the_same_cells_are_hidden() -> None:
    x, y = table([3, 40, 20, 30, 40, 50, 60, 70, 80], [50, 60, 30, 40, 50, 60, 70, 80, 90])
    satu, dua = protect(x, y, y, JUMLAHAN), protect(x, y, y, JUMLAHAN, [whole(x, y)])
    assert satu.sebab == dua.sebab
    assert dua.a.tolist() == satu.a.tolist()


def test_a_companion_that_consists_of_members_alone_is_hidden_in_the_group_as_well() -> None:
    x, y = table([3, 40, 20, 30, 40, 50, 60, 70, 80], [50, 60, 30, 40, 50, 60, 70, 80, 90])
    ga, gb = x.copy(), y.copy()
    ga[6:], gb[6:] = ga[6:] - 15, gb[6:] - 15
    for induk, bagian in JUMLAHAN:
        ga[induk], gb[induk] = ga[bagian].sum(), gb[bagian].sum()
    utuh = whole(x, y)
    assert utuh.penjaga[5]
    assert protect(ga, gb, gb, JUMLAHAN, [utuh]).sebab[4:6] == [RAHASIA, SISA]
