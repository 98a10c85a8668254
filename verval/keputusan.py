"""Cases that change no fact and nobody's family: what they are told, and what may be written.

They are operations to the case (form, difference, words), but write nothing to the registry: `penetapan.py` writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.registry.models import Keluarga
from dtsen.registry.susunan import SEJAK, Hasil, Isi, Isian, Operasi, Rencana
from dtsen.registry.values import FaktaSalah, parse
from verval.models.program import ProgramBansos

CARA = {
    "alami": "Graduasi alami: tidak lagi memenuhi syarat program",
    "mandiri": "Graduasi mandiri: sudah mampu dan keluar sendiri",
    "mundur": "Mengundurkan diri dari program",
}
SINGKAT = {"alami": "Graduasi alami", "mandiri": "Graduasi mandiri", "mundur": "Mundur"}


class Periksa(Protocol):
    """Raises FaktaSalah where what a decision is told cannot be."""

    def __call__(self, isi: Isi, hari: date) -> None: ...


def _no_plan(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    return Rencana()


@dataclass(frozen=True, slots=True)
class Putusan(Operasi):
    """One kind of decision about an active family."""

    periksa: Periksa | None = field(default=None, repr=False)

    def check(self, keluarga: Keluarga | None, isi: Isi, *, hari: date | None = None) -> Rencana:
        """Return an empty plan; raises FaktaSalah."""
        hari = hari or timezone.localdate()
        # Named: a dataclass with slots is made anew, and bare `super()` still means the first one.
        rencana = Operasi.check(self, keluarga, isi, hari=hari)
        if self.periksa is not None:
            self.periksa(isi, hari)
        return rencana

    def apply(
        self, keluarga: Keluarga | None, isi: Isi, *, dasar: str, pelaku: User, tanggal: date, alasan: str = ""
    ) -> Hasil:
        raise NotImplementedError("penetapan.py writes it")


def one_of(isi: Isi, nama: str, pilihan: Mapping[str, object]) -> str:
    """Return the chosen key; raises FaktaSalah."""
    nilai = str(isi.get(nama, ""))
    if nilai not in pilihan:
        raise FaktaSalah("kode_tidak_ada", "Pilih salah satu dari daftar.", nama)
    return nilai


def _graduation(isi: Isi, hari: date) -> None:
    one_of(isi, "cara", CARA)
    parse(SEJAK, isi.get("sejak"), hari=hari)
    if not ProgramBansos.objects.filter(pk=str(isi.get("program", ""))).exists():
        raise FaktaSalah("program_tidak_dikenal", "Pilih programnya dari daftar.", "program")


GRADUASI = "graduasi"
PUTUSAN: Mapping[str, Putusan] = {
    satu.kode: satu
    for satu in (
        Putusan(
            GRADUASI,
            "Graduasi atau mundur dari program",
            (
                Isian("program", "Program", "program"),
                Isian("cara", "Bagaimana", "cara"),
                Isian("sejak", "Berlaku sejak", "tanggal"),
            ),
            _no_plan,
            periksa=_graduation,
        ),
    )
}
"""Every decision by its code."""
