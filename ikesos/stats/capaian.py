"""How far an actual figure is from its target, and where a short series is going. No clock, no randomness."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from statistics import median

METODE = "Theil–Sen"
TITIK_MINIMUM = 3


@dataclass(frozen=True, slots=True)
class Proyeksi:
    """The median slope of a series (per year) and its band: the smallest and the greatest slope between two years."""

    pusat_tahun: float
    pusat: float
    kemiringan: float
    terkecil: float
    terbesar: float

    def at(self, tahun: float) -> tuple[float, float, float]:
        """Return (value, lower, upper) of a year."""
        jarak = tahun - self.pusat_tahun
        tepi = (self.pusat + self.terkecil * jarak, self.pusat + self.terbesar * jarak)
        return self.pusat + self.kemiringan * jarak, min(tepi), max(tepi)


def achievement(realisasi: float, target: float, arah: int) -> float | None:
    """Return the achievement in per cent of the target; None where the target is not above zero.

    arah 1 (higher is better): `100 r/t`; -1 (lower is better): `100 (2 - r/t)`, not below 0. Both give 100 exactly on
    the target and more beyond it.
    """
    if target <= 0:
        return None
    nisbah = realisasi / target
    return 100 * nisbah if arah > 0 else max(0.0, 100 * (2 - nisbah))


def light(capaian: float | None, hijau: float, kuning: float) -> str:
    """Return hijau, kuning, merah, or `belum` for None; a value on a limit belongs to the better colour."""
    if capaian is None:
        return "belum"
    # A target met to the last printed digit is met, whatever binary fractions make of it.
    nilai = round(capaian, 6)
    if nilai >= hijau:
        return "hijau"
    return "kuning" if nilai >= kuning else "merah"


def project(titik: dict[int, float]) -> Proyeksi | None:
    """Fit a Theil-Sen line (median of the slopes between all pairs of years); None below three points.

    The line goes through the median year at the median of `y - slope (x - median year)`.
    """
    if len(titik) < TITIK_MINIMUM:
        return None
    miring = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(sorted(titik.items()), 2)]
    m, pusat_tahun = median(miring), median(titik)
    pusat = median(y - m * (x - pusat_tahun) for x, y in titik.items())
    return Proyeksi(pusat_tahun, pusat, m, min(miring), max(miring))
