"""The operator looks someone up."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dtsen.accounts.models import Jejak
from dtsen.registry.models import Keluarga
from tests.cast import PERIAN, user
from tests.families import aminah, member, person, yuliani
from verval.warga import find_any

pytestmark = pytest.mark.django_db
SEKALI_PAKAI = re.compile(r'value="(\w{64}|\d{16})"|hasil=\d+')
"""The token of a form and the number of a result differ on every page."""
NIK_AMINAH, NIK_YULIANI, KK_AMINAH = "6402015203800001", "6402065508850005", "6402011203100001"


@pytest.fixture
def operator(client: Client) -> Client:
    client.force_login(user("operator.perian"))
    return client


def cari(klien: Client, teks: str) -> Any:
    return klien.post(reverse("verval:warga"), {"q": teks}, follow=True)


@pytest.mark.parametrize("teks", [NIK_AMINAH, "6402 0152 0380 0001", KK_AMINAH, "aminah", "AMIN"])
def test_by_nik_by_kk_by_name(operator: Client, teks: str) -> None:
    keluarga = aminah()
    halaman = cari(operator, teks)
    assert [b.orang.keluarga_id for b in halaman.context["baris"]] == [keluarga.pk]
    assert reverse("registry:keluarga", args=[keluarga.pk]) in halaman.text
    assert "desil nasional 3" in halaman.text


def test_the_number_is_in_no_address_no_page_no_session(operator: Client) -> None:
    aminah()
    halaman = cari(operator, NIK_AMINAH)
    assert halaman.redirect_chain == [(reverse("verval:warga") + "?hasil=1", 302)]
    assert NIK_AMINAH not in halaman.text
    assert NIK_AMINAH not in str(dict(operator.session))
    assert NIK_AMINAH not in str(list(Jejak.objects.values()))


def test_another_desa_looks_the_same_as_nowhere(operator: Client) -> None:
    yuliani()
    luar, entah = cari(operator, NIK_YULIANI), cari(operator, "6402065508859999")
    assert luar.context["baris"] == entah.context["baris"] == []
    assert "Tidak ditemukan di wilayah Anda" in luar.text
    assert SEKALI_PAKAI.sub("", luar.text) == SEKALI_PAKAI.sub("", entah.text)


def test_result_forgets_whoever_left_the_scope(operator: Client) -> None:
    keluarga = aminah()
    cari(operator, NIK_AMINAH)
    keluarga.anggota.update(kode_desa="6402061005")
    assert operator.get(reverse("verval:warga") + "?hasil=1").context["baris"] == []


@pytest.mark.parametrize(
    ("teks", "kata"),
    [
        ("", "Isi NIK"),
        ("640201520380", "yang tertulis 12"),
        ("64020152O3800001", "tanpa huruf"),
        ("Aas", "terlalu pendek"),
        ("6,4E+15", "Excel"),
        ("ab", "3 huruf"),
        ("6402015203800000", "0000"),
    ],
)
def test_what_cannot_be_looked_up_is_refused_and_kept_in_the_box(operator: Client, teks: str, kata: str) -> None:
    jawaban = operator.post(reverse("verval:warga"), {"q": teks})
    assert jawaban.status_code == 422
    assert kata in jawaban.context["galat"]
    assert f'value="{teks}"' in jawaban.text or not teks


def test_number_that_nobody_has_stays_in_the_box_to_be_put_right(operator: Client) -> None:
    jawaban = operator.post(reverse("verval:warga"), {"q": "6402015203800009"})
    assert 'value="6402015203800009"' in jawaban.text
    assert "Periksa lagi enam belas angkanya" in jawaban.text
    assert "6402015203800009" not in str(dict(operator.session))


def test_kk_answers_with_the_head_once() -> None:
    keluarga = aminah()
    jawaban = find_any(user("operator.perian"), KK_AMINAH)
    assert [b.orang.pk for b in jawaban.baris] == [member(keluarga, "AMINAH").pk]
    assert jawaban.cara == "kk"


def test_last_seen_families_come_back(operator: Client) -> None:
    keluarga = aminah()
    assert operator.get(reverse("verval:warga")).context["terakhir"] == []
    operator.get(reverse("registry:keluarga", args=[keluarga.pk]))
    terakhir = operator.get(reverse("verval:warga")).context["terakhir"]
    assert [b.orang.nama for b in terakhir] == ["AMINAH"]


def test_same_number_of_queries_for_3_and_for_30(operator: Client) -> None:
    def jumlah(sampai: int) -> int:
        for i in range(Keluarga.objects.count(), sampai):
            satu = Keluarga.objects.create(kode_desa=PERIAN, nama_kepala=f"RUSDI {i}", rt="001")
            person(satu, f"RUSDI {i}", None, status_hubungan_keluarga=1)
        alamat = operator.post(reverse("verval:warga"), {"q": "rusdi"})["Location"]
        with CaptureQueriesContext(connection) as tercatat:
            halaman = operator.get(alamat)
        assert len(halaman.context["baris"]) == sampai
        return len(tercatat)

    assert jumlah(3) == jumlah(30)


def test_whoever_may_not_look_is_told(client: Client) -> None:
    client.force_login(user("admin"))
    assert client.post(reverse("verval:warga"), {"q": "aminah"}).status_code == 403
