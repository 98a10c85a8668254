"""Sessions: how long they last, the list of devices, ending them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from dtsen.accounts import sesi
from dtsen.accounts.models import Jejak
from tests.cast import SANDI, user

pytestmark = pytest.mark.django_db
MASUK, PERANGKAT = reverse("accounts:masuk"), reverse("accounts:perangkat")
PONSEL = (
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36"
)
KANTOR = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.fixture(autouse=True)
def jam() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-26 02:00:00+00:00", tick=False) as jam:
        yield jam


def masuk(agen: str = KANTOR, alamat: str = "10.0.0.9") -> Client:
    klien = Client(headers={"user-agent": agen}, REMOTE_ADDR=alamat)
    klien.post(MASUK, {"username": "operator.perian", "password": SANDI})
    return klien


def inside(klien: Client) -> bool:
    return klien.get("/verval/warga/").status_code == 200


def test_half_an_hour_without_a_click_ends_it(jam: time_machine.Traveller) -> None:
    klien = masuk()
    assert inside(klien)
    jam.shift(timedelta(minutes=29))
    assert inside(klien)
    jam.shift(timedelta(minutes=29))
    assert inside(klien)
    jam.shift(timedelta(minutes=31))
    jawab = klien.get("/verval/warga/")
    assert jawab.headers["Location"] == f"{MASUK}?next=/verval/warga/"
    assert "lama tidak dipakai" in klien.get(MASUK).text
    assert "lama tidak dipakai" not in klien.get(MASUK).text


def test_twelve_hours_end_it_however_busy(jam: time_machine.Traveller) -> None:
    klien = masuk()
    for _ in range(36):
        assert inside(klien)
        jam.shift(timedelta(minutes=20))
    jam.shift(timedelta(minutes=1))
    assert not inside(klien)


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(jam: time_machine.Traveller) -> None:
    klien = masuk()
    assert inside(klien)
    for _ in range(4):
        jam.shift(timedelta(minutes=9))
        klien.get("/", headers={"hx-request": "true"})
    assert not inside(klien)


def test_the_button_of_the_warning_keeps_it_open(jam: time_machine.Traveller) -> None:
    klien = masuk()
    assert inside(klien)
    jam.shift(timedelta(minutes=28))
    assert klien.post(reverse("accounts:tetap")).status_code == 204
    jam.shift(timedelta(minutes=28))
    assert inside(klien)


def test_the_api_is_closed_with_it(jam: time_machine.Traveller) -> None:
    klien = masuk()
    assert klien.get("/api/v1/program/").status_code == 200
    jam.shift(timedelta(minutes=31))
    assert klien.get("/api/v1/program/").status_code == 401


def test_the_list_names_devices_in_plain_words(jam: time_machine.Traveller) -> None:
    masuk(PONSEL, "10.0.0.7")
    jam.shift(timedelta(minutes=3))
    klien = masuk()
    halaman = klien.get(PERANGKAT)
    daftar = halaman.context["perangkat"]
    assert [(p.nama, p.alamat, p.ini) for p in daftar] == [
        ("Firefox di Windows", "10.0.0.9", True), ("Chrome di ponsel Android", "10.0.0.7", False),
    ]  # fmt: skip
    assert (daftar[0].dilihat - daftar[1].dilihat) == timedelta(minutes=3)
    assert halaman.text.count("(perangkat ini)") == 1


@pytest.mark.parametrize(
    ("agen", "nama"),
    [
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
            "Safari di Mac",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge di Windows"),
        ("curl/8.5", "Peramban lain"),
        ("", "Peramban lain"),
    ],
)
def test_names_of_devices(agen: str, nama: str) -> None:
    assert sesi.device_name(agen) == nama


def test_one_other_device_is_sent_out() -> None:
    ponsel, klien = masuk(PONSEL), masuk()
    lain = next(p for p in klien.get(PERANGKAT).context["perangkat"] if not p.ini)
    klien.post(PERANGKAT, {"sesi": lain.id})
    assert (inside(ponsel), inside(klien)) == (False, True)
    assert Jejak.objects.filter(aksi="akun.sesi_akhiri", objek=f"user:{user('operator.perian').pk}").count() == 1


def test_all_others_are_sent_out() -> None:
    lain, klien = [masuk(PONSEL), masuk(), masuk()], masuk()
    klien.post(PERANGKAT, {"semua": "1"})
    assert [inside(k) for k in (*lain, klien)] == [False, False, False, True]


def test_nobody_ends_the_session_of_another() -> None:
    korban = masuk()
    assert inside(korban)
    lain = Client()
    lain.force_login(user("operator.melayu"))
    lain.post(PERANGKAT, {"sesi": UserSession.objects.get(user=user("operator.perian")).pk})
    assert inside(korban)


def test_signing_out_takes_the_device_from_the_list() -> None:
    ponsel, klien = masuk(PONSEL), masuk()
    ponsel.post(reverse("accounts:keluar"))
    assert len(klien.get(PERANGKAT).context["perangkat"]) == 1


def test_a_new_password_sends_the_others_out() -> None:
    ponsel, klien = masuk(PONSEL), masuk()
    baru = "perahu-biru-di-mahakam"
    klien.post(reverse("accounts:ganti_sandi"), {"old_password": SANDI, "new_password1": baru, "new_password2": baru})
    assert (inside(ponsel), inside(klien)) == (False, True)


def test_admin_ends_all_sessions_of_a_user_with_a_reason(client: Client) -> None:
    dalam, orang = masuk(), user("operator.perian")
    client.force_login(user("admin"))
    alamat = reverse("accounts:pengguna_keamanan", args=[orang.pk])
    assert client.get(alamat).context["perangkat"][0].nama == "Firefox di Windows"
    assert client.post(alamat, {"aksi": "sesi", "alasan": ""}).status_code == 422
    assert inside(dalam)
    client.post(alamat, {"aksi": "sesi", "alasan": "Ponsel kantor dicuri."})
    assert not inside(dalam)
    jejak = Jejak.objects.get(aksi="akun.sesi_akhiri")
    assert (jejak.pelaku, jejak.alasan) == (user("admin"), "Ponsel kantor dicuri.")
