"""The sheet as a workbook: handed out with what is known, read back with every fault at its cell.

The second sheet holds what the numbers mean (units, goalposts) and takes their source and document.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import UploadedFile

from dtsen.lib.sel import aman
from dtsen.lib.tampil import angka
from dtsen.registry.imports.errors import BerkasSalah
from ikesos import buku
from ikesos.buku import Lembaran, address
from ikesos.isian.lembar import Baris, Lembar
from ikesos.models import Simpul

KODE, WILAYAH = "KODE", "WILAYAH"
KETERANGAN = "Keterangan"
INDIKATOR, PERIODE, SUMBER, DOKUMEN = "INDIKATOR", "PERIODE", "SUMBER ANGKA", "JUDUL DAN NOMOR DOKUMEN"


@dataclass(slots=True)
class Terima:
    """What a workbook says: {region: {column: text}}, the address of each cell, every fault, source and document."""

    isi: dict[str, dict[str, str]] = field(default_factory=dict)
    letak: dict[str, dict[str, str]] = field(default_factory=dict)
    salah: list[str] = field(default_factory=list)
    sumber: str = ""
    dokumen: str = ""


def headings(lembar: Lembar) -> dict[str, str]:
    """{column: heading}; the letter stands in front, so that a heading somebody shortens is still found."""
    return {nama: f"{nama} ({judul})" if len(nama) == 1 else judul.upper() for nama, judul in lembar.kolom}


def template(lembar: Lembar, baris: list[Baris], sumber: str = "", dokumen: str = "") -> bytes:
    """Return the workbook of a sheet: a row a region, every cell text, formulas defused."""
    judul = headings(lembar)
    isi = [[b.wilayah.kode, b.wilayah.nama, *(b.ketik.get(nama, "") for nama in judul)] for b in baris]
    s = lembar.simpul
    keterangan = [
        (INDIKATOR, s.kode), (PERIODE, lembar.periode), (SUMBER, sumber), (DOKUMEN, dokumen), ("", ""),
        ("Nama indikator", s.nama), ("Rumus", f"{s.rumus}, dalam {s.satuan}"),
        *((f"{b.huruf} ({b.nama})", f"satuan: {b.satuan or 'banyaknya'}") for b in lembar.butir),
        ("Batas wajar", f"{_limits(s)}; di luarnya beri catatan"),
        ("Cara mengisi", "Angka tanpa titik ribuan, koma untuk pecahan, tanpa rumus. Kosongkan baris yang belum ada."),
    ]  # fmt: skip
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, {"in_memory": True}) as berkas:
        teks = berkas.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        tebal = berkas.add_format({"num_format": "@", "text_wrap": True, "bold": True, "valign": "top"})
        for nama, semua, lebar in (
            (s.kode.replace(".", "_"), [[KODE, WILAYAH, *judul.values()], *isi], 20),
            (KETERANGAN, keterangan, 44),
        ):
            kertas = berkas.add_worksheet(nama)
            kertas.set_column(0, len(semua[0]) - 1, lebar, teks)
            for y, sel in enumerate(semua):
                kepala = y == 0 and nama != KETERANGAN
                for x, satu in enumerate(sel):
                    kertas.write_string(y, x, aman(satu), tebal if kepala or (nama == KETERANGAN and x == 0) else teks)
            kertas.freeze_panes(*((0, 0) if nama == KETERANGAN else (1, 2)))
    return keluar.getvalue()


def _limits(s: Simpul) -> str:
    return f"{angka(s.minimum or 0.0)} sampai {angka(s.maksimum or 0.0)} {s.satuan}"


def receive(lembar: Lembar, unggahan: UploadedFile[Any]) -> Terima:
    """Read a filled-in workbook, all its faults at once. Raises BerkasSalah where it is no such workbook."""
    hasil, data = Terima(), None
    for satu in buku.read(unggahan):
        if satu.nama == KETERANGAN:
            _about(lembar, satu, hasil)
        elif data is None and any(j.strip().upper() == KODE for j in satu.judul):
            data = satu
    if data is None:
        raise BerkasSalah("kolom_kurang", "Kolom KODE tidak ada. Pakai templat yang diunduh dari halaman ini.")
    _rows(lembar, data, hasil)
    return hasil


def _about(lembar: Lembar, satu: Lembaran, hasil: Terima) -> None:
    isi = {
        sel[0].strip().upper(): sel[1].strip().removeprefix("'")
        for sel in (satu.judul, *(sel for _, sel in satu.baris))
        if len(sel) > 1
    }
    harap = (lembar.simpul.kode, lembar.periode)
    if (ini := (isi.get(INDIKATOR, harap[0]), isi.get(PERIODE, harap[1]))) != harap:
        hasil.salah.append(
            f"Berkas ini templat {ini[0][:20]} tahun {ini[1][:10]}, sedangkan halaman ini {harap[0]} {harap[1]}."
        )
    hasil.sumber, hasil.dokumen = isi.get(SUMBER, "")[:120], isi.get(DOKUMEN, "")[:200]


def _rows(lembar: Lembar, data: Lembaran, hasil: Terima) -> None:
    letak = _columns(lembar, data.judul, hasil.salah)
    dikenal = {w.kode for w in lembar.wilayah}
    for nomor, sel in data.baris:
        isi = {nama: sel[i].strip().removeprefix("'") for nama, i in letak.items() if i < len(sel)}
        sini = {nama: address(i, nomor) for nama, i in letak.items()}
        kode = isi.pop(KODE, "").replace(".", "")
        if not kode and not any(isi.values()):
            continue
        if kode not in dikenal or kode in hasil.isi:
            sebab = "tertulis dua kali" if kode in hasil.isi else "tidak dikenal untuk indikator ini"
            hasil.salah.append(f"{sini[KODE]}: kode wilayah {kode[:12] or 'kosong'} {sebab}.")
            continue
        hasil.isi[kode], hasil.letak[kode] = isi, sini
        hasil.salah += [
            f"{a}: berisi rumus. Tempel isinya sebagai nilai." for n, a in sini.items() if n != KODE and a in data.rumus
        ]


def _columns(lembar: Lembar, judul: Sequence[str], salah: list[str]) -> dict[str, int]:
    letak: dict[str, int] = {}
    for i, teks in enumerate(judul):
        rata = teks.strip().upper()
        cocok = [KODE] if rata == KODE else []
        cocok += [
            nama
            for nama, _ in lembar.kolom
            if rata == headings(lembar)[nama].upper() or (len(nama) == 1 and rata.split(" ")[0] == nama.upper())
        ]
        for nama in cocok:
            if nama in letak:
                salah.append(f"{address(i, 1)}: kolom {teks.strip()[:40]} tertulis dua kali.")
            else:
                letak[nama] = i
    kurang = [headings(lembar)[b.huruf] for b in lembar.butir if b.huruf not in letak]
    if kurang:
        raise BerkasSalah("kolom_kurang", f"Kolom {', '.join(kurang)} tidak ada. Pakai templat halaman ini.")
    return letak
