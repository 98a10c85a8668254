"""The header Idempotency-Key: a call that arrives twice is answered twice and done once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from tests.families import aminah
from verval.models import Kiriman, Langkah, Pembaruan, Usulan

Masuk = Callable[[str], APIClient]
OPERATOR = "operator.perian"
ALASAN = "Lantai sudah disemen bulan lalu, dilihat sendiri."


@pytest.mark.django_db
def test_the_api_by_header(as_user: Masuk) -> None:
    klien, keluarga, kunci = as_user(OPERATOR), aminah(), str(uuid4())
    isi = {"keluarga": keluarga.pk, "fakta": "jenis_lantai_terluas", "nilai_baru": 6, "alasan": ALASAN, "ajukan": False}

    def post(alamat: str, isi: dict[str, Any], kunci: str) -> Any:
        return klien.post(f"/api/v1/{alamat}/", isi, format="json", headers={"Idempotency-Key": kunci})

    satu, dua = (post("pembaruan", isi, kunci) for _ in range(2))
    assert (satu.status_code, dua.status_code) == (201, 201)
    assert satu.json()["id"] == dua.json()["id"] == Pembaruan.objects.get().pk
    lain = post("pembaruan", isi | {"nilai_baru": 1}, kunci)
    assert (lain.status_code, lain.json()["kode"]) == (400, "kunci_dipakai")
    salah = post("pembaruan", isi, "bukan-uuid")
    assert (salah.status_code, salah.json()["kode"]) == (400, "kunci")

    langkah, kunci = {"aksi": "ajukan", "status": "draf", "pengajuan_ke": 0}, str(uuid4())
    for _ in range(2):
        jawaban = post(f"pembaruan/{satu.json()['id']}/langkah", langkah, kunci)
        assert (jawaban.status_code, jawaban.json()["status"]) == (200, "diajukan")
    assert Langkah.objects.count() == 1
    # What was refused is undone with its key.
    kunci = str(uuid4())
    assert post(f"pembaruan/{satu.json()['id']}/langkah", langkah, kunci).status_code == 409
    assert not Kiriman.objects.filter(kunci=kunci).exists()


@pytest.mark.django_db
def test_a_proposal_through_the_api(as_user: Masuk) -> None:
    klien, isi, kunci = as_user(OPERATOR), {"keluarga": aminah().pk, "program": "pkh"}, str(uuid4())
    kepala = {"Idempotency-Key": kunci}
    satu, dua = (klien.post("/api/v1/usulan/", isi, format="json", headers=kepala) for _ in range(2))
    assert (satu.status_code, dua.status_code) == (201, 201)
    assert satu.json()["id"] == dua.json()["id"] == Usulan.objects.get().pk
