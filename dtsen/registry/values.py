"""A value of a fact, read from what someone typed: in the code list, in range, of the right shape."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from dtsen.lib.ditolak import Ditolak
from dtsen.lib.nama import bersihkan
from dtsen.lib.tampil import angka
from dtsen.lib.tampil import tanggal as tulis_tanggal
from dtsen.registry.fakta import ANGKA, BIT, INDIVIDU, KELUARGA, KODE_, TANGGAL, Fakta

Nilai: TypeAlias = int | str | date | None
NilaiJson: TypeAlias = int | str | None

UMUR_TERTUA_TAHUN = 120
HAMIL_TERLAMA_HARI = 310
"""Ten months: a pregnancy that began earlier has ended."""
SALING_MENIADAKAN = (0, 99)
"""Codes of a bit sum that stand alone: "tidak memiliki" and "lainnya"."""
TANGGAL_HARI_DULU = re.compile(r"^(\d{2})[-/](\d{2})[-/](\d{4})$")
NAMA = re.compile(r"^[A-Z][A-Z .,'`/-]*$")
POLA: dict[str, tuple[re.Pattern[str], str]] = {
    "nama": (NAMA, "Nama hanya berisi huruf, spasi, titik, koma, atau petik. Tulis seperti di KTP."),
    "ibu_kandung": (NAMA, "Nama hanya berisi huruf, spasi, titik, koma, atau petik. Tulis seperti di KTP."),
    "rt": (re.compile(r"^\d{1,3}$"), "RT berupa angka, paling banyak 3 angka, misalnya 003."),
    "rw": (re.compile(r"^\d{1,3}$"), "RW berupa angka, paling banyak 3 angka, misalnya 001."),
    "id_pelanggan_pln": (re.compile(r"^\d{12}$"), "ID pelanggan PLN 12 angka. Lihat struk atau aplikasi PLN."),
    "nomor_meter_pln": (re.compile(r"^\d{11}$"), "Nomor meter PLN 11 angka. Lihat angka di badan meteran."),
}
WAJIB = frozenset({"nama"})
HURUF_BESAR = frozenset({"nama", "ibu_kandung", "tempat_lahir"})
TIGA_ANGKA = frozenset({"rt", "rw"})


class FaktaSalah(Ditolak):
    """A value the registry does not take.

    `kode` in `fakta_tidak_dikenal | tidak_boleh_diubah | kosong | kode_tidak_ada | bukan_angka | di_luar_rentang |
    terlalu_panjang | bentuk | bukan_tanggal | tanggal_masa_depan | tanggal_terlalu_lama | lompatan | umur |
    kepala_ganda | nik_dipakai | tidak_berubah | keluarga_tidak_aktif | bukan_anggota | sudah_ditutup |
    impor_berjalan | di_luar_lingkup | tidak_ada_perubahan | masih_dirujuk`; `fakta` is its name. Operations on family
    make-up have more (`susunan.py`).
    """

    def __init__(self, kode: str, pesan: str, fakta: str = "") -> None:
        super().__init__(kode, pesan)
        self.fakta = fakta


def fakta_of(nama: str, *, individu: bool) -> Fakta:
    """Return a fact that may be corrected; raises FaktaSalah (`fakta_tidak_dikenal | tidak_boleh_diubah`)."""
    fakta = (INDIVIDU if individu else KELUARGA).get(nama)
    if fakta is None:
        raise FaktaSalah("fakta_tidak_dikenal", "Data yang hendak diubah tidak dikenal. Pilih dari daftar.", nama)
    if not fakta.boleh_ubah:
        raise FaktaSalah(
            "tidak_boleh_diubah",
            f"{fakta.label} mengikuti berkas sumber dan tidak diubah lewat pembaruan.",
            nama,
        )
    return fakta


def _bilangan(fakta: Fakta, mentah: object) -> int:
    teks = str(mentah).strip()
    if isinstance(mentah, bool) or not re.fullmatch(r"-?\d{1,9}", teks, flags=re.ASCII):
        raise FaktaSalah("bukan_angka", f"{fakta.label}: isi dengan angka bulat.", fakta.nama)
    return int(teks)


def _kode(fakta: Fakta, mentah: object, hari: date) -> int:
    kode = _bilangan(fakta, mentah)
    if kode not in fakta.pilihan:
        raise FaktaSalah("kode_tidak_ada", f"{fakta.label}: pilih salah satu jawaban dari daftar.", fakta.nama)
    return kode


def _bit(fakta: Fakta, mentah: object, hari: date) -> int:
    """A sum of codes; several ticked codes may come as a list."""
    bagian = mentah if isinstance(mentah, list | tuple) else [mentah]
    kode = sum(_bilangan(fakta, k) for k in bagian)
    bit = sum(k for k in fakta.pilihan if k not in SALING_MENIADAKAN)
    if kode not in fakta.pilihan and (kode <= 0 or kode & ~bit):
        raise FaktaSalah("kode_tidak_ada", f"{fakta.label}: pilih jawaban dari daftar.", fakta.nama)
    return kode


def _angka(fakta: Fakta, mentah: object, hari: date) -> int:
    nilai = _bilangan(fakta, mentah)
    if not 0 <= nilai <= fakta.maks:
        raise FaktaSalah(
            "di_luar_rentang", f"{fakta.label}: isi antara 0 dan {angka(fakta.maks)} {fakta.satuan}.", fakta.nama
        )
    return nilai


def _tanggal(fakta: Fakta, mentah: object, hari: date) -> date:
    teks = TANGGAL_HARI_DULU.sub(r"\3-\2-\1", str(mentah).strip())
    try:
        nilai = mentah if isinstance(mentah, date) else date.fromisoformat(teks)
    except ValueError as galat:
        raise FaktaSalah(
            "bukan_tanggal", f"{fakta.label}: tulis tanggal yang ada, misalnya 17-08-1980.", fakta.nama
        ) from galat
    if nilai > hari:
        raise FaktaSalah("tanggal_masa_depan", f"{fakta.label} tidak boleh sesudah hari ini.", fakta.nama)
    paling_awal = (
        hari - timedelta(days=HAMIL_TERLAMA_HARI)
        if fakta.nama == "hamil_sejak"
        else date(hari.year - UMUR_TERTUA_TAHUN, 1, 1)
    )
    if nilai < paling_awal:
        raise FaktaSalah("tanggal_terlalu_lama", f"{fakta.label} paling awal {tulis_tanggal(paling_awal)}.", fakta.nama)
    return nilai


def _teks(fakta: Fakta, mentah: object, hari: date) -> str:
    teks = " ".join(str(mentah).split())
    if not isinstance(mentah, str | int) or isinstance(mentah, bool) or not teks.isprintable():
        raise FaktaSalah("bentuk", f"{fakta.label}: isi dengan tulisan biasa.", fakta.nama)
    if fakta.nama in HURUF_BESAR:
        teks = bersihkan(teks)
    if len(teks) > fakta.panjang:
        raise FaktaSalah("terlalu_panjang", f"{fakta.label}: paling panjang {fakta.panjang} huruf.", fakta.nama)
    pola = POLA.get(fakta.nama)
    if pola and not pola[0].match(teks):
        raise FaktaSalah("bentuk", pola[1], fakta.nama)
    return teks.zfill(3) if fakta.nama in TIGA_ANGKA else teks


PEMBACA: dict[str, Callable[[Fakta, object, date], Nilai]] = {
    KODE_: _kode,
    BIT: _bit,
    ANGKA: _angka,
    TANGGAL: _tanggal,
}


def kosong(fakta: Fakta) -> Nilai:
    """What the column of a fact holds when its value is unknown."""
    return None if fakta.jenis in PEMBACA else ""


def parse(fakta: Fakta, mentah: object, *, hari: date) -> Nilai:
    """Return the value in `mentah` (typed text, JSON, or a value) as of the day `hari`; raises FaktaSalah.

    Nothing at all (None, blank, an empty list) is "unknown" and stays so, except where a fact must have a value.
    """
    if mentah is None or mentah == [] or (isinstance(mentah, str) and not mentah.strip()):
        if fakta.nama in WAJIB:
            raise FaktaSalah("kosong", f"{fakta.label} harus diisi.", fakta.nama)
        return kosong(fakta)
    return PEMBACA.get(fakta.jenis, _teks)(fakta, mentah, hari)


def to_json(nilai: Nilai) -> NilaiJson:
    """Return the form in which a value stands in JSON columns (dates as ISO text)."""
    return nilai.isoformat() if isinstance(nilai, date) else nilai


def tulis(fakta: Fakta, nilai: object) -> str:
    """Return a value, also one out of JSON, as people read it."""
    if fakta.jenis == TANGGAL and nilai:
        return tulis_tanggal(nilai if isinstance(nilai, date) else date.fromisoformat(str(nilai)))
    return fakta.label_nilai(nilai)


def same(satu: object, dua: object) -> bool:
    """Whether two values (either may come out of JSON) say the same; unknown is the same in every spelling."""
    kiri, kanan = (v.isoformat() if isinstance(v, date) else v for v in (satu, dua))
    return ("" if kiri is None else kiri) == ("" if kanan is None else kanan)
