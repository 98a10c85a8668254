"""A new password: long, not guessable, of one account only. Nothing about its composition."""

from __future__ import annotations

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from dtsen.accounts.models import Jejak, User
from dtsen.accounts.sandi import fingerprint
from tests.cast import SANDI, user

pytestmark = pytest.mark.django_db
KUAT = "perahu biru singgah di jembayan"
BARU = ("new_password1", "new_password2")


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
    assert [g.code for g in jawab.context["form"].errors.as_data()["new_password2"]] == ["mudah_ditebak"]
    mudah = client.post(reverse("accounts:ganti_sandi"), isi | dict.fromkeys(BARU, "dinsoskukar2026"))
    assert jawab.context["form"].errors == mudah.context["form"].errors
    assert codes(KUAT, "petugas") == set()


def test_nothing_is_said_about_a_new_password_before_the_old_one_is_right(client: Client) -> None:
    client.force_login(user("operator.perian"))
    for baru in (KUAT, "pendek"):
        isi = {"old_password": "keliru", **dict.fromkeys(BARU, baru)}
        assert list(client.post(reverse("accounts:ganti_sandi"), isi).context["form"].errors) == ["old_password"]


@time_machine.travel(1_800_000_000, tick=False)
@pytest.mark.parametrize(("lama", "baru", "gagal"), [("keliru", KUAT, 5), (SANDI, "dinsoskukar2026", 0)])
def test_guessing_the_old_password_and_probing_new_ones_is_slowed_down(
    client: Client, lama: str, baru: str, gagal: int
) -> None:
    client.force_login(user("operator.perian"))
    alamat, isi = reverse("accounts:ganti_sandi"), {"old_password": lama, **dict.fromkeys(BARU, baru)}
    assert [client.post(alamat, isi).status_code for _ in range(5)] == [422] * 5
    jawab = client.post(alamat, {"old_password": SANDI, **dict.fromkeys(BARU, KUAT)})
    assert jawab.status_code == 429
    assert "1 menit lagi" in jawab.text
    assert user("operator.perian").check_password(SANDI)
    assert Jejak.objects.filter(aksi="akun.ganti_sandi_gagal", pelaku=user("operator.perian")).count() == gagal


@time_machine.travel(1_800_000_000, tick=False)
def test_changing_the_password_in_between_pays_for_no_more_probes(client: Client) -> None:
    client.force_login(user("operator.perian"))
    alamat, lama, jawab = reverse("accounts:ganti_sandi"), SANDI, []
    for baru in (KUAT, "kucing tidur lampu senja", "tujuh payung dekat jendela"):
        for calon in ("dinsoskukar2026", baru):
            isi = {"old_password": lama, **dict.fromkeys(BARU, calon)}
            jawab.append(client.post(alamat, isi).status_code)
        lama = baru
    assert jawab == [422, 302, 422, 302, 422, 429]


def test_a_form_with_gaps_is_no_try(client: Client) -> None:
    client.force_login(user("operator.perian"))
    alamat, isi = reverse("accounts:ganti_sandi"), {"old_password": SANDI, "new_password1": KUAT}
    assert {client.post(alamat, isi | {"new_password2": lain}).status_code for lain in ("", "x") * 4} == {422}
    assert client.post(alamat, isi | {"new_password2": KUAT}).status_code == 302


def test_kelola_has_no_password_page_of_its_own(client: Client) -> None:
    client.force_login(user("admin"))
    isi = {"old_password": SANDI, **dict.fromkeys(BARU, KUAT)}
    for jawab in (client.get("/kelola/password_change/"), client.post("/kelola/password_change/", isi)):
        assert jawab.headers["Location"] == reverse("accounts:ganti_sandi")
    assert user("admin").check_password(SANDI)


def test_the_password_of_an_account_made_by_command_is_known_from_its_first_sign_in(client: Client) -> None:
    User.objects.filter(username="operator.melayu").update(password=make_password(KUAT))
    assert codes(KUAT) == set()
    client.post(reverse("accounts:masuk"), {"username": "operator.melayu", "password": KUAT})
    assert user("operator.melayu").sidik_sandi == fingerprint(KUAT)
    assert codes(KUAT) == {"mudah_ditebak"}


def test_the_list_of_accounts_does_not_answer_questions_about_fingerprints(client: Client) -> None:
    client.force_login(user("admin"))
    for tanya, status in (
        ("sidik_sandi__startswith=a", 400), ("sidik_sandi=", 400), ("password__contains=md5", 400),
        ("is_active__exact=1", 200), ("demo__exact=0", 200),
    ):  # fmt: skip
        assert client.get(f"/kelola/accounts/user/?{tanya}").status_code == status, tanya


def test_demo_accounts_share_the_printed_password() -> None:
    for nama in ("petugas", "mitra"):
        orang = user(nama)
        orang.demo = True
        orang.set_password(KUAT)
        orang.save()
        assert orang.sidik_sandi == ""
    assert codes(KUAT, "mitra") == set()


def test_equal_words_are_equal_only_within_one_use() -> None:
    assert fingerprint(KUAT) == fingerprint(KUAT)
    assert fingerprint(KUAT) != fingerprint(KUAT + "x")
    assert fingerprint(KUAT) != fingerprint(KUAT, "cadangan.1")
    assert len(fingerprint(KUAT)) == 43
