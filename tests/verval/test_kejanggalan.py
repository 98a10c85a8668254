"""What is odd about a case stands on its page and stops nobody; a fact that waits already leads to its case."""

from __future__ import annotations

import pytest

from tests.cast import user
from tests.families import aminah, member
from tests.verval.test_halaman_pembaruan import ALASAN, filed, masuk
from verval import pembaruan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fakta", "nilai", "kata"),
    [
        ("jenis_kelamin", 1, ["NIK orang ini menyebut perempuan. Periksa jenis kelaminnya pada KTP atau KK."]),
        ("jenis_kelamin", 2, []),
        ("tanggal_lahir", "1981-03-12", ["Tanggal lahir ini berbeda dari yang disebut NIK-nya."]),
        ("tanggal_lahir", "1980-03-12", []),
    ],
)
def test_fact_that_differs_from_the_nik_is_told(fakta: str, nilai: object, kata: list[str]) -> None:
    keluarga = aminah()
    orang = member(keluarga, "AMINAH")
    type(orang).objects.filter(pk=orang.pk).update(jenis_kelamin=None, tanggal_lahir=None)
    orang.refresh_from_db()
    kasus = pembaruan.draft(keluarga, fakta, nilai, alasan=ALASAN, pelaku=user("operator.perian"), individu=orang)
    halaman = masuk("operator.perian").get(f"/verval/pembaruan/{kasus.pk}/")
    assert len(halaman.context["janggal"]) == len(kata)
    assert all(satu in halaman.text for satu in kata)


@pytest.mark.parametrize(("pengganti", "umur"), [("NURHALIZA", True), ("BAHRUN", False)])
def test_child_as_head_is_told(pengganti: str, umur: bool) -> None:
    keluarga = aminah()
    isi = {
        "individu": member(keluarga, "AMINAH").pk,
        "sejak": "2026-11-02",
        "kepala_baru": member(keluarga, pengganti).pk,
    }
    kasus = pembaruan.draft_operasi(keluarga, "meninggal", isi, alasan=ALASAN, pelaku=user("operator.perian"))
    halaman = masuk("operator.perian").get(f"/verval/pembaruan/{kasus.pk}/")
    assert ("Kepala keluarga yang baru berumur" in halaman.text) is umur


def test_fact_that_waits_leads_to_its_case() -> None:
    keluarga = aminah()
    kasus = filed(keluarga)
    alamat = f"/verval/keluarga/{keluarga.pk}/pembaruan/?data=jenis_lantai_terluas"
    jawaban = masuk("operator.perian").get(alamat, follow=True)
    assert jawaban.redirect_chain == [(f"/verval/pembaruan/{kasus.pk}/", 302)]
    assert "sudah diajukan dan belum selesai" in jawaban.text
