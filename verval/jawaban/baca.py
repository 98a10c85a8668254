"""Read the file of an answer: numbers as plain digits, words that repeat nothing of a bad row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone

from dtsen.lib.nik import Nik, NomorKK, NomorSalah, parse_kk, parse_nik
from dtsen.lib.samar import mask_text
from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.imports.kolom import NULL, Tanggal, find
from dtsen.registry.imports.tables import Lembar, open_tables
from verval.models.kasus import read_code

KOLOM = ("NO_USULAN", "NIK", "NOKK", "PROGRAM", "HASIL", "ALASAN", "TANGGAL")

ARTI = {
    **dict.fromkeys(("DITERIMA", "TERIMA", "DISETUJUI", "SETUJU"), "terima"),
    **dict.fromkeys(("DITOLAK", "TOLAK", "TIDAK DISETUJUI", "TIDAK DITERIMA"), "tolak_kemensos"),
}
"""What HASIL may say; the words are ours until a real file is seen."""

BARIS_MAKS = 50_000

ALASAN_MAKS = 500


@dataclass(frozen=True, slots=True)
class Terbaca:
    """One row as read: numbers as plain digits ("" where missing), or in `salah` what is wrong with it."""

    baris: int
    kode: str = ""
    nik: str = ""
    kk: str = ""
    program: str = ""
    hasil: str = ""
    alasan: str = ""
    tanggal: date | None = None
    salah: str = ""


def read(berkas: Path) -> list[Terbaca]:
    """Read a file; raises BerkasSalah where it is not an answer at all. A bad row carries its fault."""
    sisik.inspect(berkas)
    lembar = next((satu for satu in open_tables(berkas) if _is_answer(satu)), None)
    if lembar is None:
        raise BerkasSalah(
            "kolom_kurang",
            f"Kolom HASIL dan NO_USULAN (atau NIK dan PROGRAM) tidak ada. Pakai judul {', '.join(KOLOM)}.",
        )
    tempat, tanggal = find(lembar.judul), Tanggal()
    hasil: list[Terbaca] = []
    for nomor, baris in lembar.rows:
        isi = {k: baris[i].strip() for k in KOLOM if (i := tempat.get(k.lower(), len(baris))) < len(baris)}
        if not any(isi.values()):
            continue
        if len(hasil) == BARIS_MAKS:
            raise BerkasSalah("terlalu_panjang", f"Lebih dari {BARIS_MAKS} baris. Bagi menjadi beberapa berkas.")
        hasil.append(_row(nomor, isi, tanggal))
    if not hasil:
        raise BerkasSalah("kosong", "Berkas hanya berisi judul kolom. Unduh ulang berkas yang berisi jawaban.")
    return hasil


def _is_answer(lembar: Lembar) -> bool:
    ada = set(find(lembar.judul))
    return "hasil" in ada and ("no_usulan" in ada or {"nik", "program"} <= ada)


def _row(nomor: int, isi: dict[str, str], tanggal: Tanggal) -> Terbaca:
    try:
        return _parse(nomor, isi, tanggal)
    except ValueError as galat:
        return Terbaca(nomor, salah=str(galat))


def _parse(nomor: int, isi: dict[str, str], tanggal: Tanggal) -> Terbaca:
    """Raises ValueError with words that repeat nothing of the row."""
    hasil = ARTI.get(" ".join(isi.get("HASIL", "").upper().split()))
    if hasil is None:
        raise ValueError("HASIL harus DITERIMA atau DITOLAK.")
    alasan = mask_text(isi.get("ALASAN", ""))[:ALASAN_MAKS]
    if hasil == "tolak_kemensos" and not alasan:
        raise ValueError("ALASAN kosong. Yang ditolak perlu alasannya.")
    hari = tanggal[isi.get("TANGGAL", "")]
    if hari == "?" or (hari != NULL and date.fromisoformat(hari) > timezone.localdate()):
        raise ValueError("TANGGAL harus tanggal yang sudah lewat, ditulis seperti 31/01/2026.")
    tulisan = isi.get("NO_USULAN", "")
    kode = read_code(tulisan)
    if tulisan and not kode:
        raise ValueError("NO_USULAN bukan kode usulan. Tulis 8 huruf dan angka seperti K7M3-9QXA, atau kosongkan.")
    nik, kk = _digits(isi.get("NIK", ""), parse_nik, "NIK"), _digits(isi.get("NOKK", ""), parse_kk, "NOKK")
    program = " ".join(isi.get("PROGRAM", "").upper().split())
    if not kode and not (program and (nik or kk)):
        raise ValueError("Isi NO_USULAN, atau NIK dan PROGRAM.")
    return Terbaca(nomor, kode, nik, kk, program, hasil, alasan, None if hari == NULL else date.fromisoformat(hari))


def _digits(teks: str, baca: Callable[[str], Nik | NomorKK], kolom: str) -> str:
    try:
        return baca(teks).angka if teks else ""
    except NomorSalah as galat:
        raise ValueError(f"{kolom} bukan nomor yang sah. Perbaiki dari KTP atau KK.") from galat
