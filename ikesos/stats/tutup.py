"""Which counts of a table of regions are hidden, so that no hidden one follows from what is published.

Hidden themselves: a denominator below 10 (`kecil`), a numerator of 1 to 4 (`rahasia`). A region is the sum of its
parts, so a sum with one hidden member gives that member away: then one more is hidden (`pelengkap`), the smallest part
with a numerator of 8 or more, or the sum itself. A cell is a member of one sum above and one below, never of a circle:
where every sum has none or at least two unknown members, none of them is determined.

What a group leaves of everybody (`Utuh`) follows from both, so it is held to the same limits: where it is small, the
group is hidden (`sisa`). Everybody's sums and those of each group have no equation in common but these differences, so
a difference stays open wherever its group does.

What is hidden must not come back through an index that is published with four decimals. So it enters the index by
numbers that everybody could work out: a small numerator by the middle of its class, 2.5; a small denominator not at
all; a `sisa` by everybody less the middle of the class, or by everybody; a `pelengkap` by what its sum leaves for it.
The sums stay exact, a part is moved by at most 1.5 for every small numerator beside it, and by those few whom a small
denominator counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ikesos.stats.larik import Benar, Pecahan

KECIL, RAHASIA, PELENGKAP, SISA = "kecil", "rahasia", "pelengkap", "sisa"
ATURAN = 3
"""Version of this rule: raise it with every change that hides more. 2: companions of sums; 3: complements of groups."""
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


@dataclass(frozen=True, slots=True)
class Utuh:
    """Those that a group is a part of: `a`, `b` their counts (NaN where not counted), `ganti_*` what enters the index.

    `penjaga`: cells that are hidden for the sake of another one.
    """

    a: Pecahan
    b: Pecahan
    ganti_a: Pecahan
    ganti_b: Pecahan
    penjaga: Benar

    def without(self, bagian: Utuh) -> Utuh:
        """Those that are left without another group."""
        return Utuh(
            self.a - bagian.a,
            self.b - bagian.b,
            self.ganti_a - bagian.ganti_a,
            self.ganti_b - bagian.ganti_b,
            self.penjaga | bagian.penjaga,
        )


def protect(a: Pecahan, b: Pecahan, semua: Pecahan, jumlahan: Sequence[Jumlahan], utuh: Sequence[Utuh] = ()) -> Tutup:
    """Hide counts of one indicator and group; NaN where nothing was counted.

    `jumlahan`: the lower sums before those that they are parts of. `semua`: those asked about, with the unknown.
    `utuh`: everybody, for a group; what it leaves of them is protected as well.
    """
    tabel = _Tabel(a, b, semua, utuh)
    for _ in range(2):
        # Twice: a region hidden for the sake of the sum above needs a hidden part of its own.
        for satu in jumlahan:
            tabel.close(satu)
    return tabel.stand_in(jumlahan)


class _Tabel:
    def __init__(self, a: Pecahan, b: Pecahan, semua: Pecahan, utuh: Sequence[Utuh]) -> None:
        self.a, self.b = a, b
        sebab = np.full(len(a), "", dtype="<U10")
        sebab[(a > 0) & (a <= PEMBILANG)] = RAHASIA
        sebab[b < PENYEBUT] = KECIL
        self.sebab: list[str] = sebab.tolist()
        self.sisa: dict[int, Utuh] = {}
        self.bulat: set[int] = set()
        """Cells `sisa` whose denominator is hidden as well: that of those outside is small."""
        self.luar = np.full(len(a), np.inf)
        """Smallest numerator that the group leaves."""
        for satu in utuh:
            self._leave(satu)
        # Where nobody is, there is nothing to protect, and everybody may know it.
        self.berisi: list[bool] = (np.nan_to_num(a) + np.nan_to_num(b) + np.nan_to_num(semua) > 0).tolist()
        self.penyerap: dict[int, int] = {}
        self.dijumlah: list[int] = []

    def _leave(self, utuh: Utuh) -> None:
        """Hide the group where those outside are few; or none, where the number of all of them is a companion."""
        a, b = utuh.a - self.a, utuh.b - self.b
        if not np.nan_to_num(a).any() and not np.nan_to_num(b).any():
            # All are members: the same numbers, hidden alike.
            return
        self.luar = np.fmin(self.luar, a)
        for i in np.flatnonzero(((b > 0) & (b < PENYEBUT)) | ((b == 0) & utuh.penjaga)).tolist():
            if self.sebab[i] != KECIL and i not in self.bulat:
                self.sebab[i], self.sisa[i] = SISA, utuh
                self.bulat.add(i)
        # Of 1 to 4 in all a group has none, or is hidden itself.
        sedikit = (a > 0) & (a <= PEMBILANG) & (utuh.a > PEMBILANG)
        for i in np.flatnonzero(sedikit | ((a == 0) & utuh.penjaga)).tolist():
            if not self.sebab[i]:
                self.sebab[i], self.sisa[i] = SISA, utuh

    def _light(self, i: int) -> bool:
        """True for a hidden cell whose denominator is no secret."""
        return self.sebab[i] == RAHASIA or (self.sebab[i] == SISA and i not in self.bulat)

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
        kecil = [i for i in anggota if self.sebab[i] == KECIL or i in self.bulat]
        ringan = [i for i in anggota if self._light(i)]
        penyebut = [i for i in anggota if not self._light(i)]
        if len(penyebut) == 1 and (kecil or penyebut[0] in (satu[0], *self.dijumlah)):
            # Denominators of the light ones are no secret, so this one would be alone: small, or a sum beside one.
            return True
        if len(kecil) + len(ringan) < len(anggota):
            return False
        return satu[0] not in anggota and self._at_the_edge(kecil, ringan)

    def _at_the_edge(self, kecil: list[int], ringan: list[int]) -> bool:
        """True where the sum leaves the members one possibility: all the smallest, or all the greatest."""
        atas = PENYEBUT - 1
        a = [self._range(i, 1, PEMBILANG) for i in ringan] + [self._range(i, 0, atas) for i in kecil]
        b = [self._range(i, 1, atas) for i in kecil]
        jumlah_a = sum(self._small(i)[0] for i in (*ringan, *kecil))
        jumlah_b = sum(self._small(i)[1] for i in kecil)
        ujung_b = {0.0, *(sum(sisi) for sisi in zip(*b, strict=True))}
        return bool(
            (ringan and jumlah_a in {sum(sisi) for sisi in zip(*a, strict=True)}) or (kecil and jumlah_b in ujung_b)
        )

    def _range(self, i: int, bawah: int, atas: int) -> tuple[int, int]:
        """Least and greatest share in the sum: those outside a group count against it."""
        if utuh := self.sisa.get(i):
            return -atas, 0 if utuh.penjaga[i] else -bawah
        return bawah, atas

    def _small(self, i: int) -> tuple[float, float]:
        """The small numbers themselves: of the group, or (negative) of those outside."""
        utuh = self.sisa.get(i)
        kurang_a, kurang_b = (utuh.a[i], utuh.b[i]) if utuh else (0.0, 0.0)
        return float(self.a[i] - kurang_a), float(self.b[i] - kurang_b)

    def _companion(self, satu: Jumlahan) -> bool:
        induk, bagian = satu
        bebas = [i for i in bagian if not self.sebab[i]]
        # Both sides wide: what is outside a group bounds it from above.
        cukup = [i for i in bebas if min(self.a[i], self.luar[i]) >= AMAN]
        if cukup:
            pilih = min(cukup, key=lambda i: (self.b[i], i))
        elif not self.sebab[induk] or self._light(induk):
            self._hide(induk)
            self.dijumlah.append(induk)
            return True
        elif bebas:
            pilih = max(bebas, key=lambda i: (self.a[i], i))
        elif ringan := [i for i in bagian if self._light(i)]:
            # Its denominator is hidden from now on as well.
            pilih = max(ringan, key=lambda i: (self.b[i], i))
        else:
            return False
        self._hide(pilih)
        self.penyerap[induk] = pilih
        return True

    def _hide(self, i: int) -> None:
        self.sebab[i] = PELENGKAP
        self.sisa.pop(i, None)

    def stand_in(self, jumlahan: Sequence[Jumlahan]) -> Tutup:
        """The counts that enter the index: those of the module's docstring."""
        ganti_a, ganti_b = self.a.copy(), self.b.copy()
        for i, sebab in enumerate(self.sebab):
            if sebab == RAHASIA:
                ganti_a[i] = TENGAH
            elif sebab == KECIL:
                ganti_a[i] = ganti_b[i] = 0
        for i, utuh in self.sisa.items():
            if i in self.bulat or utuh.ganti_b[i] <= 0:
                ganti_a[i], ganti_b[i] = max(0.0, utuh.ganti_a[i]), max(0.0, utuh.ganti_b[i])
            else:
                ganti_a[i] = max(0.0, utuh.ganti_a[i] - TENGAH)
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
