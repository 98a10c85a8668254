"""What moved the index between two periods of one version: life, the official re-ranking, and what was measured.

The index is a weighted sum of its indicators, so its change is exactly the sum of three parts for each of them.
Kehidupan: mean weight x (new value under the old desil - old value). Desil: mean weight x (new value - new value under
the old desil). Susunan: mean value x change of weight, since a missing indicator gives its weight to the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dtsen.lib.periode import Periode
from dtsen.lib.tampil import angka
from dtsen.wilayah.models import Wilayah
from ikesos import structure
from ikesos.models import HasilIndeks, Hitungan, Simpul

TITIK = 0.005
"""Index points: what is smaller rounds to 0,0 and is not listed."""


BERARTI = 0.05
"""Index points: a change below this shows no other number."""


@dataclass(frozen=True, slots=True)
class Gerak:
    """One indicator; index points. `lama`, `baru`: values 0-100, None where the indicator was not measured."""

    simpul: Simpul
    lama: float | None
    baru: float | None
    kehidupan: float
    desil: float
    susunan: float
    tutup: bool

    @property
    def semua(self) -> float:
        return self.kehidupan + self.desil + self.susunan


@dataclass(frozen=True, slots=True)
class Perubahan:
    """The change of the index of one region. `terpisah`: whether life and re-ranking could be told apart."""

    lama: float
    baru: float
    gerak: list[Gerak]
    terpisah: bool

    @property
    def kehidupan(self) -> float:
        return sum(g.kehidupan for g in self.gerak)

    @property
    def desil(self) -> float:
        return sum(g.desil for g in self.gerak)

    @property
    def susunan(self) -> float:
        return sum(g.susunan for g in self.gerak)

    @property
    def tampak(self) -> list[Gerak]:
        """Those that may be shown and moved something, the strongest first."""
        kena = [g for g in self.gerak if not g.tutup and abs(g.kehidupan) + abs(g.desil) + abs(g.susunan) >= TITIK]
        return sorted(kena, key=lambda g: -abs(g.semua))

    @property
    def tertutup(self) -> float:
        """Points of the indicators that may not be shown."""
        return sum(g.semua for g in self.gerak if g.tutup)


def series(hitung: Hitungan) -> list[Hitungan]:
    """The calculation of each period of the same version that pages show, up to the given one, oldest first."""
    semua = Hitungan.objects.shown().filter(versi=hitung.versi, periode__lte=hitung.periode)
    return list(semua.best_first("periode").distinct("periode"))


def trend(hitung: Hitungan, ini: Wilayah, kelompok: str) -> list[dict[str, Any]]:
    """Rows {hitung, label, nilai: {node: value or None}} of the index and its dimensions, oldest first."""
    deret = series(hitung)
    kode = [s.kode for s in hitung.versi.simpul.filter(tingkat__in=("indeks", "dimensi")).order_by("urut")]
    hasil = HasilIndeks.objects.filter(hitungan__in=deret, wilayah=ini, kelompok=kelompok, simpul__in=kode)
    nilai = {(h.hitungan_id, h.simpul): h for h in hasil}
    return [
        {
            "hitung": satu,
            "label": Periode.parse(satu.periode).label,
            "nilai": {k: h.nilai if (h := nilai.get((satu.pk, k))) else None for k in kode},
        }
        for satu in deret
    ]


def step(deret: list[dict[str, Any]], sampai: str) -> tuple[Hitungan, Hitungan] | None:
    """Two neighbours of the trend: up to the period that was asked for, or the last two; None where there is one."""
    letak = next((i for i, satu in enumerate(deret) if i and satu["hitung"].periode == sampai), len(deret) - 1)
    return (deret[letak - 1]["hitung"], deret[letak]["hitung"]) if letak > 0 else None


def change(lama: Hitungan, baru: Hitungan, ini: Wilayah, kelompok: str) -> Perubahan | None:
    """Split the change of the index of a region; None where it was not there in one of the periods."""
    simpul = {s.kode: s for s in baru.versi.simpul.order_by("urut")}
    pohon = structure.tree(list(simpul.values()))
    dulu, kini = (_results(h, ini, kelompok) for h in (lama, baru))
    akar = pohon.akar[0].kode
    if dulu.get(akar) is None or kini.get(akar) is None or dulu[akar].nilai is None or kini[akar].nilai is None:
        return None
    w0, w1 = (pohon.weights_among({k for k, h in satu.items() if h.nilai is not None}) for satu in (dulu, kini))
    sama = lama.versi_desil == baru.versi_desil
    terpisah = sama or (bool(baru.desil_lama) and baru.desil_lama == lama.versi_desil)
    gerak = [
        _movement(simpul[k], dulu.get(k), kini.get(k), w0.get(k, 0.0), w1.get(k, 0.0), terpisah and not sama)
        for k in pohon.daun
    ]
    return Perubahan(float(dulu[akar].nilai or 0), float(kini[akar].nilai or 0), gerak, terpisah)


def _results(hitung: Hitungan, ini: Wilayah, kelompok: str) -> dict[str, HasilIndeks]:
    return {h.simpul: h for h in HasilIndeks.objects.filter(hitungan=hitung, wilayah=ini, kelompok=kelompok)}


def _movement(
    simpul: Simpul, dulu: HasilIndeks | None, kini: HasilIndeks | None, w0: float, w1: float, desil: bool
) -> Gerak:
    z0, z1 = (h.nilai if h else None for h in (dulu, kini))
    tutup = bool((dulu and dulu.tutup) or (kini and kini.tutup))
    if z0 is None or z1 is None:
        return Gerak(simpul, z0, z1, 0.0, 0.0, w1 * (z1 or 0.0) - w0 * (z0 or 0.0), tutup)
    antara = z1
    if desil and kini is not None and kini.nilai_desil_lama is not None:
        antara = kini.nilai_desil_lama
    rata = (w0 + w1) / 2
    return Gerak(simpul, z0, z1, rata * (antara - z0), rata * (z1 - antara), (z0 + z1) / 2 * (w1 - w0), tutup)


def sentence(ubah: Perubahan, lama: Hitungan, baru: Hitungan, ini: Wilayah) -> str:
    """The answer of the page: up or down, by how much, and what did most of it."""
    beda = ubah.baru - ubah.lama
    if abs(beda) < BERARTI:
        return f"Indeks {ini} tidak berubah berarti dari {lama.periode} ke {baru.periode}: {angka(ubah.baru, 1)}."
    arah = "naik" if beda > 0 else "turun"
    awal = f"Indeks {ini} {arah} {angka(abs(beda), 1)} titik dari {lama.periode} ke {baru.periode}"
    awal = f"{awal}, menjadi {angka(ubah.baru, 1)}"
    if not ubah.terpisah:
        return f"{awal}."
    sebab = {"keadaan berubah": ubah.kehidupan, "desil nasional berganti": ubah.desil, "susunan data": ubah.susunan}
    return f"{awal}, terutama karena {max(sebab, key=lambda s: sebab[s] if beda > 0 else -sebab[s])}."
