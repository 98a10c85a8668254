"""Which counts of a table of regions are hidden, so that no hidden one follows from what is published.

Hidden themselves: a denominator below 10 (`kecil`), a numerator of 1 to 4 (`rahasia`). A region is the sum of its
parts, so a sum with one hidden member gives that member away: then one more is hidden (`pelengkap`), the smallest part
with a numerator of 8 or more, or the sum itself. A cell is a member of one sum above and one below, never of a circle:
where every sum has none or at least two unknown members, none of them is determined.

What is hidden must not come back through an index that is published with four decimals. So it enters the index by
numbers that everybody could work out: a small numerator by the middle of its class, 2.5; a small denominator not at
all; a `pelengkap` by what its sum leaves for it. The sums stay exact, a part is moved by at most 1.5 for every small
numerator beside it, and by those few whom a small denominator counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ikesos.stats.larik import Pecahan

KECIL, RAHASIA, PELENGKAP = "kecil", "rahasia", "pelengkap"
PENYEBUT = 10
"""Denominators below this say nothing about a region."""
PEMBILANG = 4
"""Largest numerator above zero that is not published."""
TENGAH = (1 + PEMBILANG) / 2
AMAN = 2 * PEMBILANG
"""Numerators of a companion: together with a hidden one of 1 to 4 they leave all four possible."""

Jumlahan = tuple[int, Sequence[int]]
"""One sum: the place of a region, the places of its parts."""


@dataclass(frozen=True, slots=True)
class Tutup:
    """`sebab` (n,): why a cell is hidden, or empty; `a`, `b` (n,): the counts that enter the index."""

    sebab: list[str]
    a: Pecahan
    b: Pecahan


def protect(a: Pecahan, b: Pecahan, semua: Pecahan, jumlahan: Sequence[Jumlahan]) -> Tutup:
    """Hide counts of one indicator and group; NaN where nothing was counted.

    `jumlahan`: the lower sums before those that they are parts of. `semua`: those asked about, with the unknown.
    """
    tabel = _Tabel(a, b, semua)
    for _ in range(2):
        # Twice: a region hidden for the sake of the sum above needs a hidden part of its own.
        for satu in jumlahan:
            tabel.close(satu)
    return tabel.stand_in(jumlahan)


class _Tabel:
    def __init__(self, a: Pecahan, b: Pecahan, semua: Pecahan) -> None:
        self.a, self.b = a, b
        sebab = np.full(len(a), "", dtype="<U10")
        sebab[(a > 0) & (a <= PEMBILANG)] = RAHASIA
        sebab[b < PENYEBUT] = KECIL
        self.sebab: list[str] = sebab.tolist()
        # Where nobody is, there is nothing to protect, and everybody may know it.
        self.berisi: list[bool] = (np.nan_to_num(a) + np.nan_to_num(b) + np.nan_to_num(semua) > 0).tolist()
        self.penyerap: dict[int, int] = {}
        self.dijumlah: list[int] = []

    def close(self, satu: Jumlahan) -> None:
        """Hide companions until no member of a sum stands alone."""
        while self._open(satu) and self._companion(satu):
            pass

    def _hidden(self, satu: Jumlahan) -> list[int]:
        return [i for i in (satu[0], *satu[1]) if self.sebab[i] and self.berisi[i]]

    def _open(self, satu: Jumlahan) -> bool:
        anggota = self._hidden(satu)
        if len(anggota) < 2:
            return bool(anggota)
        kecil = [i for i in anggota if self.sebab[i] == KECIL]
        rahasia = [i for i in anggota if self.sebab[i] == RAHASIA]
        penyebut = [i for i in anggota if self.sebab[i] != RAHASIA]
        if len(penyebut) == 1 and (kecil or penyebut[0] in (satu[0], *self.dijumlah)):
            # Denominators of `rahasia` are no secret, so this one would be alone: a small one, or a sum beside one.
            return True
        if len(kecil) + len(rahasia) < len(anggota):
            return False
        return satu[0] not in anggota and self._at_the_edge(kecil, rahasia)

    def _at_the_edge(self, kecil: list[int], rahasia: list[int]) -> bool:
        """True where the sum leaves the members one possibility: all the smallest, or all the greatest."""
        n, m = len(rahasia), len(kecil)
        atas = PENYEBUT - 1
        a, b = self.a[[*kecil, *rahasia]].sum(), self.b[kecil].sum()
        return bool((n and a in (n, PEMBILANG * n + atas * m)) or (m and b in (0, m, atas * m)))

    def _companion(self, satu: Jumlahan) -> bool:
        induk, bagian = satu
        bebas = [i for i in bagian if not self.sebab[i]]
        cukup = [i for i in bebas if self.a[i] >= AMAN]
        if cukup:
            pilih = min(cukup, key=lambda i: (self.b[i], i))
        elif self.sebab[induk] in ("", RAHASIA):
            self.sebab[induk] = PELENGKAP
            self.dijumlah.append(induk)
            return True
        elif bebas:
            pilih = max(bebas, key=lambda i: (self.a[i], i))
        elif rahasia := [i for i in bagian if self.sebab[i] == RAHASIA]:
            # Its denominator is hidden from now on as well.
            pilih = max(rahasia, key=lambda i: (self.b[i], i))
        else:
            return False
        self.sebab[pilih] = PELENGKAP
        self.penyerap[induk] = pilih
        return True

    def stand_in(self, jumlahan: Sequence[Jumlahan]) -> Tutup:
        """The counts that enter the index: those of the module's docstring."""
        ganti_a, ganti_b = self.a.copy(), self.b.copy()
        for i, sebab in enumerate(self.sebab):
            if sebab == RAHASIA:
                ganti_a[i] = TENGAH
            elif sebab == KECIL:
                ganti_a[i] = ganti_b[i] = 0
        for induk, serap in self.penyerap.items():
            if induk in self.dijumlah:
                # Neither the sum nor this part is known from elsewhere: the part has no number.
                ganti_a[serap] = ganti_b[serap] = 0
        for ganti in (ganti_a, ganti_b):
            self._add_up(ganti, jumlahan)
        return Tutup(self.sebab, ganti_a, ganti_b)

    def _add_up(self, ganti: Pecahan, jumlahan: Sequence[Jumlahan]) -> None:
        """Hidden sums from their parts, upwards; then each companion from what its sum leaves, downwards."""
        for induk, bagian in jumlahan:
            if induk in self.dijumlah:
                ganti[induk] = ganti[bagian].sum()
        for induk, bagian in reversed(jumlahan):
            if induk in self.penyerap and induk not in self.dijumlah:
                serap = self.penyerap[induk]
                ganti[serap] = max(0.0, ganti[induk] - ganti[[i for i in bagian if i != serap]].sum())
