"""Guessing a password: waits that grow, for one account at one address; the owner elsewhere still gets in."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.cache import cache, caches
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from config.cache import CacheLunak
from dtsen.accounts import pembatas
from dtsen.accounts.alamat import counted
from dtsen.accounts.models import Jejak
from tests.cast import SANDI, kode, user

pytestmark = pytest.mark.django_db
SAAT = 1_800_000_000


@pytest.fixture(autouse=True)
def jam() -> Iterator[time_machine.Traveller]:
    """The clock stands, so that a wait is a number; the cache server's own clock goes on."""
    with time_machine.travel(SAAT, tick=False) as jam:
        yield jam


def coba(sandi: str, alamat: str = "10.0.0.9", nama: str = "operator.perian") -> HttpResponse:
    isi = {"username": nama, "password": sandi}
    jawab: HttpResponse = Client().post(reverse("accounts:masuk"), isi, REMOTE_ADDR=alamat)  # type: ignore[assignment]
    return jawab


def gagal(kali: int, alamat: str = "10.0.0.9", nama: str = "operator.perian") -> list[int]:
    return [coba("keliru", alamat, nama).status_code for _ in range(kali)]


def wait_over(nama: str, alamat: str) -> None:
    """Let a wait run out: its key leaves the cache as time would take it."""
    cache.delete(f"masuk:pasangan:{pembatas._ringkas(nama)}:{alamat}:tunggu")


def test_five_failures_then_a_wait_that_the_right_password_does_not_shorten() -> None:
    assert gagal(5) == [422] * 5
    jawab = coba(SANDI)
    assert jawab.status_code == 429
    assert "1 menit lagi" in jawab.content.decode()


def test_waits_grow_and_stay_at_fifteen_minutes() -> None:
    gagal(5)
    lama = []
    for _ in range(6):
        with pytest.raises(pembatas.TerlaluSering) as galat:
            pembatas.count("operator.perian", "10.0.0.9")
        lama.append(galat.value.tunggu_detik // 60)
        wait_over("operator.perian", "10.0.0.9")
        assert gagal(1) == [422]
    assert lama == [1, 2, 4, 8, 15, 15]


def test_a_stranger_does_not_lock_the_owner_out() -> None:
    assert coba(SANDI, "10.0.0.1").status_code == 302
    for nomor in range(7):
        gagal(4, f"203.0.113.{nomor}")
    assert coba("keliru", "203.0.113.99").status_code == 429
    assert coba(SANDI, "10.0.0.1").status_code == 302


def test_one_address_tries_thirty_times_whatever_the_names() -> None:
    assert gagal(1, nama="a0") == [422]
    assert {gagal(1, nama=f"a{n}")[0] for n in range(1, 30)} == {422}
    assert gagal(1, nama="a30") == [429]
    assert gagal(1, "10.0.0.10", "a31") == [422]


def test_an_office_that_signs_in_behind_one_address_is_no_guesser() -> None:
    for nomor in range(35):
        pembatas.count(f"petugas{nomor}", "10.0.0.9").berhasil()
    assert coba(SANDI).status_code == 302


def test_a_right_password_forgets_the_failures() -> None:
    gagal(4)
    assert coba(SANDI).status_code == 302
    assert gagal(4) == [422] * 4


def test_an_account_that_does_not_exist_answers_alike() -> None:
    assert gagal(5, nama="tidak.ada") == [422] * 5
    assert coba("keliru", nama="tidak.ada").status_code == 429


def test_every_failure_is_in_the_trail_with_the_wait_it_brought() -> None:
    gagal(6)
    rincian = list(Jejak.objects.filter(aksi="akun.masuk_gagal").order_by("id").values_list("rincian", flat=True))
    assert rincian == [{"alamat": "10.0.0.9"}] * 4 + [{"alamat": "10.0.0.9", "tunggu_detik": 60}]
    assert Jejak.objects.filter(objek=f"user:{user('operator.perian').pk}").count() == 5


def test_tries_at_the_same_moment_get_no_more_guesses() -> None:
    def satu(_: int) -> bool:
        try:
            pembatas.count("operator.perian", "10.0.0.9")
        except pembatas.TerlaluSering:
            return False
        return True

    with ThreadPoolExecutor(8) as utas:
        assert sum(utas.map(satu, range(24))) == pembatas.BEBAS


def test_signing_in_works_without_the_cache_server(caplog: pytest.LogCaptureFixture) -> None:
    mati = {"default": {"BACKEND": "config.cache.CacheLunak", "LOCATION": "unix:///tidak/ada.sock"}}
    with override_settings(CACHES=mati):
        assert isinstance(caches["default"], CacheLunak)
        assert gagal(7) == [422] * 7
        assert coba(SANDI).status_code == 302
    assert "tidak terjangkau" in caplog.text


@pytest.mark.parametrize("awalan", ["kode", "ganti"])
def test_what_must_be_counted_is_refused_without_the_cache_server(awalan: str) -> None:
    mati = {"default": {"BACKEND": "config.cache.CacheLunak", "LOCATION": "unix:///tidak/ada.sock"}}
    with override_settings(CACHES=mati), pytest.raises(pembatas.TakTerhitung):
        pembatas.count("user:1", "10.0.0.9", awalan=awalan)
    pembatas.count("user:1", "10.0.0.9", awalan=awalan)


def test_a_code_is_not_judged_without_the_cache_server() -> None:
    klien = Client()
    klien.post(reverse("accounts:masuk"), {"username": "verifikator", "password": SANDI})
    mati = {"default": {"BACKEND": "config.cache.CacheLunak", "LOCATION": "unix:///tidak/ada.sock"}}
    with override_settings(CACHES=mati):
        jawab = klien.post(reverse("mfa_authenticate"), {"code": kode()})
    assert jawab.status_code == 429
    assert "Coba lagi sebentar lagi" in jawab.text
    assert klien.post(reverse("mfa_authenticate"), {"code": kode()}).status_code == 302


def test_a_connection_with_ipv6_is_one_address_whichever_it_takes() -> None:
    assert [gagal(1, f"2001:db8:0:7::{n}") for n in range(1, 6)] == [[422]] * 5
    assert gagal(1, "2001:db8:0:7:ffff::1") == [429]
    assert gagal(1, "2001:db8:0:8::1") == [422]
    # The trail keeps the address itself.
    alamat = Jejak.objects.filter(aksi="akun.masuk_gagal").order_by("id").values_list("rincian__alamat", flat=True)
    assert alamat[1] == "2001:db8:0:7::2"


@pytest.mark.parametrize(
    ("alamat", "dihitung"),
    [
        ("10.0.0.9", "10.0.0.9"),
        ("2001:db8:0:7:1:2:3:4", "2001:db8:0:7::"),
        ("::ffff:10.0.0.9", "10.0.0.9"),
        ("0.0.0.0", "0.0.0.0"),
        ("bukan alamat", "bukan alamat"),
    ],
)
def test_what_an_address_is_counted_as(alamat: str, dihitung: str) -> None:
    assert counted(alamat) == dihitung


@pytest.mark.parametrize(
    ("proksi", "rantai", "harap"),
    [
        (0, "1.1.1.1", "10.0.0.9"),
        (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (2, "1.1.1.1, 2.2.2.2, 3.3.3.3", "2.2.2.2"),
        (2, "3.3.3.3", "10.0.0.9"),
        (1, "bukan-alamat", "0.0.0.0"),
    ],
)
def test_forwarded_addresses_count_only_from_trusted_proxies(proksi: int, rantai: str, harap: str) -> None:
    with override_settings(PROKSI_TEPERCAYA=proksi):
        Client().post(
            reverse("accounts:masuk"),
            {"username": "operator.perian", "password": "keliru"},
            REMOTE_ADDR="10.0.0.9",
            headers={"x-forwarded-for": rantai},
        )
    assert Jejak.objects.get(aksi="akun.masuk_gagal").rincian["alamat"] == harap
