"""Spreading a quota: the golden values of the project's methods, and what must hold for every spread."""

from __future__ import annotations

import os
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verval.kuota.apportion import (
    KUNCI,
    METODE,
    Bagian,
    KuotaSalah,
    apportion,
    apportion_tree,
    around,
    evenness,
    needed,
)

EMAS = (7350, 5120, 3333, 2890, 1807, 950, 420)
NAMA = "abcdefg"


def seats(dasar: tuple[int, ...], kuota: int, metode: str) -> tuple[int, ...]:
    bagian = {NAMA[i]: Bagian(v) for i, v in enumerate(dasar)}
    return tuple(k.jumlah for k in apportion(bagian, kuota, metode).kursi.values())


@pytest.mark.parametrize(
    ("metode", "hasil"),
    [
        *((metode, (67, 47, 30, 26, 17, 9, 4)) for metode in METODE),
        ("dhondt", (68, 47, 31, 27, 16, 8, 3)),
    ],
)
def test_golden_values(metode: str, hasil: tuple[int, ...]) -> None:
    assert seats(EMAS, 200, metode) == hasil


def test_alabama_paradox_of_the_largest_remainder() -> None:
    assert seats((6, 6, 2), 10, "sisa_terbesar") == (4, 4, 2)
    assert seats((6, 6, 2), 11, "sisa_terbesar") == (5, 5, 1)


@pytest.mark.parametrize("metode", METODE)
def test_caps_and_floors(metode: str) -> None:
    bagian = {"a": Bagian(90, 0, 10), "b": Bagian(5, 10), "c": Bagian(5, 10)}
    hasil = apportion(bagian, 100, metode)
    assert [k.jumlah for k in hasil.kursi.values()] == [10, 45, 45]
    assert hasil.kursi["a"].ikatan == "maksimum"
    assert hasil.sisa == 0


@pytest.mark.parametrize("metode", METODE)
def test_ties_go_to_the_larger_base_then_to_the_lower_code(metode: str) -> None:
    sama = {"c": Bagian(5), "a": Bagian(5), "b": Bagian(5)}
    assert {k: v.jumlah for k, v in apportion(sama, 4, metode).kursi.items()} == {"a": 2, "b": 1, "c": 1}


@pytest.mark.parametrize("metode", METODE)
def test_what_nobody_can_take_is_said(metode: str) -> None:
    bagian = {"a": Bagian(10, 0, 3), "b": Bagian(20, 0, 4), "c": Bagian(0)}
    hasil = apportion(bagian, 10, metode)
    assert [k.jumlah for k in hasil.kursi.values()] == [3, 4, 0]
    assert hasil.sisa == 3


@pytest.mark.parametrize(
    ("bagian", "kuota", "metode", "kode"),
    [
        ({"a": Bagian(0), "b": Bagian(0)}, 5, "sisa_terbesar", "tanpa_dasar"),
        ({}, 5, "webster", "tanpa_dasar"),
        ({"a": Bagian(3, 4), "b": Bagian(3, 4)}, 7, "sisa_terbesar", "minimum_terlalu_besar"),
        ({"a": Bagian(3), "b": Bagian(3)}, 1, "huntington_hill", "kuota_terlalu_kecil"),
        ({"a": Bagian(3)}, -1, "webster", "kuota_negatif"),
        ({"a": Bagian(3, 5, 4)}, 9, "webster", "batas_salah"),
    ],
)
def test_refusals(bagian: dict[str, Bagian], kuota: int, metode: str, kode: str) -> None:
    with pytest.raises(KuotaSalah) as galat:
        apportion(bagian, kuota, metode)
    assert galat.value.kode == kode


def test_evenness() -> None:
    bagian = {"a": Bagian(300), "b": Bagian(100), "c": Bagian(0)}
    hasil = evenness(bagian, apportion(bagian, 10))
    assert hasil.per_seratus == {"a": Fraction(8, 3), "b": Fraction(2)}
    assert hasil.rasio == Fraction(4, 3)
    assert hasil.gallagher == pytest.approx(5.0)


def test_around_keeps_within_the_per_cent() -> None:
    assert around(10, 15) == (9, 11)
    assert around(0, 50) == (0, 0)


batas = st.one_of(st.none(), st.integers(0, 30))
satu_bagian = st.builds(
    lambda dasar, minimum, lebih: Bagian(dasar, minimum, None if lebih is None else minimum + lebih),
    st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 100_000)),
    st.one_of(st.just(0), st.integers(0, 5)),
    batas,
)
pohon = st.dictionaries(
    st.sampled_from(["640201", "640202", "640203", "640204"]),
    st.dictionaries(st.sampled_from(["1", "2", "3", "4", "5"]), satu_bagian, min_size=1),
    min_size=1,
)


@settings(max_examples=int(os.environ.get("ALOKASI", "400")), deadline=None)
@given(pohon, st.integers(0, 200), st.sampled_from(list(METODE)))
def test_sums_match_from_the_top_down(anak: dict[str, dict[str, Bagian]], kuota: int, metode: str) -> None:
    semua = [b for isi in anak.values() for b in isi.values()]
    if not sum(b.dasar for b in semua) or sum(needed(b, metode) for b in semua) > kuota:
        with pytest.raises(KuotaSalah):
            apportion_tree(anak, kuota, metode)
        return
    atas, bawah = apportion_tree(anak, kuota, metode)
    assert sum(k.jumlah for k in atas.kursi.values()) + atas.sisa == kuota
    for kode, isi in anak.items():
        assert sum(k.jumlah for k in bawah[kode].kursi.values()) == atas.kursi[kode].jumlah
        for nama, batasan in isi.items():
            jumlah = bawah[kode].kursi[nama].jumlah
            assert batasan.minimum <= jumlah
            assert batasan.maksimum is None or jumlah <= batasan.maksimum
            assert batasan.dasar or jumlah == batasan.minimum
    if atas.sisa:
        penuh = [(kode, n, b) for kode, isi in anak.items() for n, b in isi.items() if b.dasar]
        assert all(bawah[kode].kursi[n].jumlah == b.maksimum for kode, n, b in penuh)


@settings(max_examples=200)
@given(st.lists(st.integers(0, 5000), min_size=1, max_size=7).filter(any), st.integers(0, 400))
def test_largest_remainder_is_never_off_by_a_whole_seat(dasar: list[int], kuota: int) -> None:
    hasil = apportion({NAMA[i]: Bagian(v) for i, v in enumerate(dasar)}, kuota)
    assert all(abs(k.selisih) < 1 for k in hasil.kursi.values())


@settings(max_examples=200)
@given(
    st.lists(satu_bagian, min_size=1, max_size=7),
    st.integers(1, 300),
    st.sampled_from(["webster", "huntington_hill"]),
)
def test_one_more_seat_takes_none_away(daftar: list[Bagian], kuota: int, metode: str) -> None:
    bagian = {NAMA[i]: b for i, b in enumerate(daftar)}
    try:
        sedikit = apportion(bagian, kuota, metode)
    except KuotaSalah:
        return
    banyak = apportion(bagian, kuota + 1, metode)
    assert all(banyak.kursi[k].jumlah >= sedikit.kursi[k].jumlah for k in bagian)


@settings(max_examples=200)
@given(st.lists(satu_bagian, min_size=1, max_size=6), st.integers(1, 120))
def test_webster_is_the_clipped_rounding_at_one_divisor(daftar: list[Bagian], kuota: int) -> None:
    """No region could give a seat to another with a higher claim: min-max of the claims, within the bounds."""
    bagian = {NAMA[i]: b for i, b in enumerate(daftar)}
    try:
        hasil = apportion(bagian, kuota, "webster")
    except KuotaSalah:
        return
    terakhir = [
        Fraction(b.dasar, 2 * hasil.kursi[k].jumlah - 1) for k, b in bagian.items() if hasil.kursi[k].jumlah > b.minimum
    ]
    berikut = [
        Fraction(b.dasar, 2 * hasil.kursi[k].jumlah + 1)
        for k, b in bagian.items()
        if b.dasar and (b.maksimum is None or hasil.kursi[k].jumlah < b.maksimum)
    ]
    assert not terakhir or not berikut or max(berikut) <= min(terakhir)


def seat_by_seat(bagian: dict[str, Bagian], kuota: int, metode: str) -> dict[str, int]:
    """The definition: one seat at a time to the highest claim, from the fewest seats on."""
    jumlah = {kode: needed(b, metode) for kode, b in bagian.items()}
    for _ in range(kuota - sum(jumlah.values())):
        antre = [k for k, b in bagian.items() if b.dasar and (b.maksimum is None or jumlah[k] < b.maksimum)]
        if not antre:
            break
        pilih = min(antre, key=lambda k: (-KUNCI[metode](bagian[k].dasar, jumlah[k]), -bagian[k].dasar, k))
        jumlah[pilih] += 1
    return jumlah


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(satu_bagian, st.builds(Bagian, st.integers(1, 6))), min_size=1, max_size=7),
    st.integers(0, 250),
    st.sampled_from(list(KUNCI)),
)
def test_a_start_from_sure_seats_ends_where_seat_by_seat_does(daftar: list[Bagian], kuota: int, metode: str) -> None:
    bagian = {NAMA[i]: b for i, b in enumerate(daftar)}
    try:
        hasil = apportion(bagian, kuota, metode)
    except KuotaSalah:
        return
    assert {k: satu.jumlah for k, satu in hasil.kursi.items()} == seat_by_seat(bagian, kuota, metode)


@pytest.mark.parametrize("metode", KUNCI)
def test_a_quota_of_ten_million_needs_no_ten_million_steps(metode: str) -> None:
    langkah = 0
    asli = KUNCI[metode]

    def counted(dasar: int, kursi: int) -> Fraction:
        nonlocal langkah
        langkah += 1
        return asli(dasar, kursi)

    bagian = {f"{n:03d}": Bagian(997 * n % 1009 + 1, n % 3) for n in range(193)}
    with pytest.MonkeyPatch.context() as ubah:
        ubah.setitem(KUNCI, metode, counted)
        hasil = apportion(bagian, 10_000_000, metode)
    assert sum(k.jumlah for k in hasil.kursi.values()) == 10_000_000
    assert langkah <= 4 * len(bagian)
