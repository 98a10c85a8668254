"""The index for other systems: filtered rows in pages, the same order every time, flags in each, an ETag."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from ikesos.models import Hitungan
from tests.cast import PERIAN, user
from tests.ikesos import indeks

ALAMAT = "/api/v1/indeks-baris/"


@pytest.fixture
def hitung(db: None) -> Hitungan:
    indeks.fill()
    return indeks.calculate()


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def test_pages_in_one_order_with_flags_and_an_etag(hitung: Hitungan) -> None:
    klien = masuk("petugas")

    def get(kueri: str, **lain: Any) -> Any:
        return klien.get(f"{ALAMAT}?periode={indeks.PERIODE}{kueri}", **lain)

    pertama = get("&ukuran=10")
    isi = pertama.json()
    assert (isi["halaman"], isi["berikut"], len(isi["baris"])) == (1, 2, 10)
    semua = get("&ukuran=1000").json()["baris"]
    assert [b for n in (1, 2) for b in get(f"&ukuran=10&halaman={n}").json()["baris"]] == semua[:20]
    urut = [(b["kode_wilayah"], b["kelompok"], b["kode"]) for b in semua]
    assert urut == sorted(urut)
    assert {"contoh", "status", "status_versi", "rentang_bawah", "masukan"} <= set(semua[0])
    assert {b["status_versi"] for b in semua} == {"lokal"}
    assert any(b["contoh"] for b in semua)
    assert get("&ukuran=10&halaman=9999").json()["baris"] == []

    assert get("&ukuran=10", HTTP_IF_NONE_MATCH=pertama["ETag"]).status_code == 304
    assert get("&ukuran=11", HTTP_IF_NONE_MATCH=pertama["ETag"]).status_code == 200
    assert {b["tingkat_wilayah"] for b in get("&tingkat=kecamatan").json()["baris"]} == {"kecamatan"}
    assert {b["kode"] for b in get("&simpul=IKS&kelompok=semua").json()["baris"]} == {"IKS"}
    assert {b["kelompok"] for b in get("&simpul=IKS&kelompok=lansia").json()["baris"]} == {"lansia"}
    assert all(b["kode_wilayah"].startswith("640201") for b in get("&wilayah=640201&ukuran=1000").json()["baris"])
    for salah in ("&tingkat=rt", "&kelompok=x", "&ukuran=0", "&halaman=0", "&wilayah=64'", "&simpul=;"):
        assert get(salah).status_code == 400, salah
    assert get("&wilayah=6471").status_code == 404

    jawaban = klien.get(f"{ALAMAT}csv/?periode={indeks.PERIODE}&tingkat=kabupaten")
    baris = list(csv.DictReader(io.StringIO(jawaban.content.decode("utf-8-sig"))))
    iks = next(b for b in baris if b["kode"] == "IKS")
    asli = next(b for b in semua if b["kode"] == "IKS" and b["kode_wilayah"] == "6402")
    assert float(iks["nilai"]) == asli["nilai"]
    assert klien.get(
        f"{ALAMAT}csv/?periode={indeks.PERIODE}&tingkat=kabupaten", HTTP_IF_NONE_MATCH=jawaban["ETag"]
    ).status_code == 304  # fmt: skip

    # Somebody of one desa gets that desa, and another ETag.
    desa = masuk("operator.perian").get(f"{ALAMAT}?periode={indeks.PERIODE}&ukuran=10")
    assert {b["kode_wilayah"] for b in desa.json()["baris"]} == {PERIAN}
    assert desa["ETag"] != pertama["ETag"]
