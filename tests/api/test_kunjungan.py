"""What a telephone could never send: numbers without end, no number at all, half letters."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from tests.families import aminah
from tests.unggahan import foto
from tests.verval.test_kunjungan import visit

Masuk = Callable[[str], APIClient]
pytestmark = pytest.mark.django_db
SIAPA = "pendamping.perian"
BESAR = 10**30


@pytest.mark.parametrize(
    "jawaban",
    [
        {"individu": BESAR, "nilai": 6},
        {"individu": -BESAR, "nilai": 6},
        {"nilai": "\0"},
        {"nilai": BESAR},
        {"nilai": [[[]]]},
        {"nilai": {"a": "\ud800"}},
        {"dasar": "\0", "nilai": 6},
        {"fakta": "__class__", "nilai": 6},
    ],
    ids=str,
)
def test_answers_of_a_visit(as_user: Masuk, jawaban: dict[str, Any]) -> None:
    satu = visit(aminah())
    isi = {"aksi": "isi", "penugasan_ke": 1}
    isi["jawaban"] = [{"fakta": "jenis_lantai_terluas", "dasar": 8} | jawaban]
    kepala = {"Idempotency-Key": str(uuid4())}
    alamat = f"/api/v1/kunjungan/{satu.pk}/kirim/"
    hasil = as_user(SIAPA).post(alamat, json.dumps(isi), content_type="application/json", headers=kepala)
    assert (hasil.status_code, satu.jawaban.count()) == (400, 0)


@pytest.mark.parametrize(
    "titik", [("nan", "116.9", "5"), ("-0.4", "nan", "5"), ("-0.4", "116.9", "nan"), ("inf", "1", "1")]
)
def test_the_place_of_a_photo(as_user: Masuk, titik: tuple[str, str, str]) -> None:
    satu = visit(aminah())
    isi = dict(zip(("lat", "lon", "akurasi_m"), titik, strict=True)) | {"jenis": "foto_depan", "penugasan_ke": 1}
    berkas = SimpleUploadedFile("a.jpg", foto(), "image/jpeg")
    kepala = {"Idempotency-Key": str(uuid4())}
    hasil = as_user(SIAPA).post(f"/api/v1/kunjungan/{satu.pk}/foto/", isi | {"berkas": berkas}, headers=kepala)
    assert (hasil.status_code, satu.bukti.count()) == (400, 0)


@pytest.mark.parametrize("alamat", ["pembaruan", "usulan"])
def test_a_family_that_no_number_could_have(as_user: Masuk, alamat: str) -> None:
    isi = {"keluarga": BESAR, "program": "pkh", "fakta": "jenis_lantai_terluas", "nilai_baru": 6, "alasan": "Dilihat."}
    hasil = as_user("operator.perian").post(f"/api/v1/{alamat}/", isi, format="json")
    assert hasil.status_code in (400, 404)
