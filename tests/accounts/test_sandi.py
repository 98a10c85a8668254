"""A new password: long, not guessable, of one account only. Nothing about its composition."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from dtsen.accounts.sandi import fingerprint
from tests.cast import SANDI, user

pytestmark = pytest.mark.django_db
KUAT = "perahu biru singgah di jembayan"


def codes(sandi: str, nama: str = "operator.perian") -> set[str | None]:
    try:
        validate_password(sandi, user(nama))
    except ValidationError as galat:
        return {satu.code for satu in galat.error_list}
    return set()


@pytest.mark.parametrize("sandi", [KUAT, "kucing tidur lampu senja", "qv8-Rt2.lMz0wXe", "7391 5046 2287 9164 3350"])
def test_what_is_hard_to_guess_is_taken_however_it_is_made(sandi: str) -> None:
    assert codes(sandi) == set()


@pytest.mark.parametrize(
    ("sandi", "kode"),
    [
        ("pendek", "password_too_short"),
        ("passwordpassword", "mudah_ditebak"),
        ("dinsoskukar2026", "mudah_ditebak"),
        ("bansoskutaikartanegara", "mudah_ditebak"),
        ("qwertyuiop123456", "mudah_ditebak"),
        ("operator.perian1", "mudah_ditebak"),
        ("123456789012345678", "password_entirely_numeric"),
    ],
)
def test_what_is_easy_to_guess_is_refused(sandi: str, kode: str) -> None:
    assert kode in codes(sandi)


def test_a_password_of_another_account_is_refused_without_saying_so(client: Client) -> None:
    lain = user("petugas")
    lain.set_password(KUAT)
    lain.save()
    client.force_login(user("operator.perian"))
    isi = {"old_password": SANDI, "new_password1": KUAT, "new_password2": KUAT}
    jawab = client.post(reverse("accounts:ganti_sandi"), isi)
    assert jawab.status_code == 422
    assert [g.code for g in jawab.context["form"].errors.as_data()["new_password2"]] == ["tidak_dapat_dipakai"]
    assert "akun lain" not in jawab.text
    assert codes(KUAT, "petugas") == set()


def test_the_password_of_an_account_made_by_command_is_known_from_its_first_sign_in(client: Client) -> None:
    assert user("operator.melayu").sidik_sandi == ""
    client.post(reverse("accounts:masuk"), {"username": "operator.melayu", "password": SANDI})
    assert user("operator.melayu").sidik_sandi == fingerprint(SANDI)
    assert "tidak_dapat_dipakai" in codes(SANDI)


def test_demo_accounts_share_the_printed_password() -> None:
    for nama in ("petugas", "mitra"):
        orang = user(nama)
        orang.demo = True
        orang.set_password(KUAT)
        orang.save()
        assert orang.sidik_sandi == ""
    assert "tidak_dapat_dipakai" not in codes(KUAT, "mitra")


def test_equal_words_are_equal_only_within_one_use() -> None:
    assert fingerprint(KUAT) == fingerprint(KUAT)
    assert fingerprint(KUAT) != fingerprint(KUAT + "x")
    assert fingerprint(KUAT) != fingerprint(KUAT, "cadangan.1")
    assert len(fingerprint(KUAT)) == 43
