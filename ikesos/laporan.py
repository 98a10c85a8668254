"""The report of a region as paper and as workbook: index, bands, every node with its formula and inputs.

What may not be shown on the page stands in neither. The SHA-256 of the content is on every page of the paper.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from dtsen.lib.lembar import TINGGI, Lembar, latin
from dtsen.lib.sel import aman
from dtsen.lib.tampil import angka, tanggal
from dtsen.wilayah.models import Wilayah
from ikesos import halaman, laporan_gambar
from ikesos.halaman import Bagian
from ikesos.models import HasilIndeks, Hitungan
from ikesos.models.struktur import KELOMPOK

KOLOM_WILAYAH = (("Wilayah", 62.0), ("Peringkat (rentang)", 36.0), ("Indeks", 22.0))
KOLOM_SIMPUL = (("Kode", 18.0), ("Bagian", 92.0), ("Terukur", 24.0), ("Nilai", 16.0), ("Catatan", 30.0))
KEPALA_SIMPUL = (
    "kode",
    "tingkat",
    "nama",
    "rumus",
    "masukan",
    "terukur",
    "satuan",
    "nilai",
    "bobot",
    "sumber",
    "catatan",
)
LOKAL = (
    "Batas, bobot dan kategori adalah metode lokal: yang resmi dari Kemensos belum diterima. "
    "Rentang memuat 90 % hitungan ulang dan peringkatnya sendiri; "
    "wilayah yang rentangnya bertumpang tindih tidak dapat disebut berbeda. "
    "Angka kecil dan pasangannya disembunyikan dan masuk indeks dengan angka pengganti. "
    "Desil di dalam indikator: desil nasional."
)
LEMBAR_KELOMPOK = {"perempuan_kepala_keluarga": "perempuan KK"}
"""Names of sheets end after 31 letters."""
CONTOH = "Memakai isian contoh: bukan data sebenarnya."


@dataclass(frozen=True, slots=True)
class Laporan:
    """A report before it is drawn. `isi`: context of the page; `bagian`: every node; `masukan`: {code: inputs}."""

    ini: Wilayah
    kelompok: str
    hitung: Hitungan
    isi: dict[str, Any]
    bagian: list[Bagian]
    masukan: dict[str, list[dict[str, Any]]]

    @property
    def sidik(self) -> str:
        """SHA-256 of calculation, region, group and every line: fields joined by tab, lines by newline, as UTF-8."""
        baris = [[self.hitung.sidik, self.hitung.versi_id, self.hitung.periode, self.ini.kode, self.kelompok]]
        baris += [[a.wilayah.kode, a.tempat, _text(a.hasil.nilai if a.hasil else None)] for a in self.isi["anak"]]
        baris += [[str(sel) for sel in self.row(b)] for b in self.bagian]
        return hashlib.sha256("\n".join("\t".join(b) for b in baris).encode()).hexdigest()

    def row(self, b: Bagian) -> list[object]:
        """Cells of a node, in the order of KEPALA_SIMPUL."""
        x = b.hasil.x if b.hasil and not b.hasil.tutup else None
        masukan = "; ".join(f"{m['huruf']} = {_text(m['nilai'])} ({m['nama']})" for m in self.masukan[b.simpul.kode])
        return [
            b.simpul.kode, b.simpul.get_tingkat_display(), b.simpul.nama, b.simpul.rumus, masukan, _rounded(x),
            b.simpul.satuan, _rounded(b.nilai), b.simpul.bobot, b.simpul.get_sumber_display(), b.sebab or b.catatan,
        ]  # fmt: skip


def gather(hitung: Hitungan, ini: Wilayah, kelompok: str) -> Laporan:
    """Read everything that a report of one region says."""
    simpul = list(hitung.versi.simpul.prefetch_related("butir").order_by("kode"))
    hasil = {
        h.simpul: h for h in HasilIndeks.objects.filter(hitungan=hitung, wilayah=ini, kelompok=kelompok)
    }  # fmt: skip
    bagian = [Bagian(s, hasil.get(s.kode)) for s in simpul]
    masukan = {b.simpul.kode: halaman.inputs_of(b) for b in bagian}
    return Laporan(ini, kelompok, hitung, halaman.region(hitung, ini, kelompok), bagian, masukan)


def _text(nilai: float | None) -> str:
    return "" if nilai is None else f"{nilai:.4f}".rstrip("0").rstrip(".")


def _rounded(nilai: float | None) -> float | str:
    return "" if nilai is None else round(nilai, 4)


# --- paper --------------------------------------------------------------------------------------------------


def draw(laporan: Laporan, *, saat: datetime) -> bytes:
    """Return the PDF. `saat`: time of printing."""
    isi, ini = laporan.isi, laporan.ini
    lembar = Lembar(laporan.sidik, saat)
    lembar.set_title(f"Indeks kesejahteraan sosial {ini}, {isi['periode']}")
    lembar.add_page()
    lembar.line_of(f"Indeks kesejahteraan sosial {ini}", ukuran=14, tebal=True)
    lembar.line_of(f"{isi['periode']}, {KELOMPOK[laporan.kelompok].lower()}. Versi {laporan.hitung.versi.nama}.")
    lembar.ln(TINGGI / 2)
    lembar.line_of(isi["kalimat"], ukuran=12, tebal=True)
    if isi["hasil"] and isi["hasil"].contoh:
        lembar.line_of(CONTOH, tebal=True)
    lembar.line_of(LOKAL, ukuran=8)
    lembar.ln(TINGGI / 2)
    for b in isi["dimensi"]:
        _bar(lembar, b)
    _children(lembar, laporan)
    if isi["anak"]:
        lembar.add_page()
        lembar.line_of("Peta", ukuran=11, tebal=True)
        laporan_gambar.draw_map(lembar, ini, isi["anak"])
        laporan_gambar.draw_bands(lembar, isi["anak"])
    lembar.add_page()
    lembar.line_of("Rincian", ukuran=11, tebal=True)
    lembar.rows(KOLOM_SIMPUL, [_line(b) for b in laporan.bagian])
    lembar.ln(TINGGI / 2)
    lembar.line_of(
        f"Hitungan #{laporan.hitung.pk}, sidik masukan {laporan.hitung.sidik[:12]}, benih {laporan.hitung.benih}. "
        f"Dicetak {tanggal(saat.date())} {saat:%H:%M} WITA.",
        ukuran=8,
    )
    return bytes(lembar.output())


def _bar(lembar: Lembar, b: Bagian) -> None:
    """One dimension: its name, a bar from 0 to 100, its value."""
    lembar.set_font("Helvetica", "", 10)
    y = lembar.get_y()
    lembar.cell(70, TINGGI, latin(f"{b.simpul.kode}  {b.simpul.nama}"))
    lembar.set_fill_color(234, 239, 241)
    lembar.rect(lembar.l_margin + 70, y + 1, 90, TINGGI - 2, style="F")
    if b.nilai is not None:
        lembar.set_fill_color(11, 95, 107)
        lembar.rect(lembar.l_margin + 70, y + 1, 0.9 * b.nilai, TINGGI - 2, style="F")
    lembar.set_x(lembar.l_margin + 162)
    lembar.cell(18, TINGGI, "-" if b.nilai is None else angka(b.nilai, 1), align="R", new_x="LMARGIN", new_y="NEXT")


def _children(lembar: Lembar, laporan: Laporan) -> None:
    if not laporan.isi["anak"]:
        return
    dimensi = [b.simpul.kode for b in laporan.isi["dimensi"]]
    kolom = [*KOLOM_WILAYAH, *((nama, 60.0 / max(1, len(dimensi))) for nama in dimensi)]
    lembar.ln(TINGGI)
    lembar.line_of("Wilayah di dalamnya", ukuran=11, tebal=True)
    lembar.rows(
        kolom,
        [
            [
                a.wilayah.nama,
                a.tempat or "-",
                _short(a.hasil.nilai if a.hasil else None),
                *(_short(d) for d in a.dimensi),
            ]
            for a in laporan.isi["anak"]
        ],
    )


def _line(b: Bagian) -> list[str]:
    x = b.hasil.x if b.hasil and not b.hasil.tutup else None
    ukur = f"{angka(x, 1)} {b.simpul.satuan}" if x is not None else ""
    menjorok = {"indeks": "", "dimensi": "", "variabel": "  ", "indikator": "    "}[b.simpul.tingkat]
    return [b.simpul.kode, f"{menjorok}{b.simpul.nama}", ukur, _short(b.nilai), b.sebab or b.catatan]


def _short(nilai: float | None) -> str:
    return "-" if nilai is None else angka(nilai, 1)


# --- workbook -----------------------------------------------------------------------------------------------


def workbook(laporan: Laporan, lain: Sequence[Laporan] = ()) -> bytes:
    """Return the xlsx: Ringkas, Wilayah, Rincian, and the last two of every other group. Same reports, same bytes."""
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, {"in_memory": True}) as buku:
        buku.set_properties({"created": datetime(2000, 1, 1)})
        sidik = [[f"SHA-256 isi, {KELOMPOK[satu.kelompok].lower()}", satu.sidik] for satu in lain]
        _sheet(buku, "Ringkas", [*_summary(laporan), *sidik], (28, 90))
        for satu in (laporan, *lain):
            _group(buku, satu, "" if satu is laporan else f" {LEMBAR_KELOMPOK.get(satu.kelompok, satu.kelompok)}")
    return keluar.getvalue()


def _group(buku: Any, laporan: Laporan, akhiran: str) -> None:
    dimensi = [b.simpul.nama for b in laporan.isi["dimensi"]]
    kepala = ["kode", "wilayah", "peringkat", "rentang bawah", "rentang atas", "indeks", "geometrik", *dimensi]
    _sheet(buku, f"Wilayah{akhiran}", [kepala, *(_region(a) for a in laporan.isi["anak"])], (12, 28))
    rincian: list[list[object]] = [list(KEPALA_SIMPUL), *(laporan.row(b) for b in laporan.bagian)]
    _sheet(buku, f"Rincian{akhiran}", rincian, (10, 12, 60, 16, 70))


def _summary(laporan: Laporan) -> list[list[object]]:
    hitung, hasil = laporan.hitung, laporan.isi["hasil"]
    return [
        ["Wilayah", str(laporan.ini)],
        ["Kode", laporan.ini.kode],
        ["Periode", hitung.periode],
        ["Kelompok", KELOMPOK[laporan.kelompok]],
        ["Indeks", _rounded(hasil.nilai if hasil else None)],
        ["Indeks geometrik", _rounded(hasil.nilai_geo if hasil else None)],
        ["Versi struktur", f"{hitung.versi.nama} ({hitung.versi_id}), {hitung.versi.get_status_display().lower()}"],
        ["Isian contoh", CONTOH if hasil and hasil.contoh else "tidak"],
        ["Catatan", LOKAL],
        ["Hitungan", f"#{hitung.pk}, sidik masukan {hitung.sidik}, benih {hitung.benih}, {hitung.tarikan} tarikan"],
        ["SHA-256 isi", laporan.sidik],
    ]


def _region(a: halaman.Anak) -> list[object]:
    p, h = a.peringkat, a.hasil
    tempat: list[object] = [p.peringkat, p.bawah, p.atas] if p else ["", "", ""]
    return [
        a.wilayah.kode, a.wilayah.nama, *tempat, _rounded(h.nilai if h else None), _rounded(h.nilai_geo if h else None),
        *(_rounded(d) for d in a.dimensi),
    ]  # fmt: skip


def _sheet(buku: Any, nama: str, baris: Sequence[Sequence[object]], lebar: Sequence[int]) -> None:
    lembar = buku.add_worksheet(nama)
    for kolom, ukuran in enumerate(lebar):
        lembar.set_column(kolom, kolom, ukuran)
    for i, satu in enumerate(baris):
        for kolom, isi in enumerate(satu):
            if isinstance(isi, int | float):
                lembar.write_number(i, kolom, isi)
            else:
                lembar.write_string(i, kolom, aman(isi))
