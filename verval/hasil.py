"""Results of Cari warga, kept in the session under a number: the address of a result says nothing about the search.

Each search has a number of its own, so that going back shows the result that was there, and two tabs do not take
each other's. Only own ids stand in the session; the scope is asked again on every look.
"""

from __future__ import annotations

from typing import TypedDict

from django.contrib.sessions.backends.base import SessionBase

from verval.warga import Jawaban

KUNCI, TERAKHIR = "temuan", "temuan_nomor"
TERBANYAK = 10
"""Results kept: as far as anybody goes back."""


class Temuan(TypedDict):
    """One result: how it was asked, the name if it was one (never a number), ids of persons, whether there are more."""

    cara: str
    nama: str
    orang: list[int]
    masih_ada: bool


def keep(session: SessionBase, jawaban: Jawaban, teks: str) -> int:
    """Put a result away and return its number."""
    nomor = int(session.get(TERAKHIR, 0)) + 1
    semua: dict[str, Temuan] = session.get(KUNCI, {})
    semua[str(nomor)] = {
        "cara": jawaban.cara,
        "nama": teks.strip()[:100] if jawaban.cara == "nama" else "",
        "orang": [b.orang.pk for b in jawaban.baris],
        "masih_ada": jawaban.masih_ada,
    }
    session[KUNCI] = {kunci: semua[kunci] for kunci in sorted(semua, key=int)[-TERBANYAK:]}
    session[TERAKHIR] = nomor
    return nomor


def find(session: SessionBase, nomor: str) -> Temuan | None:
    """Return a kept result, None for one that is not there (any more)."""
    temuan: Temuan | None = session.get(KUNCI, {}).get(nomor)
    return temuan
