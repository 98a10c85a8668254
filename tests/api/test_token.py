"""Tokens of the API: for a password and a code, twelve hours, hashed, revocable, never in an address."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings
from rest_framework.test import APIClient

from dtsen.accounts.models import Jejak, Penugasan, Token
from tests.cast import SANDI, kode, user
from tests.families import aminah, yuliani

pytestmark = pytest.mark.django_db
TOKEN, CARI = "/api/v1/token/", "/api/v1/warga/cari/"


@pytest.fixture(autouse=True)
def jam(django_db_setup: None) -> Iterator[time_machine.Traveller]:
    cache.clear()
    with time_machine.travel("2026-11-26 02:00:05+00:00", tick=False) as jam:
        yield jam


def minta(nama: str, sandi: str = SANDI, **lain: str) -> Any:
    isi = {"nama_pengguna": nama, "kata_sandi": sandi, **lain}
    return APIClient().post(TOKEN, isi, format="json")


def dengan(token: str) -> APIClient:
    klien = APIClient()
    klien.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return klien


def test_a_token_sees_what_its_owner_sees() -> None:
    keluarga, lain = aminah(), yuliani()
    klien = dengan(minta("operator.perian").json()["token"])
    assert klien.get(f"/api/v1/keluarga/{keluarga.pk}/").status_code == 200
    assert klien.get(f"/api/v1/keluarga/{lain.pk}/").status_code == 404
    assert klien.post(CARI, {"nama": "aminah"}, format="json").json()["temuan"]


def test_it_is_kept_hashed_and_noted() -> None:
    token = minta("operator.perian").json()["token"]
    assert token not in str(list(Token.objects.values()))
    jejak = Jejak.objects.get(aksi="akun.token_buat")
    assert (jejak.pelaku, jejak.rincian) == (user("operator.perian"), {"dua_faktor": False})


def test_it_lives_twelve_hours_and_is_not_renewed_by_use(jam: time_machine.Traveller) -> None:
    klien = dengan(minta("operator.perian").json()["token"])
    jam.shift(timedelta(hours=11, minutes=59))
    assert klien.get("/api/v1/program/").status_code == 200
    jam.shift(timedelta(minutes=2))
    assert klien.get("/api/v1/program/").status_code == 401


def test_a_peran_with_two_factors_needs_the_code() -> None:
    tanpa = minta("verifikator")
    assert (tanpa.status_code, tanpa.json()["kode"]) == (401, "dua_faktor")
    salah = minta("verifikator", kode="000000")
    assert (salah.status_code, salah.json()["kode"]) == (401, "kode_salah")
    angka = kode()
    benar = minta("verifikator", kode=angka)
    assert (benar.status_code, benar.json()["dua_faktor"]) == (201, True)
    assert dengan(benar.json()["token"]).get("/api/v1/pembaruan/").status_code == 200
    assert minta("verifikator", kode=angka).status_code == 401


def test_without_an_app_there_is_no_token() -> None:
    Penugasan.objects.create(user=user("operator.perian"), peran="auditor", wilayah_id="6402", mulai=date(2026, 1, 1))
    jawab = minta("operator.perian")
    assert (jawab.status_code, jawab.json()["kode"]) == (403, "dua_faktor")


def test_a_peran_gained_after_the_token_stops_it() -> None:
    klien = dengan(minta("operator.perian").json()["token"])
    assert klien.get("/api/v1/pembaruan/").status_code == 200
    Penugasan.objects.create(user=user("operator.perian"), peran="auditor", wilayah_id="6402", mulai=date(2026, 1, 1))
    jawab = klien.get("/api/v1/pembaruan/")
    assert (jawab.status_code, jawab.json()["kode"]) == (403, "dua_faktor")
    assert set(jawab.json()) == {"kode", "pesan", "rincian"}


def test_guessing_is_slowed_down_as_on_the_page() -> None:
    assert [minta("operator.perian", "keliru").status_code for _ in range(5)] == [401] * 5
    jawab = minta("operator.perian")
    assert (jawab.status_code, jawab.json()["kode"]) == (429, "terlalu_sering")
    assert jawab["Retry-After"] == str(jawab.json()["rincian"]["tunggu_detik"]) == "60"
    assert Jejak.objects.filter(aksi="akun.masuk_gagal").count() == 5


def test_a_token_can_revoke_itself() -> None:
    klien = dengan(minta("operator.perian").json()["token"])
    assert klien.post(f"{TOKEN}cabut/").status_code == 204
    assert klien.get("/api/v1/program/").status_code == 401
    assert Jejak.objects.filter(aksi="akun.token_cabut").count() == 1


def test_its_owner_revokes_it_on_the_page_of_sessions(client: Client) -> None:
    token = minta("operator.perian").json()["token"]
    sisa = minta("operator.perian").json()["token"]
    client.force_login(user("operator.perian"))
    halaman = client.get("/akun/perangkat/")
    assert halaman.text.count("Token API") == 2
    assert token not in halaman.text
    client.post("/akun/perangkat/", {"token": Token.objects.order_by("created")[0].token_key})
    assert sorted(dengan(t).get("/api/v1/program/").status_code for t in (token, sisa)) == [200, 401]


def test_nobody_revokes_the_token_of_another(client: Client) -> None:
    token = minta("operator.melayu").json()["token"]
    client.force_login(user("operator.perian"))
    client.post("/akun/perangkat/", {"token": Token.objects.get().token_key})
    assert dengan(token).get("/api/v1/program/").status_code == 200


def test_a_new_password_ends_all_tokens(client: Client) -> None:
    klien = dengan(minta("operator.perian").json()["token"])
    client.force_login(user("operator.perian"))
    baru = "perahu-biru-di-mahakam"
    isi = {"old_password": SANDI, "new_password1": baru, "new_password2": baru}
    assert client.post("/akun/kata-sandi/", isi).status_code == 302
    assert klien.get("/api/v1/program/").status_code == 401


def test_a_temporary_password_ends_all_tokens_and_gives_none(client: Client) -> None:
    klien, orang = dengan(minta("operator.perian").json()["token"]), user("operator.perian")
    client.force_login(user("admin"))
    isi = {"aksi": "sandi", "alasan": "Lupa kata sandi, orangnya datang."}
    sandi = client.post(f"/akun/pengguna/{orang.pk}/keamanan/", isi).context["sandi"]
    assert klien.get("/api/v1/program/").status_code == 401
    jawab = APIClient().post("/api/v1/token/", {"nama_pengguna": "operator.perian", "kata_sandi": sandi})
    assert (jawab.status_code, jawab.json()["kode"]) == (403, "sandi_sementara")
    jejak = Jejak.objects.get(aksi="akun.token_cabut")
    assert (jejak.pelaku, jejak.objek, jejak.rincian) == (user("admin"), f"user:{orang.pk}", {"jumlah": 1})


def test_hashing_the_same_password_anew_ends_no_token(settings: Settings) -> None:
    klien = dengan(minta("operator.perian").json()["token"])
    lama = user("operator.perian").password
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher", *settings.PASSWORD_HASHERS,
    ]  # fmt: skip
    assert minta("operator.perian").status_code == 201
    assert user("operator.perian").password != lama
    assert klien.get("/api/v1/program/").status_code == 200


def test_an_inactive_owner_is_refused() -> None:
    klien = dengan(minta("operator.perian").json()["token"])
    orang = user("operator.perian")
    orang.is_active = False
    orang.save()
    assert klien.get("/api/v1/program/").status_code == 401


def test_a_password_in_the_header_or_a_token_in_the_address_opens_nothing() -> None:
    token = minta("operator.perian").json()["token"]
    dasar = base64.b64encode(f"operator.perian:{SANDI}".encode()).decode()
    klien = APIClient()
    klien.credentials(HTTP_AUTHORIZATION=f"Basic {dasar}")
    assert klien.get("/api/v1/program/").status_code == 401
    assert APIClient().get(f"/api/v1/program/?token={token}").status_code == 401


def test_writing_with_a_session_still_needs_the_csrf_token() -> None:
    klien = APIClient(enforce_csrf_checks=True)
    klien.force_login(user("operator.perian"))
    assert klien.get("/api/v1/program/").status_code == 200
    assert klien.post(CARI, {"nama": "aminah"}, format="json").status_code == 403
