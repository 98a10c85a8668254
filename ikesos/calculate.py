"""From inputs to every node of every region and group, and how firm the order of regions is (methods A.4, A.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from django.utils.module_loading import import_string

from ikesos import structure
from ikesos.inputs import PANJANG, UMUM, Masukan
from ikesos.models import Simpul
from ikesos.models.struktur import KELOMPOK
from ikesos.secrecy import hide
from ikesos.stats.aggregate import GEO, combine
from ikesos.stats.kokoh import Indikator, Kekokohan, Mesin, simulate, standard_error
from ikesos.stats.larik import Benar, Pecahan
from ikesos.stats.normalise import goalposts
from ikesos.stats.pohon import Pohon
from ikesos.stats.rumus import Rumus

if TYPE_CHECKING:
    from ikesos.stats.sobol import Kepekaan


@dataclass(slots=True)
class Daun:
    """One indicator, arrays (regions, groups). Where `tutup` is filled, `x` comes from stand-ins (stats/tutup.py)."""

    x: Pecahan
    mentah: Pecahan
    nilai: Pecahan
    terpotong: Benar
    tutup: np.ndarray[Any, np.dtype[Any]]


@dataclass(slots=True)
class Nilai:
    """Every node: `nilai`, `ada`, `contoh` {code: (regions, groups)}, `geo` of the root."""

    pohon: Pohon
    daun: dict[str, Daun] = field(default_factory=dict)
    nilai: dict[str, Pecahan] = field(default_factory=dict)
    ada: dict[str, Pecahan] = field(default_factory=dict)
    contoh: dict[str, Benar] = field(default_factory=dict)
    geo: Pecahan = field(default_factory=lambda: np.empty(0))

    @property
    def akar(self) -> str:
        return self.pohon.akar[0].kode


def values(simpul: list[Simpul], masukan: Masukan) -> Nilai:
    """Return every node of every region and group."""
    pohon = structure.tree(simpul)
    hasil = Nilai(pohon)
    for satu in simpul:
        if satu.tingkat == "indikator":
            hasil.daun[satu.kode] = leaf(satu, masukan)
    for kode in pohon.daun:
        hasil.contoh[kode] = masukan.isi[kode].contoh & ~np.isnan(hasil.daun[kode].nilai)
    per_kelompok = [
        pohon.evaluate({kode: daun.nilai[:, k] for kode, daun in hasil.daun.items()}) for k in range(len(KELOMPOK))
    ]
    for kode in pohon.urutan:
        hasil.nilai[kode] = np.column_stack([satu[kode].nilai for satu in per_kelompok])
        hasil.ada[kode] = np.column_stack([satu[kode].ada for satu in per_kelompok])
    for kode in reversed(pohon.urutan):
        if pohon.anak[kode]:
            hasil.contoh[kode] = np.any([hasil.contoh[a.kode] for a in pohon.anak[kode]], axis=0)
    puncak = pohon.anak[hasil.akar]
    bobot = np.array([a.bobot for a in puncak])
    hasil.geo = np.column_stack(
        [
            combine(np.column_stack([satu[a.kode].nilai for a in puncak]), bobot, cara=GEO, cukup=1.0).nilai
            for satu in per_kelompok
        ]
    )
    return hasil


def leaf(satu: Simpul, masukan: Masukan) -> Daun:
    """Measure and normalise one indicator, with hidden numbers as they may enter the index."""
    isi = masukan.isi[satu.kode]
    rumus = Rumus(satu.rumus)
    nilai, tutup = hide(satu, rumus, isi, masukan.wilayah)
    x = rumus.value(nilai)
    arah, minimum, maksimum = satu.patokan
    z = goalposts(x, arah=arah, minimum=minimum, maksimum=maksimum)
    return Daun(x, z.mentah, z.nilai, z.terpotong, tutup)


def _engine(simpul: list[Simpul], masukan: Masukan, nilai: Nilai, baris: list[int], k: int) -> tuple[Any, ...]:
    indikator, x = {}, {}
    for satu in simpul:
        if satu.tingkat != "indikator":
            continue
        nilai_x = nilai.daun[satu.kode].x[baris, k]
        sampel = masukan.isi[satu.kode].sampel[baris, k]
        galat = None
        if satu.survei and (sampel > 0).any():
            galat = np.nan_to_num(standard_error(np.clip(nilai_x, 0, 100), np.where(sampel > 0, sampel, np.nan)))
        indikator[satu.kode] = Indikator(*satu.patokan, galat)
        x[satu.kode] = nilai_x
    return nilai.pohon, indikator, x


def rows_of(wilayah: list[str], tingkat: str) -> list[int]:
    """Places of the regions of a level."""
    return [i for i, w in enumerate(wilayah) if len(w) == PANJANG[tingkat]]


def robustness(
    simpul: list[Simpul], masukan: Masukan, nilai: Nilai, *, tingkat: str, kelompok: int, tarikan: int, benih: int
) -> Kekokohan:
    """Run the draws for the regions of one level in one group."""
    baris = rows_of(masukan.wilayah, tingkat)
    return simulate(*_engine(simpul, masukan, nilai, baris, kelompok), tarikan=tarikan, benih=benih)


def factors(simpul: list[Simpul], masukan: Masukan, nilai: Nilai, *, benih: int) -> Kepekaan | None:
    """Which choice moves the order of the kecamatan (everybody); None where fewer than two have an index."""
    baris = rows_of(masukan.wilayah, "kecamatan")
    mesin = Mesin(*_engine(simpul, masukan, nilai, baris, UMUM))
    if mesin.dihitung.sum() < 2:
        return None
    # By name: SALib brings SciPy, a second of start and 90 MB that only a calculation should pay for.
    sensitivity = import_string("ikesos.stats.sobol.sensitivity")
    return cast("Kepekaan", sensitivity(mesin, benih=benih))
