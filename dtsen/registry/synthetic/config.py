"""Every knob of the generator: dates, coverage, rates of damage. Rates are shares of rows unless said otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

Bulat = NDArray[np.int64]
Pecahan = NDArray[np.float64]
Logis = NDArray[np.bool_]

HARI_NOL = date(1970, 1, 1).toordinal()
SELAMANYA = 10**6
"""Day number of an event that has not happened (days since 1970-01-01)."""


def hari(tanggal: date) -> int:
    """Return days since 1970-01-01."""
    return tanggal.toordinal() - HARI_NOL


ACUAN = hari(date(2026, 11, 23))
"""The day the truth describes."""

MU_KONSUMSI, SIGMA_KONSUMSI = 14.238, 0.516
"""Log of consumption, Rp per person per month: Gini 0,285 gives sigma; 6,72 % of persons below Rp705.397 gives mu."""

RATA_UKURAN = 3.05
"""Living members per family."""


@dataclass(frozen=True, slots=True)
class Laju:
    """Rates of damage of one source."""

    nik_ketik: float = 0.008  # a digit wrong, swapped, lost or added
    nik_excel_ilmiah: float = 0.002  # 6.40201E+15
    nik_excel_nol: float = 0.002  # read as a number: 16th digit 0 (7 in 10), or ten zeros after the first six
    nik_tanda: float = 0.002  # apostrophe, dots or blanks around the right digits
    nik_kosong: float = 0.006
    nik_pinjam: float = 0.001  # NIK of another member of the family
    kk_ketik: float = 0.0  # wrong digit in No KK, of persons (dtks), of whole families (regsosek)
    kk_kosong: float = 0.0  # No KK missing on the line of a person (dtks)
    kk_excel: float = 0.0  # No KK as 6.40201E+15, of whole families
    nama_ejaan: float = 0.03  # old or other spelling: SOEKARNO, ACHMAD, NOOR, SITTI
    nama_singkat: float = 0.02  # M., MUH., ABD., ST.
    nama_gelar: float = 0.01  # H., HJ., DRS., S.PD
    nama_ketik: float = 0.01  # one letter lost, doubled or swapped
    tanggal_salah: float = 0.008  # day and month swapped, year one off, 1 January
    tanggal_format: float = 0.0  # the other of yyyy-mm-dd and dd/mm/yyyy
    ganda_persis: float = 0.002  # same row twice
    ganda_variasi: float = 0.003  # same person twice, name or NIK differing
    ganda_dua_keluarga: float = 0.003  # same person in two families of the desa
    kode_tak_dikenal: float = 0.003  # one coded cell outside its list
    kosong: float = 0.015  # one cell blank
    anggota_terlewat: float = 0.01  # member (not the head) left out
    basi: float = 0.03  # families known as they were `basi_hari` earlier: dead and moved members still there
    basi_hari: int = 1200
    wilayah_lama: float = 0.0  # 640208/640213 for the 20 moved desa; share of desa (p3ke) or rows (dtsen ktp, dukcapil)
    wilayah_nol_hilang: float = 0.0  # leading zeros of region codes lost
    wilayah_tak_dikenal: float = 0.0005  # families whose desa code does not exist


TANGGAL = {
    "dtks": date(2020, 1, 15),
    "regsosek": date(2022, 11, 15),
    "p3ke": date(2023, 6, 30),
    "dtsen": date(2026, 7, 24),
    "dukcapil": date(2026, 9, 30),
}
CAKUPAN = {"dtks": 0.45, "regsosek": 0.95, "p3ke": 0.35, "dtsen": 0.97, "dukcapil": 1.0}
"""Share of the families of its day that a source holds."""

BERSIH = Laju(**dict.fromkeys((f.name for f in fields(Laju)), 0))
"""No damage at all."""

LAJU = {
    "dtks": Laju(
        nik_ketik=0.015,
        nik_excel_ilmiah=0.004,
        nik_excel_nol=0.004,
        nik_tanda=0.004,
        nik_kosong=0.03,
        kk_ketik=0.006,
        kk_kosong=0.08,
        nama_ejaan=0.06,
        nama_singkat=0.04,
        nama_gelar=0.02,
        nama_ketik=0.015,
        tanggal_salah=0.015,
        tanggal_format=0.3,
        kosong=0.03,
        basi=0.1,
        wilayah_nol_hilang=0.02,
    ),
    "regsosek": Laju(kk_ketik=0.003, kk_excel=0.001, tanggal_format=0.05, nik_kosong=0.012),
    "p3ke": Laju(
        nik_excel_ilmiah=0.004,
        nik_excel_nol=0.004,
        nik_kosong=0.015,
        nama_ejaan=0.05,
        nama_singkat=0.03,
        tanggal_format=0.15,
        kosong=0.03,
        basi=0.12,
        wilayah_lama=0.7,
    ),
    "dtsen": Laju(
        nik_ketik=0.003,
        nik_excel_ilmiah=0.001,
        nik_excel_nol=0.001,
        nik_tanda=0.0005,
        nik_kosong=0.003,
        nama_ejaan=0.015,
        nama_singkat=0.01,
        nama_gelar=0.004,
        nama_ketik=0.004,
        tanggal_salah=0.003,
        tanggal_format=0.004,
        ganda_persis=0.001,
        ganda_variasi=0.0015,
        ganda_dua_keluarga=0.0015,
        anggota_terlewat=0.005,
        basi=0.12,
        wilayah_lama=0.35,
    ),
    "dukcapil": replace(BERSIH, wilayah_lama=0.1),
}
BELUM_DILAPORKAN = 0.15
"""Deaths and moves not reported to Dukcapil: the row still says AKTIF."""
BELUM_REKAM, NONAKTIF = 0.012, 0.003
"""Shares of living adults in the Dukcapil reference."""


@dataclass(frozen=True, slots=True)
class Opsi:
    """What a run is asked for."""

    keluarga: int
    seed: int
    laju: dict[str, Laju] = field(default_factory=lambda: dict(LAJU))
