"""A number in an address is taken out before any page, log or login form keeps it."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dtsen.registry.models import PetaKode
from tests.cast import user
from tests.families import aminah, yuliani

NIK = "6402015203800001"


@pytest.mark.parametrize(
    ("alamat", "bersih"),
    [
        (f"/verval/warga/?q={NIK}", "/verval/warga/"),
        (f"/verval/warga/?hasil=1&q={NIK}", "/verval/warga/?hasil=1"),
        ("/verval/warga/?q=6402+0152+0380+0001", "/verval/warga/"),
        ("/verval/warga/?q=6402%200152%200380%200001", "/verval/warga/"),
        (f"/verval/warga/?{NIK}=x", "/verval/warga/"),
        (f"/akun/masuk/?next=/verval/warga/%3Fq%3D{NIK}", "/akun/masuk/"),
        ("/akun/masuk/?next=/verval/warga/%253Fq%253D6402%2B0152%2B0380%2B0001", "/akun/masuk/"),
        (f"/kelola/accounts/jejak/?q={NIK}", "/kelola/accounts/jejak/"),
    ],
)
def test_the_address_loses_the_number(client: Client, alamat: str, bersih: str) -> None:
    tanya = alamat.partition("?")
    jawaban = client.generic("GET", tanya[0], QUERY_STRING=tanya[2])
    assert (jawaban.status_code, jawaban["Location"]) == (302, bersih)


def test_the_way_out_stays_on_this_site(client: Client) -> None:
    jawaban = client.generic("GET", "/", PATH_INFO="//contoh.example/", QUERY_STRING=f"q={NIK}")
    assert jawaban["Location"] == "/%2Fcontoh.example/"


def test_posting_to_such_an_address_is_refused(client: Client) -> None:
    assert client.post(f"/api/v1/warga/cari/?nik={NIK}").status_code == 400


@pytest.mark.django_db
def test_other_long_values_pass(client: Client) -> None:
    client.force_login(user("operator.perian"))
    assert client.get(reverse("verval:warga") + "?hasil=123456789012").status_code == 200


@pytest.mark.django_db
def test_a_masked_value_is_not_read_out_by_asking_for_its_beginning(client: Client) -> None:
    PetaKode.objects.create(sumber="dtks", kolom="lantai", nilai="6402015203800001")
    client.force_login(user("admin"))
    for tanya, status in (
        ("nilai__startswith=64", 400), ("nilai=64", 400), ("kolom=lantai", 400),
        ("sumber__exact=dtks", 200), ("abaikan__exact=0", 200), ("kode__isempty=1", 200),
    ):  # fmt: skip
        assert client.get(f"/kelola/registry/petakode/?{tanya}").status_code == status, tanya


@pytest.mark.django_db
def test_going_back_shows_the_result_that_was_there(client: Client) -> None:
    aminah(), yuliani()
    client.force_login(user("petugas"))
    alamat = reverse("verval:warga")
    pertama = client.post(alamat, {"q": NIK})["Location"]
    kedua = client.post(alamat, {"q": "6402065508850005"})["Location"]
    assert pertama != kedua
    assert NIK not in pertama + kedua
    for tempat, nama in ((pertama, "AMINAH"), (kedua, "YULIANI"), (pertama, "AMINAH")):
        assert [b.orang.nama for b in client.get(tempat).context["baris"]] == [nama]
    for _ in range(10):
        client.post(alamat, {"q": "yuliani"})
    lewat = client.get(pertama)
    assert "sudah tidak disimpan" in lewat.text
    assert "baris" not in lewat.context


def test_the_access_log_has_no_query_and_no_number(situs: str, catatan_situs: Callable[[], str]) -> None:
    for jalur in (
        f"/verval/warga/?q={NIK}&nama=Aminah",
        f"/dtsen/keluarga/{NIK}/",
        "/dtsen/keluarga/6402-0152-0380-0001/",
    ):
        tanya = urllib.request.Request(f"{situs}{jalur}", headers={"Referer": f"{situs}/?q={NIK}"})
        try:
            urllib.request.urlopen(tanya, timeout=20).close()
        except urllib.error.HTTPError as galat:
            galat.close()
    teks = catatan_situs()
    assert '"GET /verval/warga/ HTTP/1.1" status=302' in teks
    assert "/dtsen/keluarga/6402••••••••0001/" in teks
    assert NIK not in teks
    assert "Aminah" not in teks
    assert "0152-0380" not in teks
