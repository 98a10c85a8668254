"""Small numbers stay hidden, and cannot be worked out from the total."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikesos.sebaran import Sebaran
from ikesos.suppress import hidden


@pytest.mark.parametrize(
    ("hitungan", "tutup"),
    [
        ({1: 10, 2: 12}, set()),
        ({1: 4, 2: 12, 3: 30}, {1, 2}),
        ({1: 4, 2: 3, 3: 30}, {1, 2}),
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
