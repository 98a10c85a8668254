"""The letter by which the bupati endorses proposals, with its list: a PDF of a month, counts first, then names.

NIK are masked and names veiled as in every list. The SHA-256 of the content stands on every page: two prints with the
same hash list the same proposals, and `fingerprint` says how to reckon it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang, boleh, cakupan_of
from dtsen.accounts.models import User
from dtsen.lib.lembar import TINGGI, Lembar
from dtsen.lib.samar import mask
from dtsen.lib.tampil import angka, tanggal
from dtsen.wilayah.models import Wilayah
from verval import alur, hop
from verval.access import shown, tabir_of
from verval.bulan import label_bulan
from verval.models import Usulan

KEADAAN = {
    "menunggu": ("Menunggu pengesahan bupati", ("disahkan_opd",)),
    "disahkan": (
        "Sudah disahkan bupati",
        ("disahkan_bupati", "dikirim", "diterima", "selesai", "ditolak_kemensos"),
    ),
}
"""What a letter is about: label, statuses."""
KABUPATEN = "Kabupaten Kutai Kartanegara"
REKAP = (("No", 12.0), ("Program", 48.0), ("Desa/kelurahan", 90.0), ("Usulan", 30.0))
LAMPIRAN = (("No", 12.0), ("Kode", 25.0), ("Nama", 62.0), ("NIK", 40.0), ("Desil", 13.0), ("Diajukan", 28.0))


@dataclass(frozen=True, slots=True)
class Butir:
    """One line of the list."""

    program: str
    desa: str
    kode_desa: str
    kode_lacak: str
    nama: str
    nik: str
    desil: str
    diajukan: str


@dataclass(frozen=True, slots=True)
class Surat:
    """The letter of a month before it is drawn."""

    keadaan: str
    periode: str
    butir: list[Butir]

    @property
    def rekap(self) -> list[tuple[str, str, int]]:
        """(programme, desa, count) in the order of the list."""
        kelompok = groupby(self.butir, key=lambda b: (b.program, b.kode_desa, b.desa))
        return [(program, desa, len(list(isi))) for (program, _, desa), isi in kelompok]


def fingerprint(surat: Surat) -> str:
    """Return the SHA-256 (hex) of state, month and every line: fields joined by tab, lines by newline, as UTF-8."""
    baris = [f"{surat.keadaan}\t{surat.periode}"]
    baris += [f"{b.program}\t{b.kode_desa}\t{b.kode_lacak}\t{b.nama}\t{b.nik}\t{b.desil}" for b in surat.butir]
    return hashlib.sha256("\n".join(baris).encode()).hexdigest()


def izin_of_letter(user: User) -> str:
    """The permission by which a user may print it: whoever endorses, or whoever sends. Raises TidakBerwenang."""
    for izin in (alur.SAHKAN_BUPATI, alur.KIRIM):
        if boleh(user, izin):
            return izin
    raise TidakBerwenang(alur.SAHKAN_BUPATI)


def letter(user: User, *, keadaan: str, periode: str, program: str = "", wilayah: str = "") -> Surat:
    """Gather the letter in the user's reach and leave one line about everybody in it. Raises TidakBerwenang."""
    kasus = _cases(user, keadaan, periode, program, wilayah)
    tabir = tabir_of(user, kasus)
    desa = Wilayah.objects.in_bulk({k.kode_desa for k in kasus})
    surat = Surat(keadaan, periode, [_line(shown(tabir, k), desa.get(k.kode_desa)) for k in kasus])
    audit.record(
        pelaku=user,
        aksi="usulan.pengesahan",
        rincian={
            "keadaan": keadaan,
            "periode": periode,
            "program": program,
            "wilayah": wilayah,
            "jumlah": len(kasus),
            "sidik": fingerprint(surat),
        },
        **hop.subjects(*kasus),
    )
    return surat


def count(user: User, *, periode: str, program: str = "", wilayah: str = "") -> dict[str, int]:
    """How many proposals each kind of letter would list."""
    cakupan = cakupan_of(user, izin_of_letter(user))
    dipilih = Usulan.objects.dalam(cakupan).saring_program(program=program, periode=periode).saring(wilayah=wilayah)
    jumlah = dipilih.count_by_status()
    return {kode: sum(jumlah.get(s, 0) for s in status) for kode, (_, status) in KEADAAN.items()}


def _cases(user: User, keadaan: str, periode: str, program: str, wilayah: str) -> list[Usulan]:
    cakupan = cakupan_of(user, izin_of_letter(user))
    semua = Usulan.objects.dalam(cakupan).filter(status__in=KEADAAN[keadaan][1])
    dipilih = semua.saring_program(program=program, periode=periode).saring(wilayah=wilayah)
    urut = ("program__urut", "program_id", "kode_desa", "kode_lacak")
    return list(dipilih.select_related("keluarga", "individu", "program").order_by(*urut))


def _line(kasus: Usulan, desa: Wilayah | None) -> Butir:
    return Butir(
        kasus.program.singkatan,
        str(desa) if desa else kasus.kode_desa,
        kasus.kode_desa,
        kasus.kode_lacak,
        kasus.orang,
        mask(kasus.individu.nik) if kasus.individu else "",
        "" if kasus.desil_nasional is None else str(kasus.desil_nasional),
        tanggal(timezone.localtime(kasus.diajukan).date()) if kasus.diajukan else "",
    )


# --- drawing ------------------------------------------------------------------------------------------------


def draw(surat: Surat, *, saat: datetime) -> bytes:
    """Return the PDF: the letter with counts, then the list by programme and desa. `saat` is the time of printing."""
    lembar = Lembar(fingerprint(surat), saat)
    lembar.set_title(f"Pengesahan usulan bansos {label_bulan(surat.periode)}")
    lembar.add_page()
    _draw_letter(lembar, surat, saat)
    _draw_list(lembar, surat)
    return bytes(lembar.output())


def _draw_letter(lembar: Lembar, surat: Surat, saat: datetime) -> None:
    lembar.line_of(f"PEMERINTAH {KABUPATEN.upper()}", ukuran=12, tebal=True, rata="C")
    lembar.line_of("PENGESAHAN USULAN PENERIMA BANTUAN SOSIAL", ukuran=12, tebal=True, rata="C")
    lembar.line_of(f"Bulan {label_bulan(surat.periode)}", rata="C")
    lembar.ln(TINGGI)
    if surat.keadaan == "menunggu":
        lembar.line_of("RANCANGAN: usulan di bawah ini menunggu pengesahan bupati.", tebal=True)
    lembar.line_of(
        f"Usulan calon penerima bantuan sosial {KABUPATEN} sejumlah {angka(len(surat.butir))} usulan, sebagaimana "
        "tercantum dalam lampiran, disahkan untuk dikirim kepada Kementerian Sosial."
    )
    lembar.ln(TINGGI / 2)
    isi = [[str(i), program, desa, angka(n)] for i, (program, desa, n) in enumerate(surat.rekap, start=1)]
    lembar.rows(REKAP, [*isi, ["", "Jumlah", "", angka(len(surat.butir))]])
    lembar.ln(TINGGI)
    if lembar.will_page_break(TINGGI * 8):
        lembar.add_page()
    lembar.line_of("Tenggarong, ..............................", rata="R")
    lembar.line_of("Bupati Kutai Kartanegara", rata="R")
    lembar.ln(TINGGI * 3)
    lembar.line_of("( ........................................ )", rata="R")
    lembar.line_of(f"Dicetak {tanggal(saat.date())} {saat:%H:%M} WITA.", ukuran=8)


def _draw_list(lembar: Lembar, surat: Surat) -> None:
    for (program, _, desa), kelompok in groupby(surat.butir, key=lambda b: (b.program, b.kode_desa, b.desa)):
        lembar.add_page()
        lembar.line_of(f"Lampiran: {program}, {desa}, {label_bulan(surat.periode)}", ukuran=11, tebal=True)
        isi = [[str(i), b.kode_lacak, b.nama, b.nik, b.desil, b.diajukan] for i, b in enumerate(kelompok, start=1)]
        lembar.rows(LAMPIRAN, isi)
