"""A quota as workbook and PDF, and the workbook of bounds that comes back."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import xlsxwriter

from dtsen.lib.lembar import TINGGI, Lembar
from dtsen.lib.sel import aman
from dtsen.lib.tampil import angka, tanggal
from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.imports.kolom import find
from dtsen.registry.imports.tables import open_tables
from verval.kuota.lihat import names
from verval.kuota.susun import BATAS_MAKS, DESA, KECAMATAN, Pagu
from verval.models import Kuota, KuotaWilayah

JUDUL = (
    "KODE", "KECAMATAN", "DESA", "SASARAN", "BELUM ADA DESIL", "BAGIAN TEPAT", "KUOTA", "MINIMUM", "MAKSIMUM", "IKATAN",
)  # fmt: skip
KOLOM_PDF = (("Wilayah", 66.0), ("Sasaran", 26.0), ("Bagian tepat", 30.0), ("Kuota", 26.0), ("Per 100", 32.0))
BARIS_MAKS = 2000


def _desa(satu: Kuota) -> list[KuotaWilayah]:
    return [b for b in satu.wilayah.order_by("kode") if len(b.kode) == DESA]


def workbook(satu: Kuota) -> bytes:
    """One row a desa. The columns MINIMUM and MAKSIMUM may be changed and sent back."""
    desa = _desa(satu)
    nama = names({b.kode for b in desa} | {b.kode[:KECAMATAN] for b in desa})
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, {"in_memory": True}) as buku:
        tebal, pecahan = buku.add_format({"bold": True}), buku.add_format({"num_format": "#,##0.000"})
        lembar = buku.add_worksheet("KUOTA")
        lembar.freeze_panes(1, 3)
        lembar.set_column(0, 2, 20)
        lembar.set_column(3, len(JUDUL) - 1, 13)
        for letak, judul in enumerate(JUDUL):
            lembar.write_string(0, letak, judul, tebal)
        for urut, b in enumerate(desa, start=1):
            for letak, teks in enumerate((b.kode, nama[b.kode[:KECAMATAN]], nama[b.kode])):
                lembar.write_string(urut, letak, aman(teks))
            lembar.write_number(urut, 3, b.dasar)
            lembar.write_number(urut, 4, b.tanpa_desil)
            lembar.write_number(urut, 5, float(b.tepat), pecahan)
            lembar.write_number(urut, 6, b.kursi)
            lembar.write_number(urut, 7, b.minimum)
            if b.maksimum is not None:
                lembar.write_number(urut, 8, b.maksimum)
            lembar.write_string(urut, 9, b.get_ikatan_display() if b.ikatan else "")
        asal = buku.add_worksheet("ASAL")
        asal.set_column(0, 0, 26)
        asal.set_column(1, 1, 70)
        for urut, (judul, isi) in enumerate(_origin(satu)):
            asal.write_string(urut, 0, judul, tebal)
            asal.write_string(urut, 1, aman(isi))
    return keluar.getvalue()


def _origin(satu: Kuota) -> list[tuple[str, str]]:
    """What the numbers were reckoned from."""
    isi = [
        ("Program", satu.program.nama),
        ("Periode", satu.periode),
        ("Kuota", angka(satu.jumlah)),
        ("Dokumen", satu.dokumen),
        ("Dasar", satu.kalimat_dasar),
        ("Sasaran dihitung", tanggal(satu.hari)),
        ("Cara membagi", satu.get_metode_display()),
        ("Tidak terbagi", angka(satu.sisa)),
        ("Status", satu.get_status_display()),
    ]
    if satu.acuan is not None:
        isi.append(("Perubahan paling banyak", f"{satu.persen} % dari kuota {satu.acuan.periode}"))
    return [*isi, ("SHA-256 masukan", satu.sidik)]


def paper(satu: Kuota, *, saat: datetime) -> bytes:
    """The quota as PDF: what it was reckoned from, kecamatan, then the desa of each."""
    semua = list(satu.wilayah.order_by("kode"))
    nama = names(b.kode for b in semua)
    lembar = Lembar(satu.sidik, saat)
    lembar.set_title(f"Kuota {satu.program.singkatan} {satu.periode}")
    lembar.add_page()
    lembar.line_of("PEMERINTAH KABUPATEN KUTAI KARTANEGARA", ukuran=12, tebal=True, rata="C")
    lembar.line_of(f"KUOTA {satu.program.singkatan.upper()} {satu.periode}", ukuran=12, tebal=True, rata="C")
    if satu.status == "draf":
        lembar.line_of("RANCANGAN: belum ditetapkan.", tebal=True, rata="C")
    lembar.ln(TINGGI / 2)
    for judul, isi in _origin(satu)[:-1]:
        lembar.line_of(f"{judul}: {isi}")
    lembar.ln(TINGGI / 2)
    lembar.rows(KOLOM_PDF, [_line(b, nama) for b in semua if len(b.kode) == KECAMATAN])
    for induk in (b for b in semua if len(b.kode) == KECAMATAN):
        lembar.room(TINGGI * 4)
        lembar.ln(TINGGI / 2)
        lembar.line_of(f"Kecamatan {nama[induk.kode]}: {angka(induk.kursi)}", tebal=True)
        isi_desa = [b for b in semua if len(b.kode) == DESA and b.kode.startswith(induk.kode)]
        lembar.rows(KOLOM_PDF, [_line(b, nama) for b in isi_desa])
    return bytes(lembar.output())


def _line(b: KuotaWilayah, nama: dict[str, str]) -> list[str]:
    laju = "-" if b.per_seratus is None else angka(b.per_seratus, 1)
    return [nama[b.kode], angka(b.dasar), angka(float(b.tepat), 2), angka(b.kursi), laju]


def bounds(berkas: Path) -> dict[str, Pagu]:
    """Read KODE, MINIMUM, MAKSIMUM of a workbook or csv; empty minimum is 0, empty maximum is none.

    Raises BerkasSalah where a row cannot be read: nothing of such a file is used.
    """
    sisik.inspect(berkas)
    for lembar in open_tables(berkas):
        letak = find(lembar.judul)
        if {"kode", "minimum", "maksimum"} <= set(letak):
            break
    else:
        raise BerkasSalah("kolom_kurang", "Kolom KODE, MINIMUM, dan MAKSIMUM tidak ada. Ubah berkas yang Anda unduh.")
    hasil: dict[str, Pagu] = {}
    for nomor, baris in lembar.rows:
        sel = [
            baris[letak[n]].strip() if letak[n] < len(baris) else "" for n in ("kode", "minimum", "maksimum")
        ]  # fmt: skip
        if not any(sel):
            continue
        if len(hasil) >= BARIS_MAKS:
            raise BerkasSalah("terlalu_panjang", f"Berkas lebih dari {BARIS_MAKS} baris. Ubah berkas yang Anda unduh.")
        kode = sel[0].replace(".", "")
        if not (kode.isdecimal() and len(kode) == DESA) or kode in hasil:
            raise BerkasSalah("kode", f"Baris {nomor}: kode desa harus 10 angka dan tidak berulang.")
        hasil[kode] = Pagu(_number(sel[1], nomor) or 0, _number(sel[2], nomor))
    return hasil


def _number(teks: str, nomor: int) -> int | None:
    if not teks:
        return None
    if not (teks.isascii() and teks.isdecimal() and int(teks) <= BATAS_MAKS):
        raise BerkasSalah("angka", f"Baris {nomor}: minimum dan maksimum harus bilangan bulat, paling kecil 0.")
    return int(teks)
