"""Faults are collected, so that a person mends a file once and not line by line."""

from __future__ import annotations

from dataclasses import dataclass, field

TAMPIL = 200
"""Faults that are printed; the rest is counted."""


class BerkasSalah(ValueError):
    """Files that cannot be used: `galat` holds (code, sentence) of every fault found."""

    def __init__(self, galat: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(pesan for _, pesan in galat[:3]))
        self.galat = galat

    @property
    def kode(self) -> list[str]:
        return [kode for kode, _ in self.galat]

    def lines(self) -> list[str]:
        """What is wrong, a line each."""
        baris = [f"- {pesan}" for _, pesan in self.galat[:TAMPIL]]
        lebih = len(self.galat) - TAMPIL
        return [*baris, f"- dan {lebih} kesalahan lain."] if lebih > 0 else baris


@dataclass(slots=True)
class Catatan:
    """What was met while reading: faults stop the work, warnings travel with the result."""

    galat: list[tuple[str, str]] = field(default_factory=list)
    peringatan: list[str] = field(default_factory=list)

    def salah(self, kode: str, pesan: str) -> None:
        self.galat.append((kode, pesan))

    def ingat(self, pesan: str) -> None:
        self.peringatan.append(pesan)

    def stop_if_wrong(self) -> None:
        """Raise BerkasSalah where a fault was noted."""
        if self.galat:
            raise BerkasSalah(self.galat)
