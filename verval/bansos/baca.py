"""Read a file of recipients row by row: what a row says, or what is wrong with it.

Layout (domain §2.7): PERIODE, PROGRAM, NIK, NOKK, NAMA, STATUS, NOMINAL as csv or workbook. PERIODE and PROGRAM may be
missing; where they stand they must be the month and programme that the file was sent for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from dtsen.lib.nik import Nik, NomorKK, NomorSalah, parse_kk, parse_nik
from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.imports.kolom import find
from dtsen.registry.imports.tables import Lembar, open_tables
from verval.models import ProgramBansos
from verval.models.penerima import STATUS_PENERIMA
from verval.siks import program_name

KOLOM = ("PERIODE", "PROGRAM", "NIK", "NOKK", "NAMA", "STATUS", "NOMINAL")
BARIS_MAKS = 500_000
NOMINAL_MAKS = 100_000_000
TANDA_BACA = re.compile(r"[^A-Z]+")


def _words(teks: str) -> str:
    return " ".join(TANDA_BACA.sub(" ", teks.upper()).split())


ARTI = {
    **{_words(label): kode for kode, label in STATUS_PENERIMA.items()},
    **dict.fromkeys(("TERSALUR", "BERHASIL SALUR", "SUDAH SALUR"), "salur"),
    **dict.fromkeys(("SI", "STANDING INSTRUCTION"), "si"),
    **dict.fromkeys(("SPM",), "proses_spm"),
    **dict.fromkeys(("GAGAL CEKREK", "GAGAL CEK REK"), "gagal_cek_rekening"),
    **dict.fromkeys(("GAGAL BUREKOL", "GAGAL BUKA REKENING KOLEKTIF"), "gagal_burekol"),
    **dict.fromkeys(("TIDAK DIPERGUNAKAN SESUAI PERUNTUKAN", "JUDI ONLINE"), "salah_guna"),
    **dict.fromkeys(("TIDAK BERTRANSAKSI", "BELUM TRANSAKSI"), "tidak_transaksi"),
}
"""Spellings of STATUS; those beside the labels are ours until a real file is seen."""


class Terbaca(NamedTuple):
    """One row: numbers as plain digits, "" where missing; in `salah` what is wrong with it."""

    baris: int
    nik: str = ""
    kk: str = ""
    nama: str = ""
    status: str = ""
    nominal: int | None = None
    salah: str = ""


def rows(berkas: Path, program: ProgramBansos, bulan: str) -> Iterator[Terbaca]:
    """Yield the rows of a file; raises BerkasSalah where it is not a list of recipients at all."""
    sisik.inspect(berkas)
    lembar = next((satu for satu in open_tables(berkas) if _is_list(satu)), None)
    if lembar is None:
        raise BerkasSalah("kolom_kurang", f"Kolom STATUS dan NIK atau NOKK tidak ada. Pakai judul {', '.join(KOLOM)}.")
    letak = find(lembar.judul)
    tempat = [letak.get(kolom.lower(), -1) for kolom in KOLOM]
    nama_program = {program.pk.upper(), program.nama.upper(), program.singkatan.upper(), program_name(program)}
    banyak = 0
    for nomor, baris in lembar.rows:
        isi = [baris[i].strip() if -1 < i < len(baris) else "" for i in tempat]
        if not any(isi):
            continue
        banyak += 1
        if banyak > BARIS_MAKS:
            raise BerkasSalah("terlalu_panjang", f"Lebih dari {BARIS_MAKS} baris. Bagi menjadi beberapa berkas.")
        yield _row(nomor, isi, nama_program, bulan)
    if not banyak:
        raise BerkasSalah("kosong", "Berkas hanya berisi judul kolom. Unduh ulang berkas yang berisi penerima.")


def _is_list(lembar: Lembar) -> bool:
    ada = set(find(lembar.judul))
    return "status" in ada and bool({"nik", "nokk"} & ada)


def _row(nomor: int, isi: list[str], nama_program: set[str], bulan: str) -> Terbaca:
    periode, program, nik, kk, nama, status, nominal = isi
    nama = nama.replace("\x00", "")[:100]
    try:
        if periode and _month(periode) != bulan:
            raise ValueError("PERIODE bukan bulan yang Anda pilih. Pisahkan berkas setiap bulan.")
        if program and program.upper() not in nama_program:
            raise ValueError("PROGRAM bukan program yang Anda pilih. Pisahkan berkas setiap program.")
        kode = ARTI.get(_words(status))
        if kode is None:
            raise ValueError("STATUS tidak dikenal. Pakai status SIKS-NG, misalnya Salur atau Exclude.")
        rupiah = _amount(nominal)
        angka_nik, angka_kk = _digits(nik, parse_nik, "NIK"), _digits(kk, parse_kk, "NOKK")
        if not angka_nik and not angka_kk:
            raise ValueError("NIK dan NOKK kosong. Isi salah satunya.")
    except ValueError as galat:
        return Terbaca(nomor, nama=nama, salah=str(galat))
    return Terbaca(nomor, angka_nik, angka_kk, nama, kode, rupiah)


def _month(teks: str) -> str:
    """`2026-11`, `202611`, `11/2026` to `2026-11`; anything else to ""."""
    angka = re.findall(r"\d+", teks)
    if len(angka) == 1 and len(angka[0]) == 6:
        return f"{angka[0][:4]}-{angka[0][4:]}"
    if len(angka) >= 2:
        tahun, bulan = (angka[0], angka[1]) if len(angka[0]) == 4 else (angka[-1], angka[-2])
        return f"{tahun}-{bulan:0>2}"
    return ""


def _amount(teks: str) -> int | None:
    if not teks:
        return None
    bersih = teks.upper().removeprefix("RP").replace(".", "").split(",")[0].strip()
    if not bersih.isascii() or not bersih.isdigit() or int(bersih) > NOMINAL_MAKS:
        raise ValueError("NOMINAL harus rupiah bulat, misalnya 600000.")
    return int(bersih)


def _digits(teks: str, baca: Callable[[str], Nik | NomorKK], kolom: str) -> str:
    try:
        return baca(teks).angka if teks else ""
    except NomorSalah as galat:
        raise ValueError(f"{kolom} bukan nomor yang sah. Perbaiki dari KTP atau KK.") from galat
