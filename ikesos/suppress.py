"""Small numbers are not published: a count of 1 to 4 families could be a family that everybody knows."""

from __future__ import annotations

from collections.abc import Mapping

TERKECIL = 5
"""Families: the smallest count that is shown."""


def hidden(hitungan: Mapping[int, int]) -> frozenset[int]:
    """Return the cells that may not be shown.

    Cells of 1 to 4 families, and one more (the smallest of the others) when exactly one cell would be hidden: else
    the total would give it away. Zero is shown; nobody is in it.
    """
    kecil = {sel for sel, n in hitungan.items() if 0 < n < TERKECIL}
    lain = sorted((n, sel) for sel, n in hitungan.items() if n >= TERKECIL)
    if len(kecil) == 1 and lain:
        kecil.add(lain[0][1])
    return frozenset(kecil)
