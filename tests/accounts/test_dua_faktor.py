"""The second factor: who must have one, putting it into use, the code at sign-in, and that nothing goes around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from config.local.sapaan import DENGAN_KODE
from dtsen.accounts import dua_faktor
from dtsen.accounts.models import Jejak, Penugasan, Token, User
from dtsen.accounts.peran import PERAN
from tests.cast import PENGGUNA, RAHASIA, SANDI, kode, user

pytestmark = pytest.mark.django_db
WAJIB = {"petugas_dinsos", "verifikator", "kepala_opd", "pengesah_bupati", "admin", "auditor", "dpo"}
MASUK, KODE, PASANG = reverse("accounts:masuk"), reverse("mfa_authenticate"), reverse("accounts:dua_faktor_pasang")


@pytest.fixture(autouse=True)
def jam() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-26 02:00:05+00:00", tick=False) as jam:
        yield jam


@pytest.fixture
def baru() -> User:
    """A verifikator who has no app yet."""
    orang = user("verifikator")
    Authenticator.objects.filter(user=orang).delete()
    return orang


def sandi(klien: Client, nama: str = "verifikator") -> str:
    return klien.post(MASUK, {"username": nama, "password": SANDI}).headers["Location"]


def tulis(klien: Client, angka: str) -> int:
    return klien.post(KODE, {"code": angka}).status_code


def signed_in(klien: Client) -> bool:
    return "_auth_user_id" in klien.session


def enrol(klien: Client) -> tuple[str, list[str]]:
    """Put a new app into use; return its secret and the recovery codes."""
    rahasia = klien.get(PASANG).context["rahasia"].replace(" ", "")
    jawab = klien.post(PASANG, {"code": dua_faktor.code_now(rahasia)})
    assert jawab.status_code == 200
    return rahasia, list(jawab.context["kode"])


def test_which_peran_ask_for_it() -> None:
    assert {nama for nama, peran in PERAN.items() if peran.dua_faktor} == WAJIB
    assert {nama for nama, peran in PERAN.items() if "warga.penuh" in peran.izin} <= WAJIB
    assert {PENGGUNA[nama][0] for nama in DENGAN_KODE} == WAJIB


def test_password_alone_does_not_sign_in(client: Client) -> None:
    assert sandi(client) == KODE
    assert not signed_in(client)
    assert client.get("/verval/pembaruan/").status_code == 302
    assert tulis(client, kode()) == 302
    assert signed_in(client)
    assert client.get("/verval/pembaruan/").status_code == 200
    assert Jejak.objects.get(aksi="akun.masuk").rincian["cara"] == ["password", "mfa"]


def test_the_page_asked_for_is_reached_after_the_code(client: Client) -> None:
    client.post(MASUK, {"username": "verifikator", "password": SANDI, "next": "/verval/pembaruan/"})
    assert client.post(KODE, {"code": kode()}).headers["Location"] == "/verval/pembaruan/"


def test_the_code_page_is_nothing_without_the_password(client: Client) -> None:
    assert client.get(KODE).headers["Location"] == MASUK
    assert client.post(KODE, {"code": kode()}).headers["Location"] == MASUK


def test_a_code_counts_once(client: Client, jam: time_machine.Traveller) -> None:
    sandi(client)
    angka = kode()
    assert tulis(client, angka) == 302
    lain = Client()
    sandi(lain)
    assert tulis(lain, angka) == 422
    cache.clear()  # the row remembers it, not the cache
    assert tulis(lain, angka) == 422
    jam.shift(30)
    assert tulis(lain, kode()) == 302


def test_clocks_may_differ_by_half_a_minute_but_time_does_not_run_back(
    client: Client, jam: time_machine.Traveller
) -> None:
    lama = kode()
    jam.shift(30)
    sandi(client)
    assert tulis(client, lama) == 302
    lain = Client()
    sandi(lain)
    assert tulis(lain, kode()) == 302
    jam.shift(30)
    ketiga = Client()
    sandi(ketiga)
    assert tulis(ketiga, lama) == 422
    jam.shift(60)
    assert tulis(ketiga, lama) == 422


def test_guessing_codes_is_slowed_down(client: Client) -> None:
    sandi(client)
    assert [tulis(client, f"{n:06}") for n in range(5)] == [422] * 5
    assert tulis(client, kode()) == 429
    assert not signed_in(client)
    assert Jejak.objects.filter(aksi="akun.kode_gagal", objek=f"user:{user('verifikator').pk}").count() == 5


def test_without_an_app_only_the_enrolment_is_reached(client: Client, baru: User) -> None:
    assert sandi(client) == "/"
    for alamat in ("/", "/verval/pembaruan/", "/kelola/", "/akun/perangkat/", "/akun/kata-sandi/", "/tidak/ada/"):
        jawab = client.get(alamat)
        assert (jawab.status_code, jawab.headers["Location"].split("?")[0]) == (302, PASANG), alamat
    assert client.get("/api/v1/pembaruan/").json()["kode"] == "dua_faktor"
    assert client.get("/api/v1/pembaruan/").status_code == 403
    assert client.get(PASANG).status_code == 200
    assert client.post(reverse("accounts:keluar")).status_code == 302


def test_enrolment_shows_a_picture_that_the_policy_allows_and_opens_the_rest(client: Client, baru: User) -> None:
    sandi(client)
    halaman = client.get(f"{PASANG}?next=/verval/pembaruan/")
    assert re.search(r'<img[^>]+src="data:image/svg\+xml;base64,[A-Za-z0-9+/=]{500,}"', halaman.text)
    assert "img-src 'self' data:" in halaman.headers["Content-Security-Policy"]
    rahasia, cadangan = enrol(client)
    assert len(set(cadangan)) == 10
    assert client.get("/verval/pembaruan/").status_code == 200
    assert Jejak.objects.filter(aksi="akun.dua_faktor_pasang", pelaku=baru).count() == 1
    assert Authenticator.objects.filter(user=baru).count() == 2
    tersimpan = str(list(Authenticator.objects.filter(user=baru).values_list("data", flat=True)))
    assert rahasia not in tersimpan
    assert not any(satu in tersimpan or satu.replace("-", "") in tersimpan for satu in cadangan)
    assert rahasia not in str(dict(client.session.items()))


def test_enrolment_wants_a_code_of_the_secret_shown(client: Client, baru: User) -> None:
    sandi(client)
    awal = client.get(PASANG).context["rahasia"]
    jawab = client.post(PASANG, {"code": kode()})
    assert jawab.status_code == 422
    assert jawab.context["rahasia"] == awal
    assert not dua_faktor.terpasang(baru)


def test_the_enrolment_code_does_not_sign_in_a_second_time(client: Client, baru: User) -> None:
    sandi(client)
    rahasia, _ = enrol(client)
    lain = Client()
    sandi(lain)
    assert tulis(lain, dua_faktor.code_now(rahasia)) == 422


def test_recovery_codes_count_once_each(client: Client, baru: User, jam: time_machine.Traveller) -> None:
    sandi(client)
    _, cadangan = enrol(client)
    lain = Client()
    sandi(lain)
    assert tulis(lain, cadangan[3].upper()) == 302
    ketiga = Client()
    sandi(ketiga)
    assert tulis(ketiga, cadangan[3]) == 422
    assert tulis(ketiga, cadangan[4].replace("-", "")) == 302
    assert dua_faktor.recovery_left(baru) == 8
    assert Jejak.objects.filter(aksi="akun.kode_cadangan").last().rincian == {"sisa": 8}  # type: ignore[union-attr]


def test_new_recovery_codes_replace_the_old(client: Client, baru: User) -> None:
    sandi(client)
    _, lama = enrol(client)
    baru_ini = client.post(reverse("accounts:dua_faktor_cadangan")).context["kode"]
    lain = Client()
    sandi(lain)
    assert tulis(lain, lama[0]) == 422
    assert tulis(lain, baru_ini[0]) == 302


def test_a_peran_gained_later_asks_at_the_next_request(client: Client) -> None:
    sandi(client, "operator.perian")
    assert client.get("/verval/warga/").status_code == 200
    Penugasan.objects.create(user=user("operator.perian"), peran="auditor", wilayah_id="6402", mulai=date(2026, 1, 1))
    assert client.get("/verval/warga/").headers["Location"].startswith(PASANG)


def test_a_peran_that_has_ended_asks_no_more(client: Client, baru: User) -> None:
    Penugasan.objects.filter(user=baru).update(selesai=date(2026, 1, 2))
    sandi(client)
    assert client.get("/").status_code == 200


def test_a_session_from_before_the_app_has_to_write_the_code(client: Client, baru: User) -> None:
    sandi(client)
    dua_faktor.put(baru, RAHASIA)
    jawab = client.get("/verval/pembaruan/")
    assert jawab.headers["Location"].startswith(f"{MASUK}?next=")
    assert not signed_in(client)
    assert "kode dari aplikasi" in client.get(MASUK).text


def test_who_need_not_may(client: Client) -> None:
    sandi(client, "operator.perian")
    enrol(client)
    lain = Client()
    assert sandi(lain, "operator.perian") == KODE


def test_admin_resets_the_lost_app_of_another(client: Client) -> None:
    orang = user("operator.perian")
    dua_faktor.put(orang, RAHASIA)
    dalam = Client()
    dalam.force_login(orang)
    dalam.get("/")
    Token.objects.create(orang)
    client.force_login(user("admin"))
    alamat = reverse("accounts:pengguna_keamanan", args=[orang.pk])
    assert client.post(alamat, {"aksi": "dua_faktor", "alasan": ""}).status_code == 422
    assert dua_faktor.terpasang(orang)
    assert client.post(alamat, {"aksi": "dua_faktor", "alasan": "Ponsel hilang, orangnya datang."}).status_code == 302
    assert not dua_faktor.terpasang(orang)
    assert not Token.objects.filter(user=orang).exists()
    assert dalam.get("/").headers["Location"].startswith(MASUK)
    jejak = Jejak.objects.get(aksi="akun.dua_faktor_ulang")
    assert (jejak.pelaku, jejak.objek, jejak.alasan) == (
        user("admin"), f"user:{orang.pk}", "Ponsel hilang, orangnya datang.",
    )  # fmt: skip


def test_admin_does_not_reset_the_own(client: Client) -> None:
    admin = user("admin")
    client.force_login(admin)
    alamat = reverse("accounts:pengguna_keamanan", args=[admin.pk])
    for aksi in ("dua_faktor", "sandi"):
        assert client.post(alamat, {"aksi": aksi, "alasan": "Malas menulis kode."}).status_code == 422
    assert dua_faktor.terpasang(admin)


@pytest.mark.parametrize("nama", ["operator.perian", "verifikator", "auditor", "dpo", "kepala"])
def test_others_reset_nobody(client: Client, nama: str) -> None:
    client.force_login(user(nama))
    alamat = reverse("accounts:pengguna_keamanan", args=[user("bupati").pk])
    assert client.post(alamat, {"aksi": "dua_faktor", "alasan": "Coba-coba."}).status_code == 403
    assert dua_faktor.terpasang(user("bupati"))


def test_kelola_has_no_door_of_its_own(client: Client) -> None:
    """Django's own sign-in form, which neither counts tries nor asks for a code, is not there."""
    jawab = client.post("/kelola/login/?next=/kelola/", {"username": "admin", "password": SANDI})
    assert jawab.headers["Location"] == f"{MASUK}?next=%2Fkelola%2F"
    assert not signed_in(client)
    assert client.get("/kelola/").status_code == 302
    assert sandi(client, "admin") == KODE
    assert client.get("/kelola/").status_code == 302
    tulis(client, kode())
    assert client.get("/kelola/").status_code == 200
    halaman = client.get(f"/kelola/accounts/user/{user('petugas').pk}/change/")
    assert reverse("accounts:pengguna_keamanan", args=[user("petugas").pk]) in halaman.text
    for model in ("mfa/authenticator", "usersessions/usersession", "accounts/token", "socialaccount/socialtoken"):
        assert client.get(f"/kelola/{model}/").status_code == 404


def test_who_is_in_but_may_not_open_kelola_is_told(client: Client) -> None:
    client.force_login(user("petugas"))
    assert client.get("/kelola/", follow=True).status_code == 403


def test_demo_accounts_have_codes_by_command(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.filter(username="auditor").update(demo=True)
    Authenticator.objects.filter(user=user("auditor")).delete()
    call_command("demo_users")
    capsys.readouterr()
    call_command("kode_demo", "auditor")
    angka = capsys.readouterr().out.strip()
    assert re.fullmatch(r"\d{6}", angka)
    sandi(client, "auditor")
    assert tulis(client, angka) == 302


@pytest.mark.parametrize("nama", ["verifikator", "petugas", "tidak.ada"])
def test_no_code_for_an_account_that_is_not_a_demo(nama: str) -> None:
    with pytest.raises(CommandError):
        call_command("kode_demo", nama)


def test_neither_is_there_in_production(settings: Settings) -> None:
    User.objects.filter(username="auditor").update(demo=True)
    settings.MODE = "produksi"
    with pytest.raises(CommandError):
        call_command("kode_demo", "auditor")


def test_the_code_stands_on_the_page_only_in_a_demo(client: Client, settings: Settings) -> None:
    User.objects.filter(username="auditor").update(demo=True)
    for mode, tampil in (("demo", True), ("uji", False), ("produksi", False)):
        settings.MODE = mode
        klien = Client()
        sandi(klien, "auditor")
        assert bool(klien.get(KODE).context["kode_demo"]) is tampil
    settings.MODE = "demo"
    sandi(client, "verifikator")
    assert client.get(KODE).context["kode_demo"] == ""


def test_a_rotated_key_still_reads_the_secrets(client: Client, settings: Settings) -> None:
    lama = settings.SECRET_KEY
    settings.SECRET_KEY = "kunci-baru-" * 6
    settings.SECRET_KEY_FALLBACKS = [lama]
    sandi(client)
    assert tulis(client, kode()) == 302


def test_half_a_sign_in_is_forgotten_after_ten_minutes(client: Client, jam: time_machine.Traveller) -> None:
    sandi(client)
    jam.shift(timedelta(minutes=11))
    assert client.post(KODE, {"code": kode()}).headers["Location"] == MASUK
