"""From DTSEN facts to scored features: `ranking_fitur`, fact by fact, on real rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection

from dtsen.ranking.explanations import features_of
from dtsen.ranking.stats.fitur import FITUR
from tests.ranking.desa import RUMAH, keluarga, kepala

pytestmark = pytest.mark.django_db
ACUAN = date(2026, 12, 31)


def fitur(*anggota: dict[str, Any], rumah: dict[str, Any] | None = None, **isi: Any) -> dict[str, int | None]:
    hasil = features_of(keluarga(*anggota, rumah=rumah, **isi).pk, ACUAN)
    assert hasil is not None
    return hasil


def test_a_family_whose_every_fact_is_known() -> None:
    hasil = fitur(
        kepala(),
        {"tanggal_lahir": date(1985, 1, 1), "ijazah_tertinggi_yang_dimiliki": 15, "partisipasi_sekolah": 3},
        {"tanggal_lahir": date(2014, 7, 1), "ijazah_tertinggi_yang_dimiliki": 23,
         "partisipasi_sekolah": 2, "jenjang_tertinggi_yang_diduduki": 4},
        {"tanggal_lahir": date(2023, 7, 1)},
    )  # fmt: skip
    assert hasil == {
        "bobot": 4, "luas_per_jiwa": 1500, "lantai_bukan_tanah": 1, "dinding_tembok": 1, "bab_sendiri": 1,
        "air_bersih": 1, "penerangan_pln": 1, "masak_kayu": 0, "rumah_sendiri": 1, "ukuran_keluarga": 4,
        "anak_0_4": 1, "umur_kepala": 46, "rasio_ketergantungan": 100, "anak_sd": 1, "anak_smp": 0, "anak_sma": 0,
        "ijazah_kepala": 2, "ijazah_tertinggi": 3, "pekerjaan_kepala": 1, "sektor_kepala": 1, "ac": 0,
        "komputer": 0, "kulkas": 1, "sepeda": 1, "motor": 1, "mobil": 0, "sapi_kerbau": 0,
    }  # fmt: skip


def test_unknown_facts_stay_unknown() -> None:
    hasil = fitur(kepala(**dict.fromkeys(
        ("tanggal_lahir", "partisipasi_sekolah", "ijazah_tertinggi_yang_dimiliki", "status_bekerja",
         "status_dalam_pekerjaan_utama", "lapangan_usaha_dari_pekerjaan_utama")
    )), rumah={})  # fmt: skip
    assert {kode for kode in FITUR if hasil[kode] is not None} == {"ukuran_keluarga"}


def test_a_family_without_a_house_row_or_members() -> None:
    hasil = fitur(rumah={}, jumlah_anggota_keluarga=5)
    assert hasil["bobot"] == 5
    assert all(hasil[kode] is None for kode in FITUR)
    assert fitur(rumah={})["bobot"] == 0


@pytest.mark.parametrize(
    ("keberadaan", "hidup"), [(1, True), (5, True), (None, True), (2, False), (3, False), (4, False), (6, False)]
)
def test_living_members(keberadaan: int | None, hidup: bool) -> None:
    hasil = fitur(kepala(), {"tanggal_lahir": date(1990, 1, 1), "keberadaan": keberadaan})
    assert hasil["ukuran_keluarga"] == hasil["bobot"] == (2 if hidup else 1)


@pytest.mark.parametrize(
    ("lahir", "balita", "rasio"),
    [
        (date(2021, 12, 31), 0, 100),  # 5 years on the day of reference
        (date(2022, 1, 1), 1, 100),
        (date(2011, 12, 31), 0, 0),  # 15 years on that day: of working age
        (date(2012, 1, 1), 0, 100),
        (date(1961, 12, 31), 0, 100),  # 65 years on that day
        (date(1962, 1, 1), 0, 0),
        (None, None, None),
    ],
)
def test_ages_are_counted_on_the_day_of_reference(lahir: date | None, balita: int | None, rasio: int | None) -> None:
    hasil = fitur(kepala(), {"tanggal_lahir": lahir, "partisipasi_sekolah": 1})
    assert hasil["anak_0_4"] == balita
    assert hasil["rasio_ketergantungan"] == rasio


def test_nobody_of_working_age_is_the_highest_ratio() -> None:
    assert fitur(kepala(tanggal_lahir=date(1950, 1, 1)))["rasio_ketergantungan"] == 9999


@pytest.mark.parametrize(
    ("partisipasi", "jenjang", "harap"),
    [
        (2, 1, (1, 0, 0)), (2, 5, (1, 0, 0)), (2, 6, (0, 1, 0)), (2, 10, (0, 1, 0)), (2, 11, (0, 0, 1)),
        (2, 17, (0, 0, 1)), (2, 19, (0, 0, 0)), (3, 3, (0, 0, 0)), (1, None, (0, 0, 0)),
        (2, None, (None, None, None)), (None, None, (None, None, None)),
    ],
)  # fmt: skip
def test_children_at_school(partisipasi: int | None, jenjang: int | None, harap: tuple[int | None, ...]) -> None:
    anak = {"tanggal_lahir": date(2012, 1, 1)}
    hasil = fitur(kepala(), anak | {"partisipasi_sekolah": partisipasi, "jenjang_tertinggi_yang_diduduki": jenjang})
    assert (hasil["anak_sd"], hasil["anak_smp"], hasil["anak_sma"]) == harap


def test_unknown_schooling_of_an_adult_or_a_toddler_does_not_matter() -> None:
    hasil = fitur(kepala(partisipasi_sekolah=None), {"tanggal_lahir": date(2024, 1, 1)})
    assert hasil["anak_sd"] == 0


@pytest.mark.parametrize(
    ("ijazah", "harap"), [(23, 0), (1, 1), (5, 1), (6, 2), (10, 2), (11, 3), (22, 3), (None, None)]
)
def test_education(ijazah: int | None, harap: int | None) -> None:
    hasil = fitur(kepala(ijazah_tertinggi_yang_dimiliki=ijazah))
    assert hasil["ijazah_kepala"] == hasil["ijazah_tertinggi"] == harap


def test_highest_education_needs_every_adult_unless_somebody_has_sma() -> None:
    tak_tahu = {"tanggal_lahir": date(1990, 1, 1), "ijazah_tertinggi_yang_dimiliki": None}
    assert fitur(kepala(), tak_tahu)["ijazah_tertinggi"] is None
    assert fitur(kepala(ijazah_tertinggi_yang_dimiliki=13), tak_tahu)["ijazah_tertinggi"] == 3
    assert fitur(kepala(), {"tanggal_lahir": date(2020, 1, 1)})["ijazah_tertinggi"] == 2


@pytest.mark.parametrize(
    ("bekerja", "status", "lapangan", "harap"),
    [
        (2, None, None, (0, 0)), (1, 3, 7, (2, 2)), (1, 4, 12, (2, 3)), (1, 5, 20, (2, 3)), (1, 1, 6, (1, 1)),
        (1, 8, 11, (1, 2)), (1, None, None, (None, None)), (None, 6, 26, (1, 3)),
    ],
)  # fmt: skip
def test_work_of_the_head(
    bekerja: int | None, status: int | None, lapangan: int | None, harap: tuple[int | None, int | None]
) -> None:
    hasil = fitur(kepala(
        status_bekerja=bekerja, status_dalam_pekerjaan_utama=status, lapangan_usaha_dari_pekerjaan_utama=lapangan
    ))  # fmt: skip
    assert (hasil["pekerjaan_kepala"], hasil["sektor_kepala"]) == harap


@pytest.mark.parametrize(
    ("fakta", "kode", "nilai", "harap"),
    [
        ("jenis_lantai_terluas", "lantai_bukan_tanah", 8, 0), ("jenis_lantai_terluas", "lantai_bukan_tanah", 9, 1),
        ("jenis_dinding_terluas", "dinding_tembok", 2, 0), ("fasilitas_bab", "bab_sendiri", 2, 0),
        ("sumber_air_minum_utama", "air_bersih", 5, 1), ("sumber_air_minum_utama", "air_bersih", 6, 0),
        ("sumber_air_minum_utama", "air_bersih", 7, 1), ("sumber_air_minum_utama", "air_bersih", 10, 0),
        ("sumber_penerangan_utama", "penerangan_pln", 2, 1), ("sumber_penerangan_utama", "penerangan_pln", 3, 0),
        ("bahan_bakar_utama_memasak", "masak_kayu", 10, 1), ("bahan_bakar_utama_memasak", "masak_kayu", 0, 0),
        ("status_kepemilikan_rumah", "rumah_sendiri", 3, 0), ("aset_bergerak_ac", "ac", 1, 1),
        ("aset_bergerak_lemari_es", "kulkas", 2, 0), ("aset_bergerak_sepeda", "sepeda", 2, 0),
        ("aset_bergerak_komputer_laptop_tablet", "komputer", 1, 1), ("aset_bergerak_mobil", "mobil", 1, 1),
        ("aset_bergerak_sepeda_motor", "motor", 2, 0), ("jumlah_ternak_kerbau", "sapi_kerbau", 2, 1),
        ("luas_lantai_m2", "luas_per_jiwa", 33, 3300),
    ],
)  # fmt: skip
def test_house_and_assets(fakta: str, kode: str, nilai: int, harap: int) -> None:
    assert fitur(kepala(), rumah={**RUMAH, fakta: nilai})[kode] == harap
    assert fitur(kepala(), rumah={**RUMAH, fakta: None})[kode] is None


def test_one_family_is_found_by_its_indexes() -> None:
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL enable_seqscan = off")
        kursor.execute("EXPLAIN SELECT * FROM ranking_fitur(%s) WHERE keluarga_id = 5", [ACUAN])
        rencana = "\n".join(baris[0] for baris in kursor.fetchall())
    assert "Function Scan" not in rencana
    assert rencana.count("keluarga_id = 5") == 2


def test_inactive_families_have_no_features() -> None:
    assert features_of(keluarga(kepala(), status="pindah").pk, ACUAN) is None
