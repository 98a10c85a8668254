"""How far the order of regions depends on our choices (OECD/JRC Handbook 2008; methods A.6): a Monte Carlo run.

Each draw: every weight x U(0.75, 1.25), top mean arithmetic or geometric, normalisation by goalposts, observed range
or z-score, with probability 1/2 one indicator left out, and survey indicators moved within their standard error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ikesos.stats import normalise
from ikesos.stats.aggregate import LANTAI
from ikesos.stats.larik import Benar, Bulat, Pecahan
from ikesos.stats.pohon import Pohon

TARIKAN = 2_000
BENIH = 20_260_101
DERAU = 0.25
GESER = 3
"""Places: a shift of at least this many counts as another rank."""
POTONG = 250
"""Draws worked on at once: keeps 237 desa x 32 indicators x draws under 20 MB an array."""
PATOKAN, AMATAN, SKOR_Z = 0, 1, 2
"""Ways of normalisation."""
TITIK = 1e-9
"""Index points: what differs by less is a tie."""


@dataclass(frozen=True, slots=True)
class Indikator:
    """What the run must know of an indicator. `galat` (n,): standard error of each unit, where it is from a survey."""

    arah: int
    minimum: float
    maksimum: float
    galat: Pecahan | None = None


@dataclass(frozen=True, slots=True)
class Skenario:
    """Choices of d draws: `bobot` (d, nodes) factors, `geometrik` (d,), `cara` (d,), `tanpa` (d,) leaf or -1."""

    bobot: Pecahan
    geometrik: Benar
    cara: Bulat
    tanpa: Bulat


@dataclass(frozen=True, slots=True)
class Kekokohan:
    """Of each unit (n,); NaN or 0 where it has no index. `rata_geser`: mean over draws of R = 1/K sum |rank shift|.

    `bawah`, `atas`: 5-95 % of the draws, widened to the rank itself where it lies outside (`di_luar`). It can: two
    thirds of the draws normalise otherwise. The choice that gives the rank is one of those in question, so its place
    belongs to the places that are possible; a narrower band would call regions different that are not.
    """

    peringkat: Pecahan
    median: Pecahan
    bawah: Pecahan
    atas: Pecahan
    di_luar: Benar
    peluang_geser: Pecahan
    rata_geser: float
    tarikan: int
    benih: int


def standard_error(persen: Pecahan, n: Pecahan, *, deff: float = 2.0) -> Pecahan:
    """Return the standard error (percentage points) of a share from a survey: 100 sqrt(p (1 - p) / n x deff)."""
    p = persen / 100.0
    hasil: Pecahan = 100.0 * np.sqrt(p * (1.0 - p) / n * deff)
    return hasil


class Mesin:
    """Evaluates many scenarios of one tree over one table of indicators at once."""

    def __init__(self, pohon: Pohon, indikator: Mapping[str, Indikator], x: Mapping[str, Pecahan]) -> None:
        if len(pohon.akar) != 1:
            raise ValueError("perlu tepat satu akar")
        self.pohon = pohon
        self.daun = pohon.daun
        self.indikator = [indikator[k] for k in self.daun]
        self.letak = {k: i for i, k in enumerate(pohon.urutan)}
        self.x = np.column_stack([x[k] for k in self.daun])
        self.ada = ~np.isnan(self.x)
        self.dasar = np.stack([self._normal(c, self.x) for c in (PATOKAN, AMATAN, SKOR_Z)])
        acuan = pohon.evaluate({k: self.dasar[PATOKAN][:, i] for i, k in enumerate(self.daun)})
        self.acuan = acuan[pohon.akar[0].kode].nilai
        self.dihitung = ~np.isnan(self.acuan)

    def _normal(self, cara: int, x: Pecahan) -> Pecahan:
        return np.column_stack([self._column(cara, satu, x[:, i]) for i, satu in enumerate(self.indikator)])

    @staticmethod
    def _column(cara: int, satu: Indikator, x: Pecahan) -> Pecahan:
        if cara == PATOKAN:
            return normalise.goalposts(x, arah=satu.arah, minimum=satu.minimum, maksimum=satu.maksimum).nilai
        return (normalise.observed if cara == AMATAN else normalise.z_score)(x, arah=satu.arah).nilai

    def index(self, s: Skenario, acak: np.random.Generator | None = None) -> Pecahan:
        """Return the index (d, n) under d scenarios; `acak` moves survey indicators within their error."""
        bagian = [
            self._some(Skenario(s.bobot[i : i + POTONG], s.geometrik[i : i + POTONG], s.cara[i : i + POTONG],
                                s.tanpa[i : i + POTONG]), acak)
            for i in range(0, len(s.cara), POTONG)
        ]  # fmt: skip
        return np.concatenate(bagian)

    def _some(self, s: Skenario, acak: np.random.Generator | None) -> Pecahan:
        z = self.dasar[s.cara]
        if acak is not None:
            self._disturb(z, s.cara, acak)
        w = s.bobot * np.array([self.pohon.bobot[k] for k in self.pohon.urutan])
        baris = np.flatnonzero(s.tanpa >= 0)
        kolom = np.array([self.letak[k] for k in self.daun], dtype=np.int64)
        w[baris, kolom[s.tanpa[baris]]] = 0.0
        nilai: dict[str, Pecahan] = {k: z[:, :, i] for i, k in enumerate(self.daun)}
        for kode in reversed(self.pohon.urutan):
            anak = self.pohon.anak[kode]
            if anak:
                berat = w[:, [self.letak[a.kode] for a in anak]]
                puncak = s.geometrik if kode == self.pohon.akar[0].kode else None
                nilai[kode] = _mean(np.stack([nilai[a.kode] for a in anak], axis=2), berat, puncak)
        return nilai[self.pohon.akar[0].kode]

    def _disturb(self, z: Pecahan, cara: Bulat, acak: np.random.Generator) -> None:
        for i, satu in enumerate(self.indikator):
            if satu.galat is None:
                continue
            derau = acak.standard_normal((len(cara), len(self.x))) * np.nan_to_num(satu.galat)
            for d in range(len(cara)):
                z[d, :, i] = self._column(int(cara[d]), satu, self.x[:, i] + derau[d])

    def ranks(self, nilai: Pecahan) -> Pecahan:
        """Return competition ranks (d, n) of an index (d, n), best = 1, among units that have one; NaN elsewhere."""
        pakai = nilai[:, self.dihitung]
        hasil = np.full(nilai.shape, np.nan)
        peringkat = np.empty(pakai.shape)
        for i in range(0, len(pakai), POTONG):
            v = pakai[i : i + POTONG]
            peringkat[i : i + POTONG] = 1 + (v[:, None, :] > v[:, :, None] + TITIK).sum(axis=2)
        hasil[:, self.dihitung] = peringkat
        return hasil

    def draw(self, tarikan: int, acak: np.random.Generator) -> Skenario:
        """Return random scenarios (module docstring)."""
        daun = len(self.daun)
        tanpa = (
            np.where(acak.random(tarikan) < 0.5, acak.integers(0, daun, tarikan), -1)
            if daun > 1
            else np.full(tarikan, -1)
        )
        return Skenario(
            acak.uniform(1 - DERAU, 1 + DERAU, (tarikan, len(self.letak))),
            acak.random(tarikan) < 0.5,
            acak.integers(0, 3, tarikan),
            tanpa.astype(np.int64),
        )


def _mean(nilai: Pecahan, bobot: Pecahan, geometrik: Benar | None) -> Pecahan:
    """Weighted mean over the last axis: `nilai` (d, n, c), `bobot` (d, c); a missing part gives its weight away."""
    ada = ~np.isnan(nilai)
    berat = ada * bobot[:, None, :]
    jumlah = berat.sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        rata: Pecahan = (np.where(ada, nilai, 0.0) * berat).sum(axis=2) / jumlah
        if geometrik is not None and geometrik.any():
            ln = np.log(np.maximum(np.where(ada, nilai, LANTAI)[geometrik], LANTAI))
            rata[geometrik] = np.exp((ln * berat[geometrik]).sum(axis=2) / jumlah[geometrik])
    rata[jumlah <= 0] = np.nan
    return rata


def simulate(
    pohon: Pohon,
    indikator: Mapping[str, Indikator],
    x: Mapping[str, Pecahan],
    *,
    tarikan: int = TARIKAN,
    benih: int = BENIH,
) -> Kekokohan:
    """Run the draws; return rank, median rank, 5-95 % band and P(shift >= 3) of every unit. Same seed, same result."""
    mesin = Mesin(pohon, indikator, x)
    acak = np.random.default_rng(benih)
    skenario = mesin.draw(tarikan, acak)
    peringkat = mesin.ranks(mesin.index(skenario, acak))
    acuan = mesin.ranks(mesin.acuan[None, :])[0]
    return _summary(acuan, peringkat, mesin.dihitung, tarikan, benih)


def _summary(acuan: Pecahan, peringkat: Pecahan, dihitung: Benar, tarikan: int, benih: int) -> Kekokohan:
    def isi(nilai: Pecahan) -> Pecahan:
        hasil = np.full(len(acuan), np.nan)
        hasil[dihitung] = nilai
        return hasil

    pakai = peringkat[:, dihitung]
    if not dihitung.any():
        kosong = np.full(len(acuan), np.nan)
        return Kekokohan(acuan, kosong, kosong, kosong, ~dihitung & dihitung, kosong, float("nan"), tarikan, benih)
    geser = np.abs(pakai - acuan[dihitung])
    bawah, median, atas = (isi(np.percentile(pakai, q, axis=0, method="nearest")) for q in (5, 50, 95))
    return Kekokohan(
        acuan,
        median,
        np.fmin(bawah, acuan),
        np.fmax(atas, acuan),
        (acuan < bawah) | (acuan > atas),
        isi((geser >= GESER).mean(axis=0)),
        float(geser.mean()),
        tarikan,
        benih,
    )


def overlap(bawah: Pecahan, atas: Pecahan, i: int, j: int) -> bool:
    """True where the bands of two units overlap: they must not be called different."""
    return bool(bawah[i] <= atas[j] and bawah[j] <= atas[i])


def shifts(mesin: Mesin, nilai: Pecahan) -> Pecahan:
    """Return R (d,) of each draw: mean absolute rank shift against the reference."""
    acuan = mesin.ranks(mesin.acuan[None, :])[0]
    hasil: Pecahan = np.nanmean(np.abs(mesin.ranks(nilai) - acuan), axis=1)
    return hasil


def dimensions(pohon: Pohon) -> Sequence[str]:
    """Codes of the parts of the one root."""
    return [s.kode for s in pohon.anak[pohon.akar[0].kode]]
