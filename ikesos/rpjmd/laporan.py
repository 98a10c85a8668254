"""The yearly report of the RPJMD on paper and as a table. The SHA-256 of the content stands on every page."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

from dtsen.lib.lembar import TINGGI, Lembar
from dtsen.lib.sel import aman
from dtsen.lib.tampil import angka, rupiah, tanggal
from ikesos.models import KemiskinanBps
from ikesos.rpjmd import kemiskinan, kinerja
from ikesos.rpjmd.kinerja import Kinerja, Tahunan
from ikesos.stats.capaian import METODE

KABUPATEN = "Kabupaten Kutai Kartanegara"
RINGKAS = (
    ("Kode", 18.0),
    ("Indikator", 72.0),
    ("Target", 24.0),
    ("Realisasi", 24.0),
    ("Capaian", 20.0),
    ("Nilai", 22.0),
)
RINCI = (("Tahun", 16.0), ("Target", 26.0), ("Realisasi", 26.0), ("Capaian", 22.0), ("Keterangan", 90.0))
KOLOM = (
    "Kode", "Sasaran", "Indikator", "Kode RPJMN", "OPD", "Satuan", "Arah", "Tahun", "Target", "Dokumen target",
    "Realisasi", "Sumber realisasi", "Capaian (%)", "Nilai", "Contoh", "Narasi",
)  # fmt: skip
NILAI = {"hijau": "Hijau", "kuning": "Kuning", "merah": "Merah", "belum": "Belum dinilai"}


@dataclass(frozen=True, slots=True)
class Laporan:
    """The report of a year before it is drawn: indicators by their code, the rule, the poverty line."""

    tahun: int
    semua: list[Kinerja]
    aturan: str
    dokumen_aturan: str
    garis: KemiskinanBps | None


def gather(tahun: int) -> Laporan:
    """Gather the report of a year; every indicator is judged by that year."""
    aturan = kinerja.rule()
    semua = sorted(kinerja.all_of(tahun), key=lambda k: (k.indikator.sasaran.urut, k.indikator.urut, k.kode))
    garis = kemiskinan.garis_kemiskinan(kemiskinan.KUKAR, tahun)
    return Laporan(tahun, semua, kinerja.rule_sentence(aturan), aturan.dokumen, garis)


def fingerprint(laporan: Laporan) -> str:
    """Return the SHA-256 (hex) of rule, year and every line of the table, fields by tab, lines by newline."""
    garis = f"{laporan.garis.garis_rp_bulan}\t{laporan.garis.sumber}" if laporan.garis else ""
    baris = [f"{laporan.tahun}\t{laporan.aturan}\t{garis}", *("\t".join(map(str, b)) for b in rows(laporan))]
    return hashlib.sha256("\n".join(baris).encode()).hexdigest()


def rows(laporan: Laporan) -> list[list[str | float | int]]:
    """Lines of the table: one for each indicator and year with a target, a figure or a narrative."""
    return [
        [
            k.kode, k.indikator.sasaran.nama, k.indikator.nama, k.indikator.kode_rpjmn, k.indikator.opd,
            k.indikator.satuan, k.indikator.get_arah_display(), t.tahun,
            t.target.nilai if t.target else _missing(t), t.target.dokumen if t.target else "",
            t.realisasi.nilai if t.realisasi else "belum diisi", t.realisasi.rujukan if t.realisasi else "",
            round(t.capaian, 2) if t.capaian is not None else "", NILAI[t.lampu], _sample(t),
            t.narasi.isi if t.narasi else "",
        ]
        for k in laporan.semua
        for t in k.tahunan
        if t.tahun <= laporan.tahun or t.target
    ]  # fmt: skip


def _missing(t: Tahunan) -> str:
    """What stands for a target that is not there; years before the plan have none to wait for."""
    return "belum diisi" if t.rencana else ""


def _sample(t: Tahunan) -> str:
    kata = ["target"] if t.target and t.target.contoh else []
    kata += ["realisasi"] if t.realisasi and t.realisasi.contoh else []
    return f"contoh: {' dan '.join(kata)}" if kata else ""


def workbook(laporan: Laporan) -> bytes:
    """Return the xlsx: numbers as numbers, texts defused. The same content gives the same bytes."""
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, {"in_memory": True}) as buku:
        buku.set_properties({"created": datetime(2000, 1, 1), "title": f"RPJMD {laporan.tahun}"})
        tebal = buku.add_format({"bold": True, "text_wrap": True})
        lembar = buku.add_worksheet("Indikator")
        lembar.freeze_panes(1, 0)
        lembar.set_column(0, len(KOLOM) - 1, 18)
        lembar.set_column(2, 2, 44)
        for kolom, judul in enumerate(KOLOM):
            lembar.write_string(0, kolom, judul, tebal)
        for urut, baris in enumerate(rows(laporan), start=1):
            for kolom, nilai in enumerate(baris):
                if isinstance(nilai, str):
                    lembar.write_string(urut, kolom, aman(nilai))
                else:
                    lembar.write_number(urut, kolom, nilai)
        aturan = buku.add_worksheet("Aturan")
        aturan.set_column(0, 0, 110)
        keterangan = (f"Laporan RPJMD tahun {laporan.tahun}", laporan.aturan, f"Dasar aturan: {laporan.dokumen_aturan}")
        for urut, teks in enumerate(keterangan):
            aturan.write_string(urut, 0, aman(teks))
    return keluar.getvalue()


def draw(laporan: Laporan, *, saat: datetime) -> bytes:
    """Return the PDF: summary and rule, then each indicator with its years and narrative."""
    lembar = Lembar(fingerprint(laporan), saat)
    lembar.set_title(f"Laporan RPJMD {laporan.tahun}")
    lembar.add_page()
    lembar.line_of(f"PEMERINTAH {KABUPATEN.upper()}", ukuran=12, tebal=True, rata="C")
    lembar.line_of("LAPORAN TAHUNAN INDIKATOR RPJMD 2025–2029", ukuran=12, tebal=True, rata="C")
    lembar.line_of(f"Tahun {laporan.tahun}", rata="C")
    lembar.ln(TINGGI)
    lembar.line_of(kinerja.summary(laporan.semua), tebal=True)
    lembar.line_of(f"{laporan.aturan} Dasar: {laporan.dokumen_aturan}.", ukuran=9)
    if any(k.contoh for k in laporan.semua):
        lembar.line_of("Memuat angka contoh dari pemasangan demo. Bukan laporan resmi.", tebal=True)
    if laporan.garis is not None:
        lembar.line_of(
            f"Garis kemiskinan {laporan.tahun}: {rupiah(laporan.garis.garis_rp_bulan)} per orang per bulan "
            f"({laporan.garis.sumber}).",
            ukuran=9,
        )
    lembar.ln(TINGGI / 2)
    lembar.rows(RINGKAS, [_line(k, laporan.tahun) for k in laporan.semua])
    lembar.ln(TINGGI / 2)
    lembar.line_of(f"Dicetak {tanggal(saat.date())} {saat:%H.%M} WITA.", ukuran=8)
    for satu in laporan.semua:
        _draw_one(lembar, satu, laporan.tahun)
    return bytes(lembar.output())


def _line(k: Kinerja, tahun: int) -> list[str]:
    ini = next(t for t in k.tahunan if t.tahun == tahun)
    return [k.kode, k.indikator.nama, *_values(k, ini), NILAI[ini.lampu]]


def _values(k: Kinerja, t: Tahunan) -> list[str]:
    target = k.tulis(t.target.nilai) if t.target else _missing(t) or "-"
    realisasi = k.tulis(t.realisasi.nilai) if t.realisasi else "belum diisi"
    return [target, realisasi, f"{angka(t.capaian, 1)} %" if t.capaian is not None else "-"]


def _draw_one(lembar: Lembar, k: Kinerja, tahun: int) -> None:
    lembar.room(TINGGI * 8)
    lembar.ln(TINGGI / 2)
    lembar.line_of(f"{k.kode} {k.indikator.nama}", ukuran=11, tebal=True)
    rpjmn = f" Kode RPJMN {k.indikator.kode_rpjmn}." if k.indikator.kode_rpjmn else ""
    opd = k.indikator.opd or "belum ditetapkan"
    lembar.line_of(f"OPD: {opd}. Satuan: {k.indikator.satuan}. {k.indikator.get_arah_display()}.{rpjmn}", ukuran=9)
    isi = [
        [
            str(t.tahun),
            *_values(k, t),
            (t.realisasi.rujukan if t.realisasi else "") + (f" ({s})" if (s := _sample(t)) else ""),
        ]
        for t in k.tahunan
    ]
    lembar.rows(RINCI, isi)
    sumber = dict.fromkeys(t.realisasi.rujukan for t in k.tahunan if t.realisasi)
    dokumen = dict.fromkeys(t.target.dokumen for t in k.tahunan if t.target)
    for judul, isi_sumber in (("Sumber realisasi", sumber), ("Dokumen target", dokumen)):
        if isi_sumber:
            lembar.line_of(f"{judul}: {'; '.join(isi_sumber)}.", ukuran=9)
    cara = f" Cara: {METODE}." if k.akhir is not None else ""
    lembar.line_of(k.kalimat_proyeksi + cara, ukuran=9)
    narasi = next((t.narasi for t in k.tahunan if t.tahun == tahun and t.narasi), None)
    lembar.line_of(f"Narasi: {narasi.isi}" if narasi else "Narasi: belum diisi.", ukuran=9, alinea=True)
