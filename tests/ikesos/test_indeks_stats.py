"""The mathematics of the index against golden values (methods A.4 to A.6) and against laws it must obey."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikesos.stats import ahp, hubungan, kategori, kokoh, normalise
from ikesos.stats.aggregate import combine, normalised
from ikesos.stats.kokoh import Indikator, Mesin, simulate
from ikesos.stats.pohon import Pohon, Simpul
from ikesos.stats.sobol import sensitivity

EMAS = Pohon(
    [
        Simpul("IKS", None, 1),
        Simpul("KD", "IKS", 0.40),
        Simpul("PS", "IKS", 0.25),
        Simpul("KE", "IKS", 0.35),
        Simpul("A3", "KD", 0.5),
        Simpul("A6", "KD", 0.5),
        Simpul("APS", "A3", 1),
        Simpul("SMP", "A3", 1),
        Simpul("pidana", "A6", 1),
        Simpul("rukun", "PS", 1),
        Simpul("kerja", "KE", 0.6),
        Simpul("beban", "KE", 0.4),
    ]
)
PATOK = {
    "APS": (1, 60, 100),
    "SMP": (1, 30, 100),
    "pidana": (-1, 0, 300),
    "rukun": (1, 20, 100),
    "kerja": (1, 40, 80),
    "beban": (-1, 30, 90),
}
MENTAH = {
    "APS": [92, 98, 58],
    "SMP": [55, 78, 35],
    "pidana": [120, 210, 60],
    "rukun": [64, 41, 88],
    "kerja": [66, 71, 52],
    "beban": [48, 44, 70],
}
INDIKATOR = {k: Indikator(a, float(b), float(c)) for k, (a, b, c) in PATOK.items()}
X = {k: np.array(v, dtype=float) for k, v in MENTAH.items()}


def _z(x: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {k: normalise.goalposts(x[k], arah=a, minimum=b, maksimum=c).nilai for k, (a, b, c) in PATOK.items()}


@pytest.mark.parametrize(
    ("cara", "harap"),
    [
        ("arit", [60.7714, 55.9280, 48.9310]),
        ("geo", [60.5825, 51.7995, 45.1199]),
        ("harm", [60.3966, 47.1342, 42.2225]),
    ],
)
def test_golden_index(cara: str, harap: list[float]) -> None:
    hasil = EMAS.evaluate(_z(X), puncak=cara)
    assert np.round(hasil["IKS"].nilai, 4).tolist() == harap
    assert np.round(hasil["KD"].nilai, 4).tolist() == [58.9286, 55.8929, 41.7857]
    assert np.round(hasil["KE"].nilai, 4).tolist() == [67.0, 77.1667, 31.3333]


def test_golden_clipped() -> None:
    aps = normalise.goalposts(X["APS"], arah=1, minimum=60, maksimum=100)
    assert aps.terpotong.tolist() == [False, False, True]
    assert aps.nilai[2] == 0
    assert aps.mentah[2] == pytest.approx(-5.0)


def test_golden_hdi() -> None:
    """UNDP: LE 67.6, EYS 13.7, MYS 8.6, GNI 11 466 -> .7323 .6672 .7163, HDI .7047."""

    def indeks(x: float, bawah: float, atas: float) -> float:
        return float(normalise.goalposts(np.array([x]), arah=1, minimum=bawah, maksimum=atas).nilai[0])

    le, eys, mys = indeks(67.6, 20, 85), indeks(13.7, 0, 18), indeks(8.6, 0, 15)
    gni = indeks(math.log(11466), math.log(100), math.log(75000))
    didik = combine(np.array([[eys, mys]]), np.array([1.0, 1.0])).nilai[0]
    hdi = combine(np.array([[le, didik, gni]]), np.ones(3), cara="geo").nilai[0]
    assert [round(v / 100, 4) for v in (le, didik, gni, hdi)] == [0.7323, 0.6672, 0.7163, 0.7047]


def test_golden_ahp() -> None:
    hasil = ahp.solve(np.array([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]]))
    assert np.round(hasil.bobot, 4).tolist() == [0.6483, 0.2297, 0.1220]
    assert (round(hasil.lambda_maks, 4), round(hasil.ci, 4), round(hasil.cr, 4)) == (3.0037, 0.0018, 0.0032)
    assert hasil.konsisten
    assert hasil.tabel_ri == "saaty-1980"


def test_ahp_names_the_worst_triad() -> None:
    """a says 0 > 1 > 2 but 2 > 0: only that triad contradicts itself."""
    a = np.array([[1, 3, 1 / 5, 1], [1 / 3, 1, 3, 1 / 3], [5, 1 / 3, 1, 1], [1, 3, 1, 1]], dtype=float)
    hasil = ahp.solve(a)
    assert not hasil.konsisten
    assert hasil.triad[0][:3] == (0, 1, 2)
    assert hasil.triad[0][3] == pytest.approx(math.log(45))


def test_ahp_of_two_is_always_consistent_and_of_a_group_is_the_geometric_mean() -> None:
    a, b = np.array([[1, 4], [1 / 4, 1]]), np.array([[1, 1], [1, 1]], dtype=float)
    assert ahp.solve(a).cr == 0
    assert ahp.group([a, b])[0, 1] == pytest.approx(2.0)
    assert ahp.solve(ahp.group([a, b])).bobot.tolist() == pytest.approx([2 / 3, 1 / 3])
    with pytest.raises(ValueError, match="berkebalikan"):
        ahp.solve(np.array([[1, 4], [1 / 3, 1]]))


def test_missing_parts_give_their_weight_away_until_two_thirds_are_left() -> None:
    nilai = np.array([[30, 60, 90], [np.nan, 60, 90], [np.nan, np.nan, 90]], dtype=float)
    gabung = combine(nilai, np.array([1.0, 1.0, 1.0]))
    assert gabung.nilai[:2].tolist() == pytest.approx([60, 75])
    assert np.isnan(gabung.nilai[2])
    assert gabung.imputed_weight_share.tolist() == pytest.approx([0, 1 / 3, 2 / 3])


def test_no_index_without_every_dimension() -> None:
    x = {**X, "rukun": np.array([64, np.nan, 88])}
    hasil = EMAS.evaluate(_z(x))
    assert np.isnan(hasil["IKS"].nilai).tolist() == [False, True, False]
    assert hasil["IKS"].ada[1] == pytest.approx(0.75)


def test_categories_hold_their_lower_edge() -> None:
    label = [kategori.label(v) for v in (0.0, 39.99, 40.0, 55.0, 85.0, 100.0, None)]
    assert label == ["sangat rendah", "sangat rendah", "rendah", "sedang", "sangat tinggi", "sangat tinggi", ""]


@pytest.mark.parametrize("arah", [1, -1])
def test_observed_range_of_equal_numbers_is_fifty(arah: int) -> None:
    hasil = normalise.observed(np.array([7.0, 7.0, np.nan]), arah=arah).nilai
    assert hasil[:2].tolist() == [50, 50]
    assert np.isnan(hasil[2])


ANGKA = st.floats(-50, 400, allow_nan=False, width=32)


@given(st.lists(ANGKA, min_size=6, max_size=6), st.integers(0, 5), st.floats(0, 100), st.sampled_from(["arit", "geo"]))
def test_a_better_indicator_never_lowers_the_index(x: list[float], mana: int, naik: float, cara: str) -> None:
    kolom = dict(zip(PATOK, x, strict=True))
    nama = list(PATOK)[mana]
    lebih = {**kolom, nama: kolom[nama] + PATOK[nama][0] * naik}
    a, b = (
        EMAS.evaluate(_z({k: np.array([v]) for k, v in satu.items()}), puncak=cara)["IKS"].nilai[0]
        for satu in (kolom, lebih)
    )
    assert b >= a - 1e-9


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=9).filter(lambda w: sum(w) > 0))
def test_weights_sum_to_one(bobot: list[float]) -> None:
    assert normalised(np.array(bobot)).sum() == pytest.approx(1)
    pohon = Pohon([Simpul("I", None, 5), *(Simpul(f"n{i}", "I", w) for i, w in enumerate(bobot))])
    assert sum(pohon.bobot[f"n{i}"] for i in range(len(bobot))) == pytest.approx(1)
    assert sum(pohon.weight_in_total(k) for k in pohon.daun) == pytest.approx(1)


@given(st.lists(ANGKA, min_size=2, max_size=8), st.floats(0.01, 1000), st.floats(-100, 100))
def test_units_do_not_matter_when_the_goalposts_go_with_them(x: list[float], kali: float, tambah: float) -> None:
    asal = np.array(x)
    a = normalise.goalposts(asal, arah=1, minimum=0, maksimum=300).nilai
    b = normalise.goalposts(asal * kali + tambah, arah=1, minimum=tambah, maksimum=300 * kali + tambah).nilai
    assert a == pytest.approx(b, abs=1e-4)


@pytest.mark.parametrize(
    ("simpul", "pesan"),
    [
        ([Simpul("a", None, 1), Simpul("a", None, 1)], "ganda"),
        ([Simpul("a", "b", 1)], "tidak ada"),
        ([Simpul("a", "b", 1), Simpul("b", "a", 1)], "lingkaran"),
        ([Simpul("a", None, 1), Simpul("b", "a", 0)], "nol"),
    ],
)
def test_a_tree_that_is_none(simpul: list[Simpul], pesan: str) -> None:
    with pytest.raises(ValueError, match=pesan):
        Pohon(simpul)


def _many(n: int, geser: float = 0.0) -> dict[str, np.ndarray]:
    acak = np.random.default_rng(5)
    return {k: acak.uniform(b, c, n) + geser * np.arange(n) for k, (_, b, c) in PATOK.items()}


def test_robustness_is_the_same_for_the_same_seed_and_says_one_where_one_is_best_in_everything() -> None:
    x = _many(20)
    terbaik = {k: np.append(v, PATOK[k][2] if PATOK[k][0] == 1 else PATOK[k][1]) for k, v in x.items()}
    a, b = (simulate(EMAS, INDIKATOR, terbaik, tarikan=400, benih=7) for _ in range(2))
    assert np.array_equal(a.atas, b.atas)
    assert a.rata_geser == b.rata_geser
    assert (a.peringkat[-1], a.bawah[-1], a.median[-1], a.atas[-1], a.peluang_geser[-1]) == (1, 1, 1, 1, 0)
    assert (a.bawah <= a.median).all()
    assert (a.median <= a.atas).all()
    assert simulate(EMAS, INDIKATOR, terbaik, tarikan=400, benih=8).rata_geser != a.rata_geser


def test_the_band_holds_the_rank_and_says_where_the_draws_leave_it_out() -> None:
    """Five draws are so few that some ranks are in none of them."""
    di_luar = 0
    for benih in range(12):
        acak = np.random.default_rng(benih)
        x = {k: acak.uniform(b, c, 12) for k, (_, b, c) in PATOK.items()}
        hasil = simulate(EMAS, INDIKATOR, x, tarikan=5)
        assert (hasil.bawah <= hasil.peringkat).all()
        assert (hasil.peringkat <= hasil.atas).all()
        assert ((hasil.peringkat == hasil.bawah) | (hasil.peringkat == hasil.atas))[hasil.di_luar].all()
        di_luar += int(hasil.di_luar.sum())
    assert di_luar


def test_survey_error_widens_the_band_of_two_that_differ_in_nothing_else() -> None:
    x = {k: np.array([50.0, 50.0]) for k in PATOK} | {"rukun": np.array([60.0, 61.0])}
    tetap = simulate(EMAS, INDIKATOR, x, tarikan=400)
    galat = kokoh.standard_error(x["rukun"], np.array([100.0, 100.0]))
    goyah = simulate(EMAS, INDIKATOR | {"rukun": Indikator(1, 20, 100, galat)}, x, tarikan=400)
    assert galat[0] == pytest.approx(100 * math.sqrt(0.6 * 0.4 / 100 * 2))
    # Without it the second is first in every draw; the first only ties where `rukun` itself is left out.
    assert (tetap.median[0], tetap.atas[1]) == (2, 1)
    assert (goyah.bawah[0], goyah.atas[1]) == (1, 2)
    assert kokoh.overlap(goyah.bawah, goyah.atas, 0, 1)
    assert not kokoh.overlap(np.array([1.0, 4.0]), np.array([3.0, 6.0]), 0, 1)


def test_a_unit_without_an_index_has_no_rank_and_takes_none() -> None:
    x = _many(6)
    x["rukun"][2] = np.nan
    hasil = simulate(EMAS, INDIKATOR, x, tarikan=100)
    assert np.isnan(hasil.peringkat).tolist() == [False, False, True, False, False, False]
    assert sorted(hasil.peringkat[~np.isnan(hasil.peringkat)]) == [1, 2, 3, 4, 5]


def test_sensitivity_finds_the_one_choice_that_matters() -> None:
    """Three equal dimensions that never disagree: neither weights nor the kind of mean can move a rank."""
    pohon = Pohon([Simpul("I", None, 1), *(Simpul(k, "I", 1) for k in "abc")])
    nilai = np.linspace(10, 90, 9)
    ind = {k: Indikator(1, 0, 100) for k in "abc"}
    diam = sensitivity(Mesin(pohon, ind, dict.fromkeys("abc", nilai)), dasar=32, benih=1)
    assert not diam.st.any()
    acak = np.random.default_rng(3)
    x = {k: acak.uniform(20, 80, 9) for k in "ab"} | {"c": acak.uniform(20, 80, 9)}
    hasil = sensitivity(Mesin(pohon, ind, x), dasar=64, benih=1)
    assert hasil.faktor == ("agregasi", "normalisasi", "bobot a", "bobot b", "bobot c", "tanpa indikator")
    assert hasil.faktor[int(np.argmax(hasil.st))] == "tanpa indikator"
    assert hasil.jalan == 64 * 14


def test_an_indicator_against_its_dimension_is_named() -> None:
    naik = np.arange(8.0)
    hasil = hubungan.relate(naik, -naik, naik)
    assert hasil.berlawanan
    assert (hasil.pearson, hasil.spearman, hasil.bobot_efektif) == pytest.approx((-1, -1, 1))
    assert hubungan.relate(np.full(8, 3.0), naik, naik).tanpa_ragam
    assert hubungan.spearman(np.array([1.0, 2, 2, 4]), np.array([1.0, 3, 3, 900])) == pytest.approx(1)
