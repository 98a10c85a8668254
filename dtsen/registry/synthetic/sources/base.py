"""What the sources share: region codes of a family, code columns, rows in the order of a header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np

from dtsen.registry.synthetic.config import Bulat, Laju, Logis
from dtsen.registry.synthetic.damage import Sel
from dtsen.registry.synthetic.population import Penduduk
from dtsen.registry.synthetic.potret import Potret
from dtsen.registry.synthetic.regions import Desa
from dtsen.registry.synthetic.writers import TabelCsv

Kolom = dict[str, list[Sel]]
_LUT: dict[int, list[Sel]] = {
    lebar: [*(f"{k:0{lebar}d}" if lebar else k for k in range(1000)), None] for lebar in (0, 2, 3)
}


def codes(nilai: Bulat, lebar: int = 0) -> list[Sel]:
    """Return codes below 1000 as numbers (or zero-padded text); -1 becomes an empty cell."""
    lut = _LUT[lebar]
    return [lut[v] for v in nilai.tolist()]


def labels(nilai: Bulat, label: Sequence[Sel]) -> list[Sel]:
    """Return label[value] for every value; -1 takes the last label."""
    return [label[v] for v in nilai.tolist()]


def per_line(kolom: Sequence[Sel], ke: Bulat) -> list[Sel]:
    """Return a family column repeated for every line of its members."""
    return [kolom[i] for i in ke.tolist()]


def mirror(kolom: Kolom, t: Potret) -> None:
    """Make exact copies exact: every cell, and the damage noted, as on the line they copy."""
    for salinan, asal in t.kembar:
        for isi in kolom.values():
            isi[salinan] = isi[asal]
        t.rusak[salinan] = f"{t.rusak[asal]};ganda_persis" if t.rusak[asal] else "ganda_persis"


def meter_numbers(t: Potret, penerangan: Bulat) -> list[Sel]:
    """Return PLN customer numbers of families with a PLN meter (penerangan 1)."""
    nomor = t.penduduk.keluarga.id_pln[t.keluarga].tolist()
    return [str(i) if s == 1 else None for i, s in zip(nomor, penerangan.tolist(), strict=True)]


def rows(judul: Sequence[str], kolom: Kolom) -> Iterator[tuple[Sel, ...]]:
    """Return rows in the order of `judul`; columns that nobody fills are empty."""
    kosong: repeat[Sel] = repeat(None)
    return zip(*(kolom.get(nama, kosong) for nama in judul), strict=False)


@dataclass(slots=True)
class Truth:
    """The files that say which true person or family stands behind each source row, and what was spoiled."""

    orang: TabelCsv
    keluarga: TabelCsv

    @classmethod
    def open(cls, folder: Path) -> Truth:
        return cls(
            TabelCsv(folder / "kebenaran_baris.csv", ["sumber", "berkas", "baris", "id_benar", "kerusakan"]),
            TabelCsv(
                folder / "kebenaran_baris_keluarga.csv", ["sumber", "berkas", "baris", "keluarga_id_benar", "kerusakan"]
            ),
        )

    def note_persons(self, sumber: str, berkas: str, mulai: int, ids: Sequence[int], rusak: Sequence[str]) -> None:
        self.orang.write((sumber, berkas, mulai + i, a, r) for i, (a, r) in enumerate(zip(ids, rusak, strict=True)))

    def note_families(self, sumber: str, berkas: str, mulai: int, ids: Sequence[int], rusak: Sequence[str]) -> None:
        self.keluarga.write((sumber, berkas, mulai + i, a, r) for i, (a, r) in enumerate(zip(ids, rusak, strict=True)))

    def close(self) -> None:
        self.orang.close()
        self.keluarga.close()


@dataclass(slots=True)
class Konteks:
    """What a source needs besides the people."""

    folder: Path
    xlsx: bool
    semua: list[Desa]
    laju: Laju
    benar: Truth


class Sumber:
    """A source: `covered` picks families, `add` writes one desa, `close` ends the files."""

    nama: str
    garis_miring = False
    semua_orang = False

    def __init__(self, konteks: Konteks) -> None:
        self.k = konteks

    def covered(self, rng: np.random.Generator, p: Penduduk, cakupan: float) -> Logis:
        """Return which families of the desa the source holds."""
        hasil: Logis = rng.random(len(p.keluarga.id)) < cakupan
        return hasil

    def add(self, rng: np.random.Generator, t: Potret) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


def mother_names(t: Potret) -> list[str]:
    """Return the name of the mother where she is in the family (children of the head), else ""."""
    o = t.penduduk.orang
    ibu: dict[int, str] = {}
    for i in np.flatnonzero((t.shdk <= 2) & (o.jk[t.orang] == 2)).tolist():
        ibu[int(t.ke[i])] = o.nama[int(t.orang[i])]
    return [ibu.get(k, "") if s == 3 else "" for k, s in zip(t.ke.tolist(), t.shdk.tolist(), strict=True)]
