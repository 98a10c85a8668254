"""Opening one full number: with a reason, once, on the record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from dtsen.accounts.models import AlasanBuka, Jejak
from dtsen.registry.models import Keluarga
from tests.cast import PENGGUNA, user
from tests.families import aminah, member, yuliani

pytestmark = pytest.mark.django_db
NIK, KK = "6402015203800001", "6402011203100001"
ALASAN = {"sebab": "layanan", "alasan": "Bu Aminah membawa KTP ke loket."}
SEKALI = re.compile(r'name="sekali" value="([^"]+)"')
BOLEH = {"operator.perian", "pendamping.perian", "petugas", "verifikator", "auditor"}


@pytest.fixture
def operator(client: Client) -> Client:
    client.force_login(user("operator.perian"))
    return client


def tempat(keluarga: Keluarga, nama: str = "") -> str:
    alamat = reverse("registry:buka", args=[keluarga.pk])
    return f"{alamat}?anggota={member(keluarga, nama).pk}" if nama else alamat


def buka(klien: Client, alamat: str, **isi: str) -> Any:
    """Open the form and send it, as a browser does."""
    temu = SEKALI.search(klien.get(alamat).text)
    assert temu is not None
    return klien.post(alamat, {**ALASAN, **isi, "sekali": temu[1]})


@pytest.mark.parametrize(("nama", "nomor", "aksi"), [("AMINAH", NIK, "warga.buka_nik"), ("", KK, "warga.buka_kk")])
def test_the_number_stands_in_this_answer_only(operator: Client, nama: str, nomor: str, aksi: str) -> None:
    keluarga = aminah()
    alamat = tempat(keluarga, nama)
    jawaban = buka(operator, alamat)
    assert jawaban.status_code == 200
    assert jawaban.text.count(nomor) == 1
    assert "no-store" in jawaban["Cache-Control"]
    for lain in (alamat, reverse("registry:keluarga", args=[keluarga.pk]), reverse("verval:warga")):
        assert nomor not in operator.get(lain).text
    assert nomor not in str(dict(operator.session))
    jejak = Jejak.objects.get(aksi=aksi)
    assert (jejak.pelaku, jejak.alasan) == (user("operator.perian"), ALASAN["alasan"])
    assert jejak.objek == (f"individu:{member(keluarga, nama).pk}" if nama else f"keluarga:{keluarga.pk}")
    assert jejak.rincian == {"keluarga": keluarga.pk, "sebab": "layanan"}
    assert nomor not in str(list(Jejak.objects.values()))


def test_sending_the_form_again_masks_again(operator: Client) -> None:
    """Reload of the answer, or Back and forward: the browser sends the same form once more."""
    keluarga = aminah()
    alamat = tempat(keluarga, "AMINAH")
    temu = SEKALI.search(operator.get(alamat).text)
    assert temu is not None
    isi = {**ALASAN, "sekali": temu[1]}
    assert NIK in operator.post(alamat, isi).text
    ulang = operator.post(alamat, isi, follow=True)
    assert ulang.redirect_chain == [(reverse("registry:keluarga", args=[keluarga.pk]), 302)]
    assert NIK not in ulang.text
    assert Jejak.objects.filter(aksi="warga.buka_nik").count() == 1


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"sebab": ""}, "Pilih salah satu alasan"),
        ({"sebab": "entah"}, "Pilih salah satu alasan"),
        ({"alasan": "perlu    "}, "sedikitnya 10 huruf"),
        ({"alasan": f"untuk {NIK} di loket"}, "Jangan tulis NIK"),
        ({"alasan": "untuk 6402 0152 0380 0001"}, "Jangan tulis NIK"),
    ],
)
def test_without_a_reason_nothing_opens(operator: Client, isi: dict[str, str], kata: str) -> None:
    jawaban = buka(operator, tempat(aminah(), "AMINAH"), **isi)
    assert jawaban.status_code == 422
    assert kata in jawaban.text
    assert not Jejak.objects.filter(aksi__startswith="warga.buka").exists()


def test_a_reason_taken_off_the_list_no_longer_does(operator: Client) -> None:
    AlasanBuka.objects.filter(pk="layanan").update(aktif=False)
    assert buka(operator, tempat(aminah(), "AMINAH")).status_code == 422


def test_outside_the_scope_there_is_nobody(operator: Client) -> None:
    pertama, lain = aminah(), yuliani()
    assert operator.get(tempat(lain)).status_code == 404
    silang = f"{tempat(pertama)}?anggota={member(lain, 'YULIANI').pk}"
    assert operator.get(silang).status_code == 404
    assert operator.post(silang, ALASAN).status_code == 404


def test_a_person_without_a_number(operator: Client) -> None:
    keluarga = aminah()
    jawaban = buka(operator, tempat(keluarga, "RAFI"))
    assert jawaban["Location"] == reverse("registry:keluarga", args=[keluarga.pk])
    assert not Jejak.objects.filter(aksi="warga.buka_nik").exists()


@pytest.mark.parametrize("nama", sorted(PENGGUNA))
def test_which_peran_may(client: Client, nama: str) -> None:
    keluarga = aminah()
    client.force_login(user(nama))
    harap = 200 if nama in BOLEH else 404 if nama == "operator.melayu" else 403
    assert client.get(tempat(keluarga, "AMINAH")).status_code == harap
    if nama in BOLEH | {"kades.perian"}:
        halaman = client.get(reverse("registry:keluarga", args=[keluarga.pk])).text
        assert (tempat(keluarga) in halaman) is (nama in BOLEH)


def test_the_api_opens_it_as_well(as_user: Callable[[str], APIClient]) -> None:
    keluarga = aminah()
    orang = member(keluarga, "AMINAH")
    klien = as_user("operator.perian")
    for alamat, nomor in ((f"warga/{orang.pk}/nik", NIK), (f"keluarga/{keluarga.pk}/nomor-kk", KK)):
        jawaban = klien.post(f"/api/v1/{alamat}/", ALASAN, format="json")
        assert (jawaban.status_code, jawaban.json()["nomor"]) == (200, nomor)
        assert "no-store" in jawaban["Cache-Control"]
        salah = klien.post(f"/api/v1/{alamat}/", {**ALASAN, "alasan": "perlu"}, format="json")
        assert (salah.status_code, salah.json()["kode"]) == (400, "alasan_pendek")
        assert as_user("kades.perian").post(f"/api/v1/{alamat}/", ALASAN, format="json").status_code == 403
        assert as_user("operator.melayu").post(f"/api/v1/{alamat}/", ALASAN, format="json").status_code == 404
        assert klien.get(f"/api/v1/{alamat}/").status_code == 405
    assert Jejak.objects.filter(aksi__startswith="warga.buka").count() == 2
    tanpa = klien.post(f"/api/v1/warga/{member(keluarga, 'RAFI').pk}/nik/", ALASAN, format="json")
    assert (tanpa.status_code, tanpa.json()["kode"]) == (404, "nomor_tidak_ada")
