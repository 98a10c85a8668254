"""The usulan template of SIKS-NG as it is taken in: 21 columns on sheet DATA, one file a programme, desa and month.

Layout and rules: domain §2.5 (SIKS-NG v4). Cells are text, dates dd/mm/yyyy. What the template does not say is ours:
sex, marriage and YA/TIDAK are written in words, and empty cells that it may want are pointed out, not refused.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dtsen.lib.buku import text_workbook
from dtsen.lib.nama import GELAR
from dtsen.lib.nik import NomorSalah, parse_kk, parse_nik
from dtsen.lib.sel import aman
from dtsen.registry.models import Individu
from verval.models import ProgramBansos, Usulan

LEMBAR = "DATA"
KOLOM = (
    "NIK", "PROGRAM BANSOS", "NOKK", "NAMA", "TEMPAT LAHIR", "TANGGAL LAHIR", "IBU KANDUNG", "JENIS KELAMIN",
    "JENIS PEKERJAAN", "STATUS KAWIN", "ALAMAT", "RT", "RW", "PROVINSI", "KABUPATEN", "KECAMATAN", "KELURAHAN",
    "STATUS DISABILITAS", "KODE JENIS DISABILITAS", "STATUS HAMIL", "TGL MULAI HAMIL",
)  # fmt: skip
WAJIB = frozenset({"PROGRAM BANSOS", "NAMA", "JENIS KELAMIN", "PROVINSI", "KABUPATEN", "KECAMATAN", "KELURAHAN"})
"""Must be filled; NIK, NOKK and the date of birth have rules of their own."""
SEBAIKNYA = frozenset({"TEMPAT LAHIR", "IBU KANDUNG", "JENIS PEKERJAAN", "STATUS KAWIN", "ALAMAT", "RT", "RW"})
DILARANG = re.compile(r"""['"`\u2018\u2019\u201c\u201d,./\\]""")
"""Signs that a name in the template may not hold."""
DISABILITAS = {
    "PDFSK": ("berjalan_atau_naik_tangga", "menggunakan_tangan_jari", "mengurus_diri"),
    "PDINT": ("belajar_kemampuan_intelektual", "mengingat_berkonsentrasi"),
    "PDMTL": ("pengendalian_perilaku",),
    "PDSNS": ("penglihatan", "pendengaran", "berbicara_komunikasi"),
}
"""Code of the template -> facts that tell it: physical, intellectual, mental, sensory."""
BERAT = frozenset({1, 2})
"""Sama sekali tidak bisa; banyak kesulitan, butuh bantuan: as the rules of the programmes count it."""
YA, TIDAK = "YA", "TIDAK"
BENTUK_TANGGAL = "%d/%m/%Y"

Baris = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cacat:
    """One thing wrong with a cell: `baris` is the line of the sheet (headings are 1). `berat` keeps the file back."""

    baris: int
    kolom: str
    pesan: str
    berat: bool = True


def recipient(kasus: Usulan, kepala: Individu | None) -> Individu | None:
    """Whom a row is about: the person named, else the head of the family."""
    return kasus.individu or kepala


def row(kasus: Usulan, orang: Individu, tempat: Sequence[str]) -> Baris:
    """Return the 21 cells of a proposal; `tempat` is (provinsi, kabupaten, kecamatan, kelurahan) by name."""
    keluarga = kasus.keluarga
    disabilitas = next((kode for kode, fakta in DISABILITAS.items() if _hard(orang, fakta)), "")
    return (
        orang.nik or "", program_name(kasus.program), keluarga.nomor_kk or "", orang.nama, orang.tempat_lahir,
        _date(orang.tanggal_lahir), orang.ibu_kandung, _words(orang.get_jenis_kelamin_display()), orang.pekerjaan_ktp,
        _words(orang.get_status_kawin_display()), keluarga.alamat or orang.alamat_ktp, keluarga.rt, keluarga.rw,
        *tempat, YA if disabilitas else TIDAK, disabilitas, YA if orang.hamil == 1 else TIDAK,
        _date(orang.hamil_sejak) if orang.hamil == 1 else "",
    )  # fmt: skip


def program_name(program: ProgramBansos) -> str:
    """The programme as files name it; also how an answer names it."""
    return program.singkatan.upper()


def _hard(orang: Individu, fakta: Sequence[str]) -> bool:
    return any(getattr(orang, nama) in BERAT for nama in fakta)


def _date(hari: date | None) -> str:
    return hari.strftime(BENTUK_TANGGAL) if hari else ""


def _words(label: object) -> str:
    return "" if label is None else str(label).upper()


def check(isi: Sequence[Baris], *, hari: date, satu_kk: bool) -> list[Cacat]:
    """Return everything that is wrong with the rows of one file, by row and column; without `berat` it is accepted.

    `satu_kk`: the programme is one a family, so a No KK may stand there once. No message repeats a number.
    """
    cacat = [satu for nomor, sel in enumerate(isi, start=2) for satu in _row_faults(nomor, sel, hari)]
    for kolom in ("NIK", *(("NOKK",) if satu_kk else ())):
        cacat += _repeated(isi, kolom)
    return sorted(cacat, key=lambda c: (c.baris, KOLOM.index(c.kolom), c.pesan))


def _row_faults(nomor: int, sel: Baris, hari: date) -> list[Cacat]:
    isi = dict(zip(KOLOM, sel, strict=True))
    cacat = [Cacat(nomor, kolom, "Kosong. Lengkapi datanya lewat pembaruan.") for kolom in WAJIB if not isi[kolom]]
    cacat += [
        Cacat(nomor, kolom, "Kosong. Sebaiknya dilengkapi lewat pembaruan.", berat=False)
        for kolom in SEBAIKNYA
        if not isi[kolom]
    ]
    for kolom, baca in (("NIK", parse_nik), ("NOKK", parse_kk)):
        cacat += _number_fault(nomor, kolom, isi[kolom], baca)
    cacat += _name_faults(nomor, isi["NAMA"])
    lahir = _read_date(isi["TANGGAL LAHIR"])
    if lahir is None or not date(1900, 1, 1) <= lahir <= hari:
        cacat.append(Cacat(nomor, "TANGGAL LAHIR", "Harus tanggal yang sudah lewat, ditulis seperti 31/01/2000."))
    if (isi["STATUS DISABILITAS"] == YA) != (isi["KODE JENIS DISABILITAS"] in DISABILITAS):
        cacat.append(Cacat(nomor, "KODE JENIS DISABILITAS", f"Isi salah satu dari {', '.join(DISABILITAS)}."))
    return cacat + _pregnancy_faults(nomor, isi, hari)


def _number_fault(nomor: int, kolom: str, isi: str, baca: Callable[[str], object]) -> list[Cacat]:
    try:
        if not isi:
            return [Cacat(nomor, kolom, "Kosong. Lengkapi dari KTP atau KK.")]
        baca(isi)
    except NomorSalah as galat:
        rusak = "Rusak oleh Excel. Perbaiki dari KTP atau KK."  # its own words repeat the number
        return [Cacat(nomor, kolom, rusak if galat.kode == "rusak_excel" else galat.pesan)]
    return []


def _name_faults(nomor: int, nama: str) -> list[Cacat]:
    cacat = []
    if DILARANG.search(nama) or nama != aman(nama):
        cacat.append(Cacat(nomor, "NAMA", "Tidak boleh memuat tanda kutip, koma, titik, atau garis miring."))
    kata = DILARANG.sub(" ", nama.upper()).split()
    if len(kata) > 1 and (kata[0] in GELAR or kata[-1] in GELAR):
        cacat.append(Cacat(nomor, "NAMA", "Seperti bergelar. Buang gelarnya kecuali tertulis di KTP.", berat=False))
    return cacat


def _pregnancy_faults(nomor: int, isi: dict[str, str], hari: date) -> list[Cacat]:
    if isi["STATUS HAMIL"] != YA:
        return []
    cacat = []
    if isi["JENIS KELAMIN"] != "PEREMPUAN":
        cacat.append(Cacat(nomor, "STATUS HAMIL", "Hamil hanya untuk perempuan. Perbaiki lewat pembaruan."))
    mulai = _read_date(isi["TGL MULAI HAMIL"])
    if mulai is None or mulai > hari:
        cacat.append(Cacat(nomor, "TGL MULAI HAMIL", "Isi tanggal yang sudah lewat, ditulis seperti 31/01/2000."))
    return cacat


def _repeated(isi: Sequence[Baris], kolom: str) -> list[Cacat]:
    tempat: dict[str, list[int]] = defaultdict(list)
    for nomor, sel in enumerate(isi, start=2):
        if angka := sel[KOLOM.index(kolom)]:
            tempat[angka].append(nomor)
    return [
        Cacat(nomor, kolom, f"Sama dengan baris {semua[0]}. Satu program sekali saja untuk orang atau keluarga ini.")
        for semua in tempat.values()
        for nomor in semua[1:]
    ]


def _read_date(teks: str) -> date | None:
    try:
        return datetime.strptime(teks, BENTUK_TANGGAL).date()
    except ValueError:
        return None


def file_name(program: ProgramBansos, kode_desa: str, periode: str) -> str:
    """`USULAN_PBI_JK_6402012001_202611.xlsx`: letters, digits and underscores only."""
    return f"USULAN_{program.pk.upper()}_{kode_desa}_{periode.replace('-', '')}.xlsx"


def workbook(isi: Sequence[Baris]) -> bytes:
    """Return the file as `text_workbook` writes it."""
    return text_workbook(KOLOM, isi, LEMBAR)
