"""A tree of nodes with weights, and its evaluation from the indicators up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ikesos.stats.aggregate import ARIT, CUKUP, Gabungan, combine, normalised
from ikesos.stats.larik import Pecahan


@dataclass(frozen=True, slots=True)
class Simpul:
    """A node: `induk` is None for a root; `bobot` counts among the children of one parent."""

    kode: str
    induk: str | None
    bobot: float


class Pohon:
    """A checked tree (or several). Raises ValueError: unknown parent, twice the same code, a circle, weights."""

    def __init__(self, simpul: Sequence[Simpul]) -> None:
        self.simpul = tuple(simpul)
        self.anak: dict[str, list[Simpul]] = {s.kode: [] for s in self.simpul}
        if len(self.anak) != len(self.simpul):
            raise ValueError("kode ganda")
        self.akar: list[Simpul] = []
        for satu in self.simpul:
            if satu.induk is None:
                self.akar.append(satu)
            elif satu.induk in self.anak:
                self.anak[satu.induk].append(satu)
            else:
                raise ValueError(f"induk {satu.induk} tidak ada")
        if len(self.urutan) != len(self.simpul):
            raise ValueError("ada lingkaran")
        self.bobot: dict[str, float] = {}
        for kumpulan in [self.akar, *filter(None, self.anak.values())]:
            w = normalised(np.array([s.bobot for s in kumpulan], dtype=np.float64))
            self.bobot |= {s.kode: float(b) for s, b in zip(kumpulan, w, strict=True)}

    @cached_property
    def urutan(self) -> list[str]:
        """Codes from the roots down: every parent before its children."""
        hasil = [s.kode for s in self.akar]
        for kode in hasil:
            hasil.extend(s.kode for s in self.anak[kode])
        return hasil

    @cached_property
    def daun(self) -> list[str]:
        """Codes of the indicators, in the order of the list."""
        return [s.kode for s in self.simpul if not self.anak[s.kode]]

    def weight_in_total(self, kode: str) -> float:
        """Weight of a node in its root: the product on the way up."""
        peta = {s.kode: s.induk for s in self.simpul}
        hasil, kini = 1.0, kode
        while (atas := peta[kini]) is not None:
            hasil *= self.bobot[kini]
            kini = atas
        return hasil

    def weights_among(self, ada: Collection[str]) -> dict[str, float]:
        """Weight in the root of every leaf of `ada` (codes of nodes that have a value), where the others are missing.

        The arithmetic root is the sum of weight x value over these leaves; empty where the root has no value.
        """
        akar = self.akar[0].kode
        berat = {akar: 1.0} if akar in ada else {}
        for kode in self.urutan:
            hadir = [a for a in self.anak[kode] if a.kode in ada] if kode in berat else []
            jumlah = sum(a.bobot for a in hadir)
            berat |= {a.kode: berat[kode] * a.bobot / jumlah for a in hadir if jumlah > 0}
        return {k: berat[k] for k in self.daun if k in berat}

    def evaluate(
        self, nilai: Mapping[str, Pecahan], *, puncak: str = ARIT, cukup: float = CUKUP
    ) -> dict[str, Gabungan]:
        """Return value and completeness of every node from those of the leaves (n,), 0-100.

        Below the top: arithmetic, 2/3 of the weight must be there. A root: `puncak` (arit, geo or harm), all parts
        must be there. `ada` counts the weight of the indicators that were measured, down the whole tree.
        """
        hasil: dict[str, Gabungan] = {}
        for kode in reversed(self.urutan):
            anak = self.anak[kode]
            if not anak:
                z = nilai[kode]
                hasil[kode] = Gabungan(z, (~np.isnan(z)).astype(np.float64))
                continue
            akar = any(s.kode == kode for s in self.akar)
            tabel = np.column_stack([hasil[s.kode].nilai for s in anak])
            w = np.array([s.bobot for s in anak], dtype=np.float64)
            gabung = combine(tabel, w, cara=puncak if akar else ARIT, cukup=1.0 if akar else cukup)
            isi = np.column_stack([hasil[s.kode].ada for s in anak]) @ normalised(w)
            hasil[kode] = Gabungan(gabung.nilai, isi)
        return hasil
