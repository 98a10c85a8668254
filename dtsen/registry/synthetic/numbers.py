"""NIK and No KK that look real and never repeat.

Structure (domain §7.1): 6 digits kecamatan of first registration, ddmmyy (+40 on the day for women), serial of 4.
Each desa owns a block of serials, so numbers are unique without a register of all numbers in memory.
"""

from __future__ import annotations

import numpy as np

from dtsen.registry.synthetic.config import Bulat, Logis
from dtsen.registry.synthetic.regions import Desa

SERI_MAKS, SERI_MIN_LEBAR = 9999, 8
_KALI, _GESER = 1237, 7919


class SeriHabis(ValueError):
    """More numbers wanted for one day and kecamatan than four digits can count."""


def blocks(desa: list[Desa]) -> tuple[Bulat, Bulat]:
    """Return first serial and width of each desa's block, widths growing with its people."""
    bobot = np.array([d.penduduk for d in desa], dtype=np.float64)
    bebas = SERI_MAKS - SERI_MIN_LEBAR * len(desa)
    lebar = SERI_MIN_LEBAR + np.floor(bebas * bobot / bobot.sum()).astype(np.int64)
    awal = 1 + np.concatenate(([0], np.cumsum(lebar)[:-1]))
    return awal.astype(np.int64), lebar


def ddmmyy(hari: Bulat) -> tuple[Bulat, Bulat, Bulat]:
    """Return day, month and full year of day numbers."""
    tanggal = hari.astype("datetime64[D]")
    bulan_ke = tanggal.astype("datetime64[M]").astype(np.int64)
    tahun = bulan_ke // 12 + 1970
    bulan = bulan_ke % 12 + 1
    tgl = (tanggal - tanggal.astype("datetime64[M]")).astype(np.int64) + 1
    return tgl, bulan, tahun


def compose(kecamatan: Bulat, hari: Bulat, perempuan: Logis | None, awal: int, lebar: int) -> Bulat:
    """Return 16-digit numbers; the serial counts up within equal first twelve digits."""
    tgl, bulan, tahun = ddmmyy(hari)
    if perempuan is not None:
        tgl = tgl + 40 * perempuan
    depan = ((kecamatan * 100 + tgl) * 100 + bulan) * 100 + tahun % 100
    urut = np.argsort(depan, kind="stable")
    terurut = depan[urut]
    mulai = np.searchsorted(terurut, terurut, side="left")
    ke = np.empty(len(depan), dtype=np.int64)
    ke[urut] = np.arange(len(depan)) - mulai
    if len(ke) and int(ke.max()) >= lebar:
        raise SeriHabis("Jumlah keluarga terlalu besar untuk nomor urut empat angka.")
    seri = ((awal - 1 + ke) * _KALI + depan * _GESER) % SERI_MAKS + 1  # one to one for a given front: stays unique
    hasil: Bulat = depan * 10_000 + seri
    return hasil
