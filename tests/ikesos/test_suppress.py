"""Small numbers stay hidden, and cannot be worked out from the total."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ikesos.sebaran import BAWAH, Angka, Sebaran, _add_up, _hide
from ikesos.suppress import protect


def hidden(hitungan: dict[int, int]) -> frozenset[int]:
    """One row of cells beside its total, which everybody knows."""
    semua = ("", 0)
    nilai = {("", d): n for d, n in hitungan.items()}
    tutup = protect(nilai | {semua: sum(hitungan.values())}, [(semua, list(nilai))], [semua])
    return frozenset(d for _, d in tutup - {semua})


@pytest.mark.parametrize(
    ("hitungan", "tutup"),
    [
        ({1: 10, 2: 12}, set()),
        ({1: 4, 2: 12, 3: 30}, {1, 2}),
        ({1: 4, 2: 3, 3: 30}, {1, 2}),
        ({1: 1, 2: 1, 3: 30}, {1, 2, 3}),
        ({1: 0, 2: 12}, set()),
        ({1: 0, 2: 3}, {2}),
        ({}, set()),
    ],
)
def test_cells(hitungan: dict[int, int], tutup: set[int]) -> None:
    assert hidden(hitungan) == tutup


@given(st.dictionaries(st.integers(1, 10), st.integers(0, 40)))
def test_no_small_cell_is_shown_and_none_is_hidden_alone(hitungan: dict[int, int]) -> None:
    tutup = hidden(hitungan)
    assert all(sel in tutup for sel, n in hitungan.items() if 0 < n < 5)
    if len(tutup) == 1:
        assert not [n for sel, n in hitungan.items() if sel not in tutup and n]


def _regions(keluarga: list[list[int]]) -> dict[str, Angka]:
    """Desa of two kecamatan (two and three of them) with so many families in each desil."""
    desa = {}
    for kode, baris in zip(
        ("6402010001", "6402010002", "6402060001", "6402060002", "6402060003"), keluarga, strict=True
    ):
        desa[kode] = Angka()
        for d, n in enumerate(baris, 1):
            desa[kode].daerah.add(d, n, 3 * n)
    return _add_up("6402", desa)


KOSONG = [0] * 10
BANYAK = [20, 30, 25, 40, 50, 60, 70, 35, 45, 55]


def test_desil_1_to_4_beside_three_of_them_does_not_give_the_fourth_away() -> None:
    semua = _regions([[2, 30, 25, 40, 50, 60, 6, 35, 45, 55], BANYAK, BANYAK, BANYAK, BANYAK])
    _hide(semua)
    perian = semua["6402010001"].daerah
    # Desil 7 is the smallest other one; the sum of desil 1 to 4 calls for one among them.
    assert perian.tutup == {1, 3}
    assert perian.miskin is not None
    assert semua["6402010002"].daerah.tutup == {1, 3}
    assert [b["bagian"] for b in perian.rows()][:3:2] == [None, None]
    assert not semua["6402"].daerah.tutup


def test_a_share_that_leaves_a_handful_is_not_said() -> None:
    semua = _regions([[20, 30, 25, 40, 3, 0, 0, 0, 0, 0], BANYAK, BANYAK, BANYAK, BANYAK])
    _hide(semua)
    assert semua["6402010001"].daerah.miskin is None


@settings(max_examples=40, derandomize=True)
@given(st.lists(st.lists(st.sampled_from([0, 1, 2, 4, 5, 9, 30]), min_size=10, max_size=10), min_size=4, max_size=4))
def test_all_pages_of_a_kabupaten_together_determine_no_small_number(keluarga: list[list[int]]) -> None:
    """By the null space of every sum: regions of regions, and desil 1 to 4, 5 to 10 and all of each region."""
    # Where all families of a desa stand in one desil its number is that of the desa, which everybody knows.
    assume(all(sum(n > 0 for n in satu) > 1 for baris in keluarga for satu in (baris[:4], baris[4:])))
    semua = _regions([*keluarga, BANYAK])
    _hide(semua)
    nilai: dict[tuple[str, int], int] = {}
    hilang: list[tuple[str, int]] = []
    for kode, satu in semua.items():
        n = {d: satu.daerah.keluarga[d] for d in range(1, 11)}
        nilai |= {(kode, d): v for d, v in n.items()} | {(kode, BAWAH): sum(n[d] for d in (1, 2, 3, 4))}
        hilang += [(kode, d) for d in (*range(1, 11), BAWAH) if d in satu.daerah.tutup]
    assert all(sel in hilang for sel, v in nilai.items() if 0 < v < 5)
    persamaan = []
    for kode in semua:
        anak = [k for k in semua if k[: -4 if len(k) == 10 else -2] == kode]
        for d in (*range(1, 11), BAWAH):
            if anak:
                persamaan.append([(sel[1] == d) * ((sel[0] in anak) - (sel[0] == kode)) for sel in hilang])
        persamaan.append([(sel[0] == kode) * ((sel[1] in (1, 2, 3, 4)) - (sel[1] == BAWAH)) for sel in hilang])
        persamaan.append([(sel[0] == kode) * (sel[1] in range(1, 11)) for sel in hilang])
    if not hilang:
        return
    _, s, vt = np.linalg.svd(np.array(persamaan, float))
    bebas = vt[(s > 1e-9).sum() :]
    tentu = {sel for n, sel in enumerate(hilang) if np.abs(bebas[:, n]).max(initial=0) < 1e-9}
    assert not {sel for sel in tentu if 0 < nilai[sel] < 5 and not semua[sel[0]].daerah.terlalu_kecil}


def sebaran(**keluarga: int) -> Sebaran:
    hasil = Sebaran()
    for desil, n in keluarga.items():
        hasil.add(int(desil[1:]), n, 3 * n)
    return hasil


def test_share_of_desil_1_to_4() -> None:
    assert sebaran(d1=10, d4=10, d5=20, d10=10).miskin == pytest.approx(40)


def test_share_of_a_handful_is_not_said() -> None:
    assert sebaran(d1=4).miskin is None
    assert sebaran(d1=2, d9=20).miskin is None
    assert sebaran().miskin is None
