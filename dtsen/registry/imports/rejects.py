"""The rejects file: every refused or postponed row as it was written, with what to do beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

from dtsen.lib.sel import aman
from dtsen.registry.imports.errors import PESAN
from dtsen.registry.imports.readers import parts

KALIMAT = {"tolak": "Ditolak", "tunda": "Ditunda"}
PILIHAN = {"constant_memory": True, **{f"strings_to_{apa}": False for apa in ("numbers", "formulas", "urls")}}
"""What people wrote stays text: a cell that begins with = would become a formula."""
Baris = tuple[str, int, int, str, str]
"""tabel, file number, line, tolak or tunda, code."""


def message(kode: str) -> str:
    """Return what to do about a code."""
    return PESAN.get(kode) or PESAN_NIK.get(kode, kode)


PESAN_NIK = {
    "rusak_excel": "NIK rusak oleh Excel. Isi ulang 16 angka dari KTP atau KK, simpan kolomnya sebagai teks.",
    "bukan_16_angka": "Nomor harus 16 angka. Periksa kembali KTP atau KK.",
    "urut_nol": "Nomor berakhir 0000, biasanya rusak oleh Excel. Isi ulang dari KTP atau KK.",
    "angka_sama": "Nomor berisi satu angka yang diulang. Periksa kembali KTP atau KK.",
    "tanggal_mustahil": "Angka ke-7 sampai ke-12 NIK bukan tanggal. Periksa kembali KTP atau KK.",
    "nik_rusak": "NIK tidak terbaca. Isi ulang 16 angka dari KTP atau KK.",
}


def write(tujuan: Path, sumber: str, files: Sequence[Path], daftar: Iterable[Baris]) -> int:
    """Write a workbook with one sheet a table and return how many rows it holds. The files are read once more."""
    cari: dict[tuple[str, int], dict[int, tuple[str, str]]] = defaultdict(dict)
    for tabel, berkas, baris, putusan, kode in daftar:
        cari[tabel, berkas].setdefault(baris, (putusan, kode))
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    jumlah = 0
    with xlsxwriter.Workbook(str(tujuan), dict(PILIHAN)) as buku:
        if not cari:
            buku.add_worksheet("kosong").write_row(0, 0, ["Tidak ada baris yang ditolak atau ditunda."])
        for bagian in parts(sumber, files) if cari else ():
            tabel = "individu" if bagian.tabel == "dukcapil" else bagian.tabel
            incar = cari.get((tabel, bagian.nomor_berkas), {})
            if not incar:
                continue
            nama = f"{tabel} {bagian.nomor_berkas + 1}"[:31]
            isi = buku.get_worksheet_by_name(nama) or buku.add_worksheet(nama)
            isi.write_row(
                0, 0, ["putusan", "yang harus dilakukan", "berkas", "baris", *map(aman, _bersih(bagian.lembar.judul))]
            )
            urut = 1
            for nomor, sel in bagian.lembar.pick(set(incar)):
                putusan, kode = incar[nomor]
                isi.write_row(
                    urut, 0, [KALIMAT[putusan], message(kode), aman(bagian.lembar.berkas), nomor, *map(aman, sel)]
                )
                urut += 1
            jumlah += urut - 1
    return jumlah


def _bersih(judul: Sequence[str]) -> list[str]:
    return [j.lstrip("\0") for j in judul]
