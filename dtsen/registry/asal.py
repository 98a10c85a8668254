"""Lineage of a value in one integer: the date of its source and the kind of source.

`asal = (days since 2000-01-01) * 16 + source`: a greater number wins over a smaller one, so that the survivorship
rule is one comparison: the later date wins, on one date the source that stands later in SUMBER_ASAL. 0 is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

AWAL = date(2000, 1, 1)
SUMBER_ASAL = ("", "p3ke", "dtks", "regsosek", "dtsen", "dukcapil", "pembaruan")
LABEL = {
    "p3ke": "P3KE",
    "dtks": "DTKS",
    "regsosek": "Regsosek",
    "dtsen": "DTSEN BPS",
    "dukcapil": "Dukcapil",
    "pembaruan": "Pembaruan",
}


@dataclass(frozen=True, slots=True)
class Asal:
    """Which source stated a value last, and of which date it is."""

    sumber: str
    tanggal: date

    @property
    def label(self) -> str:
        return LABEL[self.sumber]


def encode(sumber: str, tanggal: date) -> int:
    """Return the lineage code; raises ValueError for an unknown source or a date before 2000."""
    hari = (tanggal - AWAL).days
    if hari < 0:
        raise ValueError("tanggal sumber sebelum 2000")
    return hari * 16 + SUMBER_ASAL.index(sumber)


def decode(kode: int | None) -> Asal | None:
    """Return what a lineage code says, None for an unknown one."""
    if not kode:
        return None
    return Asal(SUMBER_ASAL[kode & 15], AWAL + timedelta(days=kode >> 4))
