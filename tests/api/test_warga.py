"""Looking someone up and reading a family through the API: scope, masking, error shape."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from dtsen.accounts.models import Jejak
from tests.families import aminah, yuliani

Masuk = Callable[[str], APIClient]
CARI = "/api/v1/warga/cari/"


def test_by_nik_kk_and_name(as_user: Masuk) -> None:
    keluarga = aminah()
    klien = as_user("operator.perian")
    for isi, jumlah in (({"nik": "6402015203800001"}, 1), ({"kk": keluarga.nomor_kk}, 4), ({"nama": "aminah"}, 1)):
        jawaban = klien.post(CARI, isi, format="json")
        assert jawaban.status_code == 200
        assert len(jawaban.json()["temuan"]) == jumlah
        assert jawaban.json()["temuan"][0]["keluarga"] == keluarga.pk


def test_numbers_are_always_masked(as_user: Masuk) -> None:
    keluarga = aminah()
    klien = as_user("operator.perian")
    for jawaban in (
        klien.post(CARI, {"nama": "aminah"}, format="json"),
        klien.get(f"/api/v1/keluarga/{keluarga.pk}/"),
    ):
        teks = jawaban.content.decode()
        assert "6402••••••••0001" in teks
        assert "6402015203800001" not in teks
        assert keluarga.nomor_kk is not None
        assert keluarga.nomor_kk not in teks


def test_another_desa_does_not_exist(as_user: Masuk) -> None:
    keluarga = yuliani()
    klien = as_user("operator.perian")
    assert klien.post(CARI, {"nama": "yuliani"}, format="json").json() == {"temuan": [], "masih_ada": False}
    jawaban = klien.get(f"/api/v1/keluarga/{keluarga.pk}/")
    assert (jawaban.status_code, jawaban.json()["kode"]) == (404, "tidak_ada")
    assert set(jawaban.json()) == {"kode", "pesan", "rincian"}


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        ({"nik": "123"}, "bukan_16_angka"),
        ({"nik": "6.40201E+15"}, "rusak_excel"),
        ({"nama": "ab"}, "nama_pendek"),
        ({}, "kosong"),
        ({"nik": "6402015203800001", "nama": "aminah"}, "terlalu_banyak_cara"),
    ],
)
def test_wrong_questions(as_user: Masuk, isi: dict[str, str], kode: str) -> None:
    jawaban = as_user("operator.perian").post(CARI, isi, format="json")
    assert (jawaban.status_code, jawaban.json()["kode"]) == (400, kode)


@pytest.mark.parametrize("siapa", ["admin", "mitra", "pimpinan", "dpo"])
def test_who_may_not_look_people_up(as_user: Masuk, siapa: str) -> None:
    keluarga = aminah()
    klien = as_user(siapa)
    for jawaban in (
        klien.post(CARI, {"nama": "aminah"}, format="json"),
        klien.get(f"/api/v1/keluarga/{keluarga.pk}/"),
    ):
        assert (jawaban.status_code, jawaban.json()["kode"]) == (403, "izin")


@pytest.mark.django_db
def test_not_signed_in() -> None:
    assert APIClient().post(CARI, {"nama": "aminah"}, format="json").status_code in {401, 403}


def test_health_needs_its_own_permission(as_user: Masuk) -> None:
    keluarga = aminah()
    alamat = f"/api/v1/keluarga/{keluarga.pk}/"
    assert "penyakit_kronis" in as_user("operator.perian").get(alamat).content.decode()
    assert "penyakit_kronis" not in as_user("auditor").get(alamat).content.decode()


def test_family_tells_value_source_and_date(as_user: Masuk) -> None:
    keluarga = aminah()
    isi = as_user("verifikator").get(f"/api/v1/keluarga/{keluarga.pk}/").json()
    lantai = next(f for f in isi["fakta"] if f["fakta"] == "jenis_lantai_terluas")
    assert (lantai["nilai"], lantai["tulisan"], lantai["sumber"], lantai["tanggal"]) == (
        8, "Tanah", "regsosek", "2022-11-15",
    )  # fmt: skip
    assert [d["nasional"] for d in isi["desil_resmi"]] == [3]
    assert len(isi["anggota"]) == 4


def test_every_look_is_in_the_trail_without_the_number(as_user: Masuk) -> None:
    keluarga = aminah()
    klien = as_user("operator.perian")
    klien.post(CARI, {"nik": "6402015203800001"}, format="json")
    klien.get(f"/api/v1/keluarga/{keluarga.pk}/")
    jejak = Jejak.objects.order_by("id").values_list("aksi", "objek", "rincian")
    assert list(jejak) == [
        ("warga.cari", "", {"cara": "nik", "jumlah": 1}), ("keluarga.lihat", f"keluarga:{keluarga.pk}", {}),
    ]  # fmt: skip
