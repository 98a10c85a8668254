"""What a correction may hold: every refusal by its code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dtsen.registry import corrections
from dtsen.registry.fakta import FAKTA_INDIVIDU, FAKTA_KELUARGA, INDIVIDU, KELUARGA
from dtsen.registry.logic import GERBANG_INDIVIDU, GERBANG_KELUARGA
from dtsen.registry.models import KondisiKeluarga
from dtsen.registry.values import FaktaSalah, parse, same, to_json
from tests.families import aminah, member

HARI = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("fakta", "mentah", "kode"),
    [
        ("jenis_lantai_terluas", 10, "kode_tidak_ada"),
        ("jenis_lantai_terluas", "tanah", "bukan_angka"),
        ("jenis_lantai_terluas", True, "bukan_angka"),
        ("luas_lantai_m2", 1000, "di_luar_rentang"),
        ("luas_lantai_m2", -1, "di_luar_rentang"),
        ("luas_lantai_m2", "3,5", "bukan_angka"),
        ("rt", "3A", "bentuk"),
        ("id_pelanggan_pln", "12345", "bentuk"),
        ("dusun", "X" * 61, "terlalu_panjang"),
        ("dusun", "Hulu\x00", "bentuk"),
        ("dusun", {"a": 1}, "bentuk"),
        ("jenis_lantai_terluas", [6, 2], "bukan_angka"),
        ("luas_lantai_m2", 10**30, "bukan_angka"),
    ],
)
def test_family_values_refused(fakta: str, mentah: object, kode: str) -> None:
    with pytest.raises(FaktaSalah) as galat:
        parse(KELUARGA[fakta], mentah, hari=HARI)
    assert (galat.value.kode, galat.value.fakta) == (kode, fakta)


@pytest.mark.parametrize(
    ("fakta", "mentah", "kode"),
    [
        ("nama", "  ", "kosong"),
        ("nama", "AM1NAH", "bentuk"),
        ("tanggal_lahir", "2026-11-24", "tanggal_masa_depan"),
        ("tanggal_lahir", "1899-12-31", "tanggal_terlalu_lama"),
        ("tanggal_lahir", "31-02-1980", "bukan_tanggal"),
        ("hamil_sejak", "2025-12-31", "tanggal_terlalu_lama"),
        ("jaminan_kesehatan", 16, "kode_tidak_ada"),
        ("jaminan_kesehatan", [1, 99], "kode_tidak_ada"),
        ("kartu_identitas", [1, "x"], "bukan_angka"),
    ],
)
def test_person_values_refused(fakta: str, mentah: object, kode: str) -> None:
    with pytest.raises(FaktaSalah) as galat:
        parse(INDIVIDU[fakta], mentah, hari=HARI)
    assert galat.value.kode == kode


@pytest.mark.parametrize(
    ("fakta", "mentah", "nilai"),
    [
        (KELUARGA["bahan_bakar_utama_memasak"], "0", 0),
        (KELUARGA["luas_lantai_m2"], " 36 ", 36),
        (KELUARGA["rt"], "3", "003"),
        (KELUARGA["daya_terpasang"], "", None),
        (KELUARGA["alamat"], " Jl.  Poros ", "Jl. Poros"),
        (INDIVIDU["nama"], "h. m. saleh", "H. M. SALEH"),
        (INDIVIDU["tanggal_lahir"], "17/08/1980", date(1980, 8, 17)),
        (INDIVIDU["jaminan_kesehatan"], ["1", "8"], 9),
        (INDIVIDU["jaminan_kesehatan"], 99, 99),
    ],
)
def test_values_read(fakta: object, mentah: object, nilai: object) -> None:
    assert parse(fakta, mentah, hari=HARI) == nilai  # type: ignore[arg-type]


def test_unknown_is_the_same_in_every_spelling_and_zero_is_not_unknown() -> None:
    assert same(None, "")
    assert same(date(1980, 8, 17), "1980-08-17")
    assert not same(None, 0)
    assert to_json(date(1980, 8, 17)) == "1980-08-17"


def test_gates_name_facts_that_exist() -> None:
    for katalog, gerbang in ((KELUARGA, GERBANG_KELUARGA), (INDIVIDU, GERBANG_INDIVIDU)):
        for g in gerbang:
            assert {g.pemimpin, *g.pengikut} <= set(katalog)
            assert g.nilai <= set(katalog[g.pemimpin].pilihan)


@pytest.mark.parametrize("fakta", ["jumlah_anggota_keluarga", "desil_nasional"])
def test_facts_that_are_not_corrected(fakta: str, db: None) -> None:
    with pytest.raises(FaktaSalah) as galat:
        corrections.check(aminah(), {fakta: 3}, hari=HARI)
    assert galat.value.kode in {"tidak_boleh_diubah", "fakta_tidak_dikenal"}


@pytest.mark.parametrize(
    ("penerangan", "kode"), [(2, "lompatan"), (3, "lompatan"), (4, "lompatan"), (None, "lompatan"), (1, None)]
)
def test_wattage_needs_a_meter(db: None, penerangan: int | None, kode: str | None) -> None:
    keluarga = aminah()
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(sumber_penerangan_utama=penerangan)
    if kode is None:
        assert corrections.check(keluarga, {"daya_terpasang": 2}, hari=HARI) == ({"daya_terpasang": 2}, {})
        return
    with pytest.raises(FaktaSalah) as galat:
        corrections.check(keluarga, {"daya_terpasang": 2}, hari=HARI)
    assert galat.value.kode == kode


@pytest.mark.parametrize(("bab", "boleh"), [(1, True), (2, True), (3, True), (4, True), (5, False), (6, False)])
@pytest.mark.parametrize("fakta", ["jenis_kloset", "pembuangan_akhir_tinja"])
def test_closet_needs_a_place(db: None, bab: int, boleh: bool, fakta: str) -> None:
    keluarga = aminah()
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(fasilitas_bab=bab)
    if boleh:
        assert corrections.check(keluarga, {fakta: 1}, hari=HARI)[0] == {fakta: 1}
        return
    with pytest.raises(FaktaSalah) as galat:
        corrections.check(keluarga, {fakta: 1}, hari=HARI)
    assert galat.value.kode == "lompatan"


def test_both_facts_at_once_pass_the_gate(db: None) -> None:
    baru, _ = corrections.check(aminah(), {"fasilitas_bab": 1, "jenis_kloset": 1}, hari=HARI)
    assert baru == {"fasilitas_bab": 1, "jenis_kloset": 1}


def test_a_man_is_not_pregnant_and_a_child_neither(db: None) -> None:
    keluarga = aminah()
    with pytest.raises(FaktaSalah) as galat:
        corrections.check(keluarga, {"hamil": 1}, individu=member(keluarga, "BAHRUN"), hari=HARI)
    assert galat.value.kode == "lompatan"
    perempuan = member(keluarga, "NURHALIZA")
    assert corrections.check(keluarga, {"hamil": 1}, individu=perempuan, hari=HARI)[0] == {"hamil": 1}
    with pytest.raises(FaktaSalah) as galat:
        corrections.check(keluarga, {"hamil": 1}, individu=perempuan, hari=date(2019, 1, 1))
    assert galat.value.kode == "umur"


def test_school_from_five_years_on(db: None) -> None:
    keluarga = aminah()
    with pytest.raises(FaktaSalah) as galat:
        corrections.check(keluarga, {"partisipasi_sekolah": 2}, individu=member(keluarga, "RAFI"), hari=HARI)
    assert galat.value.kode == "umur"


def test_no_change_is_refused(db: None) -> None:
    with pytest.raises(FaktaSalah) as galat:
        corrections.check(aminah(), {"jenis_lantai_terluas": "8"}, hari=HARI)
    assert galat.value.kode == "tidak_berubah"


def test_stopping_work_empties_the_job(db: None) -> None:
    keluarga = aminah()
    _, ikut = corrections.check(keluarga, {"status_bekerja": 2}, individu=member(keluarga, "AMINAH"), hari=HARI)
    assert ikut == {"lapangan_usaha_dari_pekerjaan_utama": None, "status_dalam_pekerjaan_utama": None}


def test_every_correctable_fact_takes_its_own_code_list() -> None:
    for fakta in (*FAKTA_KELUARGA, *FAKTA_INDIVIDU):
        for kode in fakta.pilihan:
            assert parse(fakta, str(kode), hari=timezone.localdate()) == kode


def test_pregnancy_of_ten_months_at_most() -> None:
    hari = HARI - timedelta(days=310)
    assert parse(INDIVIDU["hamil_sejak"], hari.isoformat(), hari=HARI) == hari
