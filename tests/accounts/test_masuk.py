"""Signing in, signing out, changing the password."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from dtsen.accounts.models import Jejak
from tests.cast import SANDI, user

pytestmark = pytest.mark.django_db
BARU = "perahu-biru-di-mahakam"
BERUBAH = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
"""What differs between two answers of the same page."""


def test_signs_in_and_goes_on_to_the_page_asked_for(client: Client) -> None:
    tujuan = client.get(reverse("verval:warga")).headers["Location"]
    assert tujuan == f"{reverse('accounts:masuk')}?next={reverse('verval:warga')}"
    isi = {"username": "operator.perian", "password": SANDI, "next": reverse("verval:warga")}
    assert client.post(reverse("accounts:masuk"), isi).headers["Location"] == reverse("verval:warga")
    assert Jejak.objects.filter(aksi="akun.masuk", pelaku=user("operator.perian")).count() == 1


def test_never_leads_to_another_site(client: Client) -> None:
    isi = {"username": "operator.perian", "password": SANDI, "next": "https://jahat.example/"}
    assert client.post(reverse("accounts:masuk"), isi).headers["Location"] == "/"


def test_wrong_password_is_answered_and_remembered_without_the_word_typed(client: Client) -> None:
    jawaban = client.post(reverse("accounts:masuk"), {"username": "operator.perian", "password": "keliru-sekali"})
    assert jawaban.status_code == 422
    assert 'role="alert"' in jawaban.text
    jejak = Jejak.objects.get(aksi="akun.masuk_gagal")
    assert jejak.objek == f"user:{user('operator.perian').pk}"
    client.post(reverse("accounts:masuk"), {"username": "kata-sandi-salah-kolom", "password": "x"})
    assert "kata-sandi-salah-kolom" not in str(list(Jejak.objects.values()))


def test_an_account_that_is_not_there_is_answered_like_one_that_is(client: Client) -> None:
    diam = user("operator.melayu")
    diam.is_active = False
    diam.save()
    coba = {"operator.perian": "keliru", "tidak.ada": "keliru", "operator.melayu": SANDI}
    jawab = [client.post(reverse("accounts:masuk"), {"username": n, "password": s}) for n, s in coba.items()]
    assert {j.status_code for j in jawab} == {422}
    assert len({BERUBAH.sub("", j.text.replace(nama, "")) for nama, j in zip(coba, jawab, strict=True)}) == 1


def test_inactive_account_stays_outside(client: Client) -> None:
    orang = user("operator.perian")
    orang.is_active = False
    orang.save()
    isi = {"username": "operator.perian", "password": SANDI}
    assert client.post(reverse("accounts:masuk"), isi).status_code == 422
    assert "_auth_user_id" not in client.session


def test_signs_out_by_post_only(client: Client) -> None:
    client.force_login(user("operator.perian"))
    assert client.get(reverse("accounts:keluar")).status_code == 405
    assert client.post(reverse("accounts:keluar")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_changes_the_password_and_stays_signed_in(client: Client) -> None:
    client.force_login(user("operator.perian"))
    isi = {"old_password": SANDI, "new_password1": BARU, "new_password2": BARU}
    assert client.post(reverse("accounts:ganti_sandi"), isi).status_code == 302
    assert user("operator.perian").check_password(BARU)
    assert client.get(reverse("accounts:ganti_sandi")).status_code == 200


@pytest.mark.parametrize(
    ("lama", "baru", "ulang", "kolom"),
    [
        ("keliru", BARU, BARU, "old_password"),
        (SANDI, BARU, BARU + "x", "new_password2"),
        (SANDI, "pendek", "pendek", "new_password2"),
        (SANDI, "", BARU, "new_password1"),
    ],
)
def test_password_that_cannot_be_taken(client: Client, lama: str, baru: str, ulang: str, kolom: str) -> None:
    client.force_login(user("operator.perian"))
    isi = {"old_password": lama, "new_password1": baru, "new_password2": ulang}
    jawaban = client.post(reverse("accounts:ganti_sandi"), isi)
    assert jawaban.status_code == 422
    assert list(jawaban.context["form"].errors) == [kolom]
    assert user("operator.perian").check_password(SANDI)


def test_page_of_another_peran_says_so(client: Client) -> None:
    client.force_login(user("pimpinan"))
    jawaban = client.get(reverse("verval:warga"))
    assert jawaban.status_code == 403
    assert "Mencari dan melihat warga" in jawaban.text


def test_address_that_is_not_there(client: Client) -> None:
    client.force_login(user("pimpinan"))
    jawaban = client.get("/tidak/ada/")
    assert jawaban.status_code == 404
    assert "beranda" in jawaban.text


@pytest.mark.parametrize("nama", ["operator.perian", "verifikator", "petugas", "kepala", "admin", "auditor", "dpo"])
def test_everybody_has_a_start_page(client: Client, nama: str) -> None:
    client.force_login(user(nama))
    jawaban = client.get("/")
    assert jawaban.status_code == 200
    assert str(user(nama)) in jawaban.text


@pytest.mark.parametrize(("nama", "halaman"), [("pimpinan", "/ikesos/wilayah/6402/"), ("mitra", "/ikesos/isian/")])
def test_those_without_cases_land_where_they_work(client: Client, nama: str, halaman: str) -> None:
    """Who looks at numbers on the region, who hands numbers in on what the office owes."""
    client.force_login(user(nama))
    assert client.get("/", follow=True).redirect_chain[-1][0] == halaman
