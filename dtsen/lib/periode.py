"""A quarter of the ranking calendar: `2026-T4`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dtsen.lib.ditolak import Ditolak

BENTUK = re.compile(r"^(\d{4})-T([1-4])$")
TAHUN_PERTAMA = 2025
ANGKA_ROMAWI = {1: "I", 2: "II", 3: "III", 4: "IV"}


class PeriodeSalah(Ditolak):
    """Not a period the calendar knows."""


@dataclass(frozen=True, slots=True, order=True)
class Periode:
    """Year and quarter. Version V1..V4 of the official list has the same number (domain §2.7)."""

    tahun: int
    triwulan: int

    @classmethod
    def parse(cls, teks: str) -> Periode:
        """Read `2026-T4`; raises PeriodeSalah (`bentuk`)."""
        cocok = BENTUK.match(teks.strip().upper())
        if cocok is None:
            raise PeriodeSalah("bentuk", f"Periode {teks!r} tidak dikenal. Tulis tahun dan triwulan, misalnya 2026-T4.")
        return cls(int(cocok[1]), int(cocok[2]))

    @classmethod
    def of(cls, hari: date) -> Periode:
        return cls(hari.year, (hari.month - 1) // 3 + 1)

    @classmethod
    def dikenal(cls, teks: str, *, hari_ini: date) -> Periode:
        """Read a period between 2025-T1 and the one after the current; raises PeriodeSalah (`bentuk | di_luar`)."""
        periode = cls.parse(teks)
        akhir = cls.of(hari_ini).berikut
        if not cls(TAHUN_PERTAMA, 1) <= periode <= akhir:
            raise PeriodeSalah(
                "di_luar",
                f"Periode {periode.kode} belum atau tidak ada. Pilih antara {TAHUN_PERTAMA}-T1 dan {akhir.kode}.",
            )
        return periode

    @property
    def kode(self) -> str:
        return f"{self.tahun}-T{self.triwulan}"

    @property
    def label(self) -> str:
        return f"Triwulan {ANGKA_ROMAWI[self.triwulan]} {self.tahun}"

    @property
    def mulai(self) -> date:
        return date(self.tahun, 3 * self.triwulan - 2, 1)

    @property
    def selesai(self) -> date:
        return self.berikut.mulai - timedelta(days=1)

    @property
    def berikut(self) -> Periode:
        return Periode(self.tahun + 1, 1) if self.triwulan == 4 else Periode(self.tahun, self.triwulan + 1)

    @property
    def sebelum(self) -> Periode:
        return Periode(self.tahun - 1, 4) if self.triwulan == 1 else Periode(self.tahun, self.triwulan - 1)

    def __str__(self) -> str:
        return self.kode
