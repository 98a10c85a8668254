"""Cells of a paper: what does not fit goes on below, and only what no line takes is cut."""

from __future__ import annotations

import pytest

from dtsen.lib.lembar import wrap


@pytest.mark.parametrize(
    ("teks", "baris"),
    [
        ("SITI", ["SITI"]),
        ("", [""]),
        ("Dikembalikan untuk diperbaiki", ["Dikembalikan", "untuk", "diperbaiki"]),
        ("TAUFIKURRAHMAN ARIFIN", ["TAUFIKURR...", "ARIFIN"]),
        ("satu dua tiga empat lima enam tujuh delapan", ["satu dua", "tiga empat", "lima enam..."]),
    ],
)
def test_a_text_is_broken_at_its_spaces(teks: str, baris: list[str]) -> None:
    assert wrap(teks, 12, len) == baris
