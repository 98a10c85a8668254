"""Why somebody opens full numbers: one reason of the list and a sentence of their own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from dtsen.accounts.models import AlasanBuka
from dtsen.lib.samar import holds_number

TERPENDEK = 10
TERPANJANG = 500


class AlasanSalah(ValueError):
    """A reason that does not do: `kode` in `sebab_tidak_dikenal | alasan_pendek | alasan_bernomor`."""

    def __init__(self, kode: str, pesan: str, kolom: str) -> None:
        super().__init__(pesan)
        self.kode, self.pesan, self.kolom = kode, pesan, kolom


@dataclass(frozen=True, slots=True)
class Alasan:
    """A reason that has been checked."""

    sebab: AlasanBuka
    kata: str


def choices() -> QuerySet[AlasanBuka]:
    """The reasons one may choose, in the order of the list."""
    return AlasanBuka.objects.filter(aktif=True).order_by("urut", "kode")


def check(sebab: str, kata: str) -> Alasan:
    """Return the reason; raises AlasanSalah."""
    pilihan = choices().filter(pk=sebab).first()
    if pilihan is None:
        raise AlasanSalah("sebab_tidak_dikenal", "Pilih salah satu alasan dari daftar.", "sebab")
    kata = kata.strip()
    if len(kata) < TERPENDEK:
        raise AlasanSalah(
            "alasan_pendek",
            f"Tulis penjelasannya, sedikitnya {TERPENDEK} huruf: untuk siapa dan untuk pekerjaan apa.",
            "alasan",
        )
    if holds_number(kata):
        raise AlasanSalah("alasan_bernomor", "Jangan tulis NIK atau No KK di penjelasan. Sebut pekerjaannya.", "alasan")
    return Alasan(pilihan, kata[:TERPANJANG])
