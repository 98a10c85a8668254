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
from verval.kunjungan.daftar import KRITERIA
from verval.models.musdes_aturan import AlasanMusyawarah
from verval.models.program import KelompokTidakLayak, ProgramBansos
from verval.musdes.alur import HASIL

CARA = {
    "alami": "Graduasi alami: tidak lagi memenuhi syarat program",
    "mandiri": "Graduasi mandiri: sudah mampu dan keluar sendiri",
    "mundur": "Mengundurkan diri dari program",
}
SINGKAT = {"alami": "Graduasi alami", "mandiri": "Graduasi mandiri", "mundur": "Mundur"}

HASIL_KELAYAKAN = {**HASIL, "tidak_layak": "Tidak layak menerima bansos"}
"""What a case of kelayakan says of a family: two outcomes of a musyawarah, or one of the groups without aid."""
TANPA_TEMPAT = "tanpa_tempat"
"""The criterion that alone makes a family poor (262/HUK/2022, first stage)."""


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


def reason_of(isi: Isi) -> AlasanMusyawarah | None:
    """The reason of the musyawarah that a case names; None where there is none in use."""
    return AlasanMusyawarah.objects.filter(pk=str(isi.get("sebab", "")), aktif=True).first()


def _criteria(isi: Isi) -> set[str]:
    nilai = isi.get("kriteria") or []
    if not isinstance(nilai, list | tuple) or not {str(satu) for satu in nilai} <= set(KRITERIA):
        raise FaktaSalah("kode_tidak_ada", "Pilih kriteria dari daftar.", "kriteria")
    return {str(satu) for satu in nilai}


def _judged_poor(hasil: str, isi: Isi, kriteria: set[str]) -> None:
    alasan = reason_of(isi)
    if alasan is None or alasan.hasil != hasil:
        raise FaktaSalah("alasan_hasil", f"Pilih alasan “{HASIL[hasil].lower()}” dari daftar.", "sebab")
    if isi.get("kelompok"):
        raise FaktaSalah("tidak_dipakai", "Kelompok hanya untuk hasil tidak layak. Kosongkan.", "kelompok")
    if hasil == "miskin" and not kriteria:
        raise FaktaSalah("kriteria", "Pilih paling sedikit satu dari sembilan kriteria yang terpenuhi.", "kriteria")
    if hasil == "tidak_miskin" and TANPA_TEMPAT in kriteria:
        pesan = "Keluarga tanpa tempat tinggal langsung termasuk miskin. Ubah hasilnya, atau kriterianya."
        raise FaktaSalah("kriteria", pesan, "kriteria")


def _of_a_group(isi: Isi, kriteria: set[str]) -> None:
    nomor = str(isi.get("kelompok", ""))
    dikenal = nomor.isascii() and nomor.isdigit() and len(nomor) < 4
    if not dikenal or not KelompokTidakLayak.objects.filter(pk=nomor).exists():
        raise FaktaSalah("kode_tidak_ada", "Pilih kelompoknya dari daftar.", "kelompok")
    if isi.get("sebab"):
        pesan = "Alasan musyawarah hanya untuk hasil miskin atau tidak miskin. Kosongkan."
        raise FaktaSalah("tidak_dipakai", pesan, "sebab")
    if kriteria:
        pesan = "Kriteria hanya untuk hasil miskin atau tidak miskin. Kosongkan."
        raise FaktaSalah("tidak_dipakai", pesan, "kriteria")


def _eligibility(isi: Isi, hari: date) -> None:
    hasil = one_of(isi, "hasil", HASIL_KELAYAKAN)
    kriteria = _criteria(isi)
    parse(SEJAK, isi.get("sejak"), hari=hari)
    if hasil in HASIL:
        _judged_poor(hasil, isi, kriteria)
    else:
        _of_a_group(isi, kriteria)


GRADUASI, KELAYAKAN = "graduasi", "kelayakan"
PUTUSAN: Mapping[str, Putusan] = {
    satu.kode: satu
    for satu in (
        Putusan(
            KELAYAKAN,
            "Kelayakan keluarga",
            (
                Isian("hasil", "Hasil", "hasil"),
                Isian("sebab", "Alasan musyawarah", "sebab", wajib=False),
                Isian("kriteria", "Kriteria yang terpenuhi", "kriteria", wajib=False),
                Isian("kelompok", "Kelompok tidak layak", "kelompok", wajib=False),
                Isian("sejak", "Berlaku sejak", "tanggal"),
            ),
            _no_plan,
            periksa=_eligibility,
        ),
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
