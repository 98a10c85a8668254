"""Values of floor 0: numbers, names, quarters, formats, transition tables."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime

import pytest

from dtsen.lib import tampil
from dtsen.lib.nama import normalize
from dtsen.lib.nik import KKSalah, Nik, NikSalah, decode, parse_kk, parse_nik
from dtsen.lib.periode import Periode, PeriodeSalah
from dtsen.lib.samar import SamarkanNik, mask
from dtsen.lib.transisi import AksiDitolak, Tabel, Transition

NIK = "3602041211870001"


@pytest.mark.parametrize(
    ("teks", "kode"),
    [
        ("3.2E+15", "rusak_excel"),
        ("640201", "bukan_16_angka"),
        ("6402010101900000", "urut_nol"),
        ("1111111111111111", "angka_sama"),
        ("6402013213900001", "tanggal_mustahil"),
        ("6402017201900001", "tanggal_mustahil"),
    ],
)
def test_damaged_nik_says_how(teks: str, kode: str) -> None:
    with pytest.raises(NikSalah) as salah:
        parse_nik(teks)
    assert salah.value.kode == kode


def test_nik_is_masked_wherever_it_is_written() -> None:
    nik = parse_nik("'3602.0412.1187.0001 ")
    assert nik.angka == NIK
    assert [str(nik), f"{nik}", repr(nik)] == ["3602••••••••0001", "3602••••••••0001", "Nik(3602••••••••0001)"]
    baris = logging.LogRecord("x", logging.INFO, "", 0, "cari %s", (NIK,), None)
    SamarkanNik().filter(baris)
    assert NIK not in baris.getMessage()
    assert mask(None) == ""


def test_nik_tells_birth_date_and_sex() -> None:
    laki, perempuan = decode(Nik(NIK)), decode(Nik("6402015203800001"))
    assert (laki.jenis_kelamin, laki.matches(date(1987, 11, 12))) == (1, True)
    assert (perempuan.jenis_kelamin, perempuan.hari, perempuan.matches(date(1980, 3, 13))) == (2, 12, False)


def test_no_kk_has_no_birth_date_rule() -> None:
    assert parse_kk("6402013213900001").angka == "6402013213900001"
    with pytest.raises(KKSalah):
        parse_kk("640201")


@pytest.mark.parametrize(
    ("satu", "dua"),
    [
        ("MUH. SOEPARDJO", "Mochamad Supardjo"),
        ("H. ACHMAD NOOR, S.PD", "AHMAD NOR"),
        ("SITTI KHADIJAH", "ST. HADIJAH"),
        ("DJAMALUDDIN", "JAMALUDIN"),
    ],
)
def test_spellings_of_one_name_meet(satu: str, dua: str) -> None:
    assert normalize(satu) == normalize(dua)


def test_different_names_stay_apart() -> None:
    assert normalize("AMINAH") != normalize("AMINAN")


def test_quarters() -> None:
    t4 = Periode.parse("2026-t4")
    assert (t4.kode, t4.mulai, t4.selesai) == ("2026-T4", date(2026, 10, 1), date(2026, 12, 31))
    assert (t4.berikut.kode, Periode(2026, 1).sebelum.kode) == ("2027-T1", "2025-T4")
    assert Periode.dikenal("2027-T1", hari_ini=date(2026, 11, 23)).kode == "2027-T1"
    for teks, kode in (("2026-T5", "bentuk"), ("2027-T2", "di_luar"), ("2024-T4", "di_luar")):
        with pytest.raises(PeriodeSalah) as salah:
            Periode.dikenal(teks, hari_ini=date(2026, 11, 23))
        assert salah.value.kode == kode


def test_numbers_and_dates_are_written_in_indonesian() -> None:
    assert [tampil.angka(12345), tampil.angka(7.62, 1), tampil.rupiah(705397)] == ["12.345", "7,6", "Rp705.397"]
    assert tampil.tanggal(date(2026, 11, 3)) == "3 Nov 2026"
    assert tampil.waktu(datetime(2026, 11, 3, 6, 5, tzinfo=UTC)) == "3 Nov 2026, 14.05 WITA"
    assert tampil.persen(1, 0) == "–"


def test_transition_table_refuses_dead_ends_and_islands() -> None:
    maju = Transition("b", "izin", "Maju")
    with pytest.raises(ValueError, match="buntu"):
        Tabel("a", frozenset({"c"}), {("a", "maju"): maju, ("a", "tutup"): Transition("c", "izin", "Tutup")})
    with pytest.raises(ValueError, match="tidak terjangkau"):
        Tabel("a", frozenset({"b"}), {("a", "maju"): maju, ("x", "maju"): maju})


def test_transition_table_refuses_by_code() -> None:
    setuju = Transition("b", "periksa", "Setujui", alasan_wajib=True, bukan_pembuat=True)
    tabel = Tabel("a", frozenset({"b"}), {("a", "setujui"): setuju})
    kasus: tuple[tuple[str, list[str], bool, str, str], ...] = (
        ("hapus", ["periksa"], False, "ya", "tidak_ada"),
        ("setujui", [], False, "ya", "izin"),
        ("setujui", ["periksa"], True, "ya", "pembuat"),
        ("setujui", ["periksa"], False, " ", "alasan"),
    )
    for aksi, izin, pembuat, alasan, kode in kasus:
        with pytest.raises(AksiDitolak) as salah:
            tabel.check("a", aksi, izin=izin, pembuat=pembuat, alasan=alasan)
        assert salah.value.kode == kode
    assert tabel.aksi("a", izin=["periksa"], pembuat=True) == {}
