"""What the page of robustness says: bands that overlap, and how the indicators hang together with the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ikesos import structure
from ikesos.halaman import Anak
from ikesos.models import HasilIndeks, Hitungan, Simpul
from ikesos.stats.hubungan import Hubungan, pearson, relate
from ikesos.stats.larik import Pecahan


@dataclass(frozen=True, slots=True)
class Baris:
    """One indicator over the kecamatan. `bobot`, `efektif`: per cent; `efektif` is R2 of the index on it."""

    simpul: Simpul
    hubungan: Hubungan
    bobot: float

    @property
    def efektif(self) -> float | None:
        return None if np.isnan(self.hubungan.bobot_efektif) else 100 * self.hubungan.bobot_efektif

    @property
    def pearson(self) -> float | None:
        return None if np.isnan(self.hubungan.pearson) else self.hubungan.pearson


def cliques(anak: Sequence[Anak]) -> list[list[Anak]]:
    """Return the largest sets of regions whose rank bands all overlap: inside one, no region may be called better.

    A region can be in several; sets of one are left out.
    """
    ada = [a for a in anak if a.peringkat is not None]
    kumpulan: list[list[Anak]] = []
    for tempat in sorted({a.peringkat.atas for a in ada if a.peringkat}):
        # Bands that hold the end of one of them: every largest set of overlapping bands has such a place.
        kini = [a for a in ada if a.peringkat and a.peringkat.bawah <= tempat <= a.peringkat.atas]
        if len(kini) > 1 and not any({id(a) for a in kini} <= {id(a) for a in lain} for lain in kumpulan):
            kumpulan.append(kini)
    return kumpulan


def alike(anak: Sequence[Anak]) -> dict[str, int]:
    """Of each region with a rank: with how many others its band overlaps."""
    ada = [a.peringkat for a in anak if a.peringkat is not None]
    return {
        p.wilayah_id: sum(q is not p and p.bawah <= q.atas and q.bawah <= p.atas for q in ada) for p in ada
    }  # fmt: skip


def related(hitung: Hitungan, kelompok: str) -> tuple[list[Baris], list[tuple[Simpul, list[float | None]]]]:
    """Return every indicator over the kecamatan, and the correlations between the dimensions and the index."""
    simpul = {s.kode: s for s in hitung.versi.simpul.select_related("induk__induk").order_by("urut")}
    pohon = structure.tree(list(simpul.values()))
    nilai = _values(hitung, kelompok, list(simpul))
    akar = pohon.akar[0].kode
    baris = []
    for kode in pohon.daun:
        node = simpul[kode]
        atas = node.induk.induk if node.induk else None
        satu = relate(nilai[kode], nilai[atas.kode if atas else akar], nilai[akar])
        baris.append(Baris(node, satu, 100 * pohon.weight_in_total(kode)))
    puncak = [akar, *(s.kode for s in pohon.anak[akar])]
    matriks = [(simpul[a], [None if np.isnan(r := pearson(nilai[a], nilai[b])) else r for b in puncak]) for a in puncak]
    return baris, matriks


def _values(hitung: Hitungan, kelompok: str, kode: list[str]) -> dict[str, Pecahan]:
    baris = list(
        HasilIndeks.objects.filter(
            hitungan=hitung, kelompok=kelompok, wilayah__jenis="kecamatan", simpul__in=kode
        ).values_list("wilayah_id", "simpul", "nilai")
    )
    letak = {w: i for i, w in enumerate(sorted({w for w, *_ in baris}))}
    hasil = {k: np.full(len(letak), np.nan) for k in kode}
    for w, k, nilai in baris:
        hasil[k][letak[w]] = np.nan if nilai is None else nilai
    return hasil


def sentence(serupa: Mapping[str, int]) -> str:
    """The answer of the page: whether the order of the parts of a region can be trusted."""
    if not serupa:
        return "Belum ada peringkat untuk diuji di sini."
    jelas = sum(n == 0 for n in serupa.values())
    if jelas == len(serupa):
        return "Semua wilayah di sini dapat dibedakan."
    return (
        f"{len(serupa) - jelas} dari {len(serupa)} wilayah tidak dapat dibedakan dari paling sedikit satu wilayah lain."
    )
