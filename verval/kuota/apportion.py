"""Whole seats in proportion to a base, exactly: integers and fractions, never floats.

Formulas: methods E of the project's sources. Largest remainder (Hamilton), and divisor methods by highest averages:
Webster/Sainte-Laguë (divisor 2s + 1) and Huntington-Hill (sqrt(s(s + 1))). D'Hondt (s + 1) favours large regions; it
is here to be compared with, not to be chosen. How they behave: M. Balinski, H. P. Young, Fair Representation (1982).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from dtsen.lib.ditolak import Ditolak

METODE = {
    "sisa_terbesar": "Sisa terbesar (Hamilton)",
    "webster": "Webster/Sainte-Laguë",
    "huntington_hill": "Huntington-Hill",
}
"""What a quota may be spread by; the first is the default."""


class KuotaSalah(Ditolak):
    """A quota that cannot be spread as asked: `kode` for machines, `pesan` says why and what to change."""


@dataclass(frozen=True, slots=True)
class Bagian:
    """What one region comes with: its base (persons or families), the fewest and the most seats it may get."""

    dasar: int
    minimum: int = 0
    maksimum: int | None = None


@dataclass(frozen=True, slots=True)
class Kursi:
    """What one region gets, and the share it would have had exactly (`Q · base / sum of bases`)."""

    jumlah: int
    tepat: Fraction
    ikatan: str = ""
    """`minimum` or `maksimum` where that number is why."""

    @property
    def selisih(self) -> Fraction:
        """Seats above (or below) the exact share."""
        return self.jumlah - self.tepat


@dataclass(frozen=True, slots=True)
class Alokasi:
    """Seats by region, in the order the regions were given, and what no region could take."""

    kursi: dict[str, Kursi]
    sisa: int = 0


def apportion(bagian: Mapping[str, Bagian], kuota: int, metode: str = "sisa_terbesar") -> Alokasi:
    """Spread `kuota` seats over regions (by code). Seats and `sisa` sum to `kuota`.

    Divisor methods give `clip(round(base / λ), minimum, maksimum)` with the λ at which the seats sum to the quota.
    Largest remainder clips the exact shares so and hands out what their whole parts leave. Ties go to the larger
    base, then to the lower code. Where every region with a base is full, the rest is `sisa`.

    Raises KuotaSalah: `kuota_negatif`, `batas_salah`, `tanpa_dasar` (no base at all), `minimum_terlalu_besar`,
    `kuota_terlalu_kecil` (Huntington-Hill gives every region with a base a first seat).
    """
    _check(bagian, kuota)
    jumlah = _largest_remainder(bagian, kuota) if metode == "sisa_terbesar" else _highest(bagian, kuota, metode)
    dasar = sum(satu.dasar for satu in bagian.values())
    kursi = {
        kode: Kursi(jumlah[kode], Fraction(kuota * satu.dasar, dasar), _bound(satu, jumlah[kode], kuota, dasar))
        for kode, satu in bagian.items()
    }
    return Alokasi(kursi, kuota - sum(jumlah.values()))


def needed(satu: Bagian, metode: str) -> int:
    """Return the fewest seats a region has to get under a method."""
    pertama = metode == "huntington_hill" and satu.dasar > 0 and satu.maksimum != 0
    return max(satu.minimum, 1 if pertama else 0)


def _check(bagian: Mapping[str, Bagian], kuota: int) -> None:
    if kuota < 0:
        raise KuotaSalah("kuota_negatif", "Kuota tidak boleh kurang dari 0.")
    for kode, satu in bagian.items():
        if satu.dasar < 0 or satu.minimum < 0 or (satu.maksimum is not None and satu.maksimum < satu.minimum):
            raise KuotaSalah(
                "batas_salah", f"Wilayah {kode}: dasar dan minimum paling kecil 0, maksimum tidak di bawah minimum."
            )
    if not any(satu.dasar for satu in bagian.values()):
        raise KuotaSalah(
            "tanpa_dasar", "Tidak satu wilayah pun punya sasaran (jumlah dasarnya 0), jadi kuota tidak dapat dibagi."
        )
    minimum = sum(satu.minimum for satu in bagian.values())
    if minimum > kuota:
        raise KuotaSalah(
            "minimum_terlalu_besar", f"Jumlah minimum {minimum} melebihi kuota {kuota}. Kecilkan minimumnya."
        )


def _bound(satu: Bagian, jumlah: int, kuota: int, dasar: int) -> str:
    if satu.maksimum is not None and jumlah == satu.maksimum and jumlah * dasar < kuota * satu.dasar:
        return "maksimum"
    return "minimum" if satu.minimum and jumlah == satu.minimum and jumlah * dasar > kuota * satu.dasar else ""


def _most(satu: Bagian, kuota: int) -> int:
    """The most seats a region can get: without a base never more than its minimum."""
    if not satu.dasar:
        return satu.minimum
    return kuota if satu.maksimum is None else min(satu.maksimum, kuota)


def _largest_remainder(bagian: Mapping[str, Bagian], kuota: int) -> dict[str, int]:
    bagi = _clipped_shares(bagian, kuota)
    jumlah = {kode: int(nilai) for kode, nilai in bagi.items()}
    # The fractions sum to a whole number smaller than the count of those that have one: one more each is enough, and
    # nobody at a cap has a fraction, since caps are whole.
    sisa = int(sum(bagi.values())) - sum(jumlah.values())
    urut = sorted(bagi, key=lambda kode: (jumlah[kode] - bagi[kode], -bagian[kode].dasar, kode))
    for kode in urut[:sisa]:
        jumlah[kode] += 1
    return jumlah


def _clipped_shares(bagian: Mapping[str, Bagian], kuota: int) -> dict[str, Fraction]:
    """`clip(base · t, minimum, maksimum)` with the t at which they sum to the quota, or all at their most.

    The sum grows with t, straight between the points where a region leaves its minimum or meets its maximum.
    """
    maks = {kode: _most(satu, kuota) for kode, satu in bagian.items()}
    if sum(maks.values()) <= kuota:
        return {kode: Fraction(nilai) for kode, nilai in maks.items()}
    lepas = [(Fraction(satu.minimum, satu.dasar), satu.dasar, satu.minimum) for satu in bagian.values() if satu.dasar]
    penuh = [(Fraction(maks[kode], satu.dasar), satu.dasar, maks[kode]) for kode, satu in bagian.items() if satu.dasar]
    titik = sorted([(t, d, -n) for t, d, n in lepas] + [(t, -d, n) for t, d, n in penuh], key=lambda satu: satu[0])
    tetap, miring = sum(satu.minimum for satu in bagian.values()), 0
    for t, d, n in titik:
        if tetap + miring * t >= kuota:
            break
        tetap, miring = tetap + n, miring + d
    t = Fraction(kuota - tetap, miring) if miring else Fraction(0)
    return {
        kode: min(max(satu.dasar * t, Fraction(satu.minimum)), Fraction(maks[kode])) for kode, satu in bagian.items()
    }


KUNCI: dict[str, Callable[[int, int], Fraction]] = {
    # Huntington-Hill compares squares, so that no root is taken.
    "webster": lambda dasar, kursi: Fraction(dasar, 2 * kursi + 1),
    "huntington_hill": lambda dasar, kursi: Fraction(dasar * dasar, kursi * (kursi + 1)),
    "dhondt": lambda dasar, kursi: Fraction(dasar, kursi + 1),
}
"""Claim of a region with so many seats to the next one; only compared within a method."""


def _highest(bagian: Mapping[str, Bagian], kuota: int, metode: str) -> dict[str, int]:
    """Begin below what everybody gets for certain and give seat after seat to the highest claim: the same as
    clipping at the right λ, whatever the size of the quota."""
    klaim = KUNCI[metode]
    wajib = {kode: replace(satu, minimum=needed(satu, metode)) for kode, satu in bagian.items()}
    perlu = sum(satu.minimum for satu in wajib.values())
    if perlu > kuota:
        raise _too_small(perlu, kuota)
    jumlah = _sure(wajib, kuota)
    sisa = kuota - sum(jumlah.values())
    maks = {kode: _most(satu, kuota) for kode, satu in bagian.items()}
    antre = [
        (-klaim(satu.dasar, jumlah[kode]), -satu.dasar, kode)
        for kode, satu in bagian.items()
        if jumlah[kode] < maks[kode]
    ]
    heapq.heapify(antre)
    while sisa and antre:
        _, dasar, kode = antre[0]
        jumlah[kode] += 1
        sisa -= 1
        if jumlah[kode] < maks[kode]:
            heapq.heapreplace(antre, (-klaim(-dasar, jumlah[kode]), dasar, kode))
        else:
            heapq.heappop(antre)
    return jumlah


def _too_small(perlu: int, kuota: int) -> KuotaSalah:
    return KuotaSalah(
        "kuota_terlalu_kecil",
        f"Huntington-Hill memberi setiap wilayah yang punya sasaran paling sedikit satu, jadi perlu kuota "
        f"{perlu}; yang ada {kuota}. Pilih cara lain atau besarkan kuotanya.",
    )


def _sure(wajib: Mapping[str, Bagian], kuota: int) -> dict[str, int]:
    """Seats that everybody has at the end of every divisor method; fewer than two a region are left to give.

    A divisor method rounds the share of one λ down or up, so all regions together get at most one seat each more than
    the whole parts. Whole parts of shares that sum to the quota less one seat a region are then within the quota:
    every claim at or above that λ is met before any below it.
    """
    dibagi = kuota - len(wajib)
    if dibagi <= sum(satu.minimum for satu in wajib.values()):
        return {kode: satu.minimum for kode, satu in wajib.items()}
    return {kode: int(bagi) for kode, bagi in _clipped_shares(wajib, dibagi).items()}


def apportion_tree(
    anak: Mapping[str, Mapping[str, Bagian]], kuota: int, metode: str = "sisa_terbesar"
) -> tuple[Alokasi, dict[str, Alokasi]]:
    """Spread a quota over regions and then inside each over its own: (upper level, lower levels by upper code).

    An upper region comes with the sums of its own: base, minimum (under Huntington-Hill what its own need at least)
    and maximum, so what it gets can always be spread below, and sums match at every level.
    """
    semua = [satu for isi in anak.values() for satu in isi.values()]
    perlu = sum(needed(satu, metode) for satu in semua)
    if sum(satu.minimum for satu in semua) <= kuota < perlu:
        # Before the first seats of the method pass for minimums that somebody wrote.
        raise _too_small(perlu, kuota)
    atas = apportion({kode: _sum(satu, metode) for kode, satu in anak.items()}, kuota, metode)
    bawah = {}
    for kode, isi in anak.items():
        jatah = atas.kursi[kode].jumlah
        if any(satu.dasar for satu in isi.values()):
            bawah[kode] = apportion(isi, jatah, metode)
        else:
            # Nothing to be in proportion to: the minimum of each is all there is.
            bawah[kode] = Alokasi(
                {k: Kursi(s.minimum, Fraction(0), "minimum" if s.minimum else "") for k, s in isi.items()}
            )
    return atas, bawah


def _sum(isi: Mapping[str, Bagian], metode: str) -> Bagian:
    minimum = sum(needed(satu, metode) for satu in isi.values())
    maks = [satu.maksimum if satu.dasar else satu.minimum for satu in isi.values()]
    return Bagian(
        dasar=sum(satu.dasar for satu in isi.values()),
        minimum=minimum,
        maksimum=None if any(m is None for m in maks) else sum(m for m in maks if m is not None),
    )


@dataclass(frozen=True, slots=True)
class Pemerataan:
    """How even a spread is: seats per 100 of the base (least, most) and the Gallagher index in percentage points."""

    per_seratus: dict[str, Fraction]
    terkecil: Fraction
    terbesar: Fraction
    gallagher: float

    @property
    def rasio(self) -> Fraction | None:
        """Most over least; None where a region with a base got nothing."""
        return self.terbesar / self.terkecil if self.terkecil else None


def evenness(bagian: Mapping[str, Bagian], alokasi: Alokasi) -> Pemerataan:
    """Judge a spread; regions without a base are left out of the rates.

    Gallagher: `sqrt(1/2 · sum (share of base - share of seats)^2)`, shares in per cent (M. Gallagher, 1991).
    """
    dasar = sum(satu.dasar for satu in bagian.values())
    kursi = sum(satu.jumlah for satu in alokasi.kursi.values())
    laju = {k: Fraction(100 * alokasi.kursi[k].jumlah, satu.dasar) for k, satu in bagian.items() if satu.dasar}
    beda = [
        Fraction(100 * satu.dasar, dasar) - (Fraction(100 * alokasi.kursi[k].jumlah, kursi) if kursi else 0)
        for k, satu in bagian.items()
    ]
    return Pemerataan(laju, min(laju.values()), max(laju.values()), float(sum(b * b for b in beda) / 2) ** 0.5)


def around(lama: int, persen: int) -> tuple[int, int]:
    """Bounds (minimum, maximum) that keep a region within so many per cent of what it had."""
    return -(-lama * (100 - persen) // 100), lama * (100 + persen) // 100
