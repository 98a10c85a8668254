"""Tables of the index: its structure as data, its inputs, its calculations and their results."""

from __future__ import annotations

from ikesos.models.hitungan import HasilIndeks, Hitungan, PeringkatIndeks
from ikesos.models.masukan import IsianInput, Layak
from ikesos.models.struktur import ButirInput, Simpul, StrukturVersi

__all__ = [
    "ButirInput",
    "HasilIndeks",
    "Hitungan",
    "IsianInput",
    "Layak",
    "PeringkatIndeks",
    "Simpul",
    "StrukturVersi",
]
