"""A name in a sentence: capitals after a hyphen and after O', not after the apostrophe of Ma'ruf."""

from __future__ import annotations

import pytest

from dtsen.lib.nama import sebut


@pytest.mark.parametrize(
    ("nama", "tulisan"),
    [
        ("AMINAH BINTI RAIS", "Aminah Binti Rais"),
        ("SITI  MA'RUF", "Siti Ma'ruf"),
        ("AL-GHIFARI O'NEIL D'COSTA", "Al-Ghifari O'Neil D'Costa"),
        ("NU'MAN BAHRUDIN", "Nu'man Bahrudin"),
        ("ABDO'A", "Abdo'a"),
        ("", ""),
    ],
)
def test_name_in_a_sentence(nama: str, tulisan: str) -> None:
    assert sebut(nama) == tulisan
