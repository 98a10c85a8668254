"""Small numbers are not published: a count of 1 to 4 families could be a family that everybody knows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np

from ikesos.stats.larik import Pecahan

TERKECIL = 5
"""Families: the smallest count that is shown."""
NOL, BATAS = 1e-9, 1e-6
"""What counts as nothing: of a remainder, of a cell."""
Sel = tuple[str, int]
"""A cell: code of a region, and what is counted there."""
Jumlahan = Sequence[tuple[Sel, Sequence[Sel]]]
"""(sum, its parts)."""
Langkah = Callable[[Pecahan], Pecahan]


def protect(nilai: Mapping[Sel, int], jumlahan: Jumlahan, tetap: Collection[Sel] = ()) -> frozenset[Sel]:
    """Return the cells that may not be shown: those of 1 to 4 families, and companions.

    `jumlahan`: (sum, its parts), as many as there are ways to add the cells up. In each of them no hidden cell stands
    alone and those hidden are 5 families or more, and all of them together determine no small cell. Zero is shown;
    nobody is in it. `tetap`: cells that are published elsewhere and are no companions.
    """
    kecil = {sel for sel, n in nilai.items() if 0 < n < TERKECIL}
    tutup, tetap = set(kecil), frozenset(tetap)
    while True:
        sebelum = len(tutup)
        for satu in jumlahan:
            while _open(satu, tutup, nilai) and (sel := _companion(satu, tutup, nilai, tetap)):
                tutup.add(sel)
        if len(tutup) > sebelum:
            continue
        # Beside the small ones that are still determined; where nobody can stand there, ever further along the sums.
        dekat = determined(tutup, jumlahan) & kecil
        while dekat and len(tutup) == sebelum:
            sasaran = set(dekat)
            for satu in jumlahan:
                if sasaran & {satu[0], *satu[1]} and (sel := _companion(satu, tutup, nilai, tetap)):
                    tutup.add(sel)
                    sasaran -= {satu[0], *satu[1]}
            lebih = {sel for satu in jumlahan if dekat & {satu[0], *satu[1]} for sel in (satu[0], *satu[1])} & tutup
            if lebih <= dekat:
                break
            dekat |= lebih
        if len(tutup) == sebelum:
            return frozenset(tutup)


def _open(satu: tuple[Sel, Sequence[Sel]], tutup: set[Sel], nilai: Mapping[Sel, int]) -> bool:
    jumlah, bagian = satu
    hilang = [sel for sel in (jumlah, *bagian) if sel in tutup]
    if jumlah in tutup or not hilang:
        return len(hilang) == 1
    return len(hilang) == 1 or sum(nilai[sel] for sel in hilang) < TERKECIL


def _companion(
    satu: tuple[Sel, Sequence[Sel]], tutup: set[Sel], nilai: Mapping[Sel, int], tetap: Collection[Sel]
) -> Sel | None:
    """The smallest cell of a sum that can stand beside the hidden ones; a part before the sum itself."""
    jumlah, bagian = satu
    bebas = [(n, sel) for sel in bagian if sel not in tutup and sel not in tetap and (n := nilai[sel])]
    if bebas:
        return min(bebas)[1]
    return jumlah if jumlah not in tutup and jumlah not in tetap and nilai[jumlah] else None


def determined(tutup: Iterable[Sel], jumlahan: Jumlahan) -> set[Sel]:
    """Hidden cells that the sums leave one number: where every vector of the null space is zero.

    A random vector is taken apart into what the sums say and the rest; what has no rest is determined.
    """
    letak = {sel: i for i, sel in enumerate(tutup)}
    isi = [
        (nomor, letak[sel], arah)
        for nomor, (jumlah, bagian) in enumerate(jumlahan)
        for sel, arah in ((jumlah, -1.0), *((sel, 1.0) for sel in bagian))
        if sel in letak
    ]
    if not isi:
        return set()
    baris, kolom, arah = (np.array(satu) for satu in zip(*isi, strict=True))

    def add_up(x: Pecahan) -> Pecahan:
        return np.bincount(baris, arah * x[kolom], len(jumlahan)).astype(np.float64)

    def spread(y: Pecahan) -> Pecahan:
        return np.bincount(kolom, arah * y[baris], len(letak)).astype(np.float64)

    acak = np.random.default_rng(len(letak)).uniform(0.5, 1.5, len(letak))
    sisa = acak - spread(_solve(add_up, spread, add_up(acak)))
    return {sel for sel, i in letak.items() if abs(sisa[i]) < BATAS}


def _solve(add_up: Langkah, spread: Langkah, b: Pecahan) -> Pecahan:
    """Some y whose spread adds up to b, by conjugate gradients: the sums are many and nearly empty."""
    y, sisa = np.zeros(len(b)), b.copy()
    arah, panjang = sisa, sisa @ sisa
    for _ in range(4 * len(b)):
        if panjang < NOL**2:
            break
        maju = add_up(spread(arah))
        langkah = panjang / (arah @ maju)
        y, sisa = y + langkah * arah, sisa - langkah * maju
        lama, panjang = panjang, sisa @ sisa
        arah = sisa + panjang / lama * arah
    return y
