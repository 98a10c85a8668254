"""Signing in through an identity provider: only linked accounts, only tokens that are what they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.test import Client, override_settings
from django.urls import reverse

from config.checks import penyedia_identitas
from dtsen.accounts.models import Jejak, User
from tests.accounts.penyedia import BOHONG, KLIEN, RAHASIA, Penyedia, serve
from tests.cast import kode, user

pytestmark = pytest.mark.django_db
MASUK, SSO = reverse("accounts:masuk"), reverse("accounts:sso_masuk")
SAAT = 1_800_000_000
KEMBALI = reverse("openid_connect_callback", args=["sso"])


@pytest.fixture(scope="module")
def server() -> Iterator[Penyedia]:
    with serve(Penyedia()) as penyedia:
        yield penyedia


@pytest.fixture
def penyedia(server: Penyedia) -> Iterator[Penyedia]:
    """The provider as the environment would name it; petugas has the e-mail that it vouches for."""
    server.orang = {"sub": "p-1", "email": "petugas@kukar.test", "email_verified": True}
    server.bohong = ""
    User.objects.filter(username="operator.melayu").update(email="Petugas@kukar.test")
    aplikasi = {
        "provider_id": "sso", "name": "SSO uji", "client_id": KLIEN, "secret": RAHASIA,
        "settings": {"server_url": server.alamat, "fetch_userinfo": False},
    }  # fmt: skip
    with override_settings(
        OIDC_ISSUER=server.alamat,
        OIDC_NAMA="SSO uji",
        SOCIALACCOUNT_PROVIDERS={"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [aplikasi]}},
    ):
        yield server


def masuk(klien: Client, penyedia: Penyedia, lanjut: str = "/") -> Any:
    """Away to the provider and back; the answer to the way back."""
    pergi = klien.post(SSO, {"next": lanjut}).headers["Location"]
    return klien.get(penyedia.authorize(pergi))


def siapa(klien: Client) -> str:
    pk = klien.session.get("_auth_user_id")
    return User.objects.get(pk=pk).username if pk else ""


def test_an_account_with_the_verified_email_is_linked_and_gets_in(client: Client, penyedia: Penyedia) -> None:
    jumlah = User.objects.count()
    assert masuk(client, penyedia, "/verval/warga/").headers["Location"] == "/verval/warga/"
    assert siapa(client) == "operator.melayu"
    assert SocialAccount.objects.get().uid == "p-1"
    assert User.objects.count() == jumlah
    assert user("operator.melayu").has_usable_password()
    assert Jejak.objects.filter(aksi="akun.sso_hubungkan").count() == 1
    assert Jejak.objects.get(aksi="akun.masuk").rincian["cara"] == ["socialaccount"]


def test_the_link_holds_when_the_email_changes(client: Client, penyedia: Penyedia) -> None:
    masuk(Client(), penyedia)
    penyedia.orang = {"sub": "p-1", "email": "nama.baru@kukar.test", "email_verified": False}
    masuk(client, penyedia)
    assert siapa(client) == "operator.melayu"


def test_an_account_linked_beforehand_needs_no_email(client: Client, penyedia: Penyedia) -> None:
    SocialAccount.objects.create(user=user("operator.perian"), provider="sso", uid="p-7")
    penyedia.orang = {"sub": "p-7"}
    masuk(client, penyedia)
    assert siapa(client) == "operator.perian"


def test_admin_links_and_unlinks_with_a_line_in_the_trail(client: Client, penyedia: Penyedia) -> None:
    client.force_login(user("admin"))
    orang = user("operator.perian")
    isi = {"aksi": "sso", "isi": "p-8", "alasan": "Surelnya belum ada di penyedia."}
    assert client.post(reverse("accounts:pengguna_keamanan", args=[orang.pk]), isi).status_code == 302
    assert client.get("/kelola/socialaccount/socialaccount/add/").status_code == 403
    tautan = SocialAccount.objects.get(user=orang, provider="sso", uid="p-8")
    client.post(f"/kelola/socialaccount/socialaccount/{tautan.pk}/delete/", {"post": "yes"})
    assert not SocialAccount.objects.exists()
    jejak = Jejak.objects.filter(aksi__startswith="akun.sso", pelaku=user("admin"), objek=f"user:{orang.pk}")
    assert list(jejak.order_by("id").values_list("aksi", flat=True)) == ["akun.sso_hubungkan", "akun.sso_lepas"]


@pytest.mark.parametrize(
    "orang",
    [
        {"sub": "p-2", "email": "asing@kukar.test", "email_verified": True},
        {"sub": "p-2", "email": "petugas@kukar.test", "email_verified": False},
        {"sub": "p-2", "email": "petugas@kukar.test", "email_verified": "true"},
        {"sub": "p-2", "email": "petugas@kukar.test"},
        {"sub": "p-2", "email": "", "email_verified": True},
        {"sub": "p-2", "preferred_username": "operator.melayu"},
    ],
)
def test_nobody_else_gets_in_and_no_account_is_made(client: Client, penyedia: Penyedia, orang: dict[str, Any]) -> None:
    jumlah = User.objects.count()
    penyedia.orang = orang
    assert masuk(client, penyedia).headers["Location"] == MASUK
    assert siapa(client) == ""
    assert (User.objects.count(), SocialAccount.objects.count()) == (jumlah, 0)
    assert "belum terhubung" in client.get(MASUK).text


def test_an_email_of_two_accounts_links_neither(client: Client, penyedia: Penyedia) -> None:
    User.objects.filter(username="mitra").update(email="petugas@kukar.test")
    masuk(client, penyedia)
    assert (siapa(client), SocialAccount.objects.count()) == ("", 0)


def test_an_inactive_account_stays_outside(client: Client, penyedia: Penyedia) -> None:
    masuk(Client(), penyedia)
    User.objects.filter(username="operator.melayu").update(is_active=False)
    masuk(client, penyedia)
    assert siapa(client) == ""


def test_a_second_identity_with_the_same_email_is_not_linked(client: Client, penyedia: Penyedia) -> None:
    masuk(Client(), penyedia)
    penyedia.orang = {"sub": "p-2", "email": "petugas@kukar.test", "email_verified": True}
    assert masuk(client, penyedia).headers["Location"] == MASUK
    assert (siapa(client), SocialAccount.objects.get().uid) == ("", "p-1")
    assert "belum terhubung" in client.get(MASUK).text


def test_who_never_went_to_the_provider_leaves_no_line(client: Client, penyedia: Penyedia) -> None:
    jawab = client.get(KEMBALI, {"code": "x", "state": "y"})
    assert jawab.headers["Location"] == MASUK
    assert "tidak berhasil" in client.get(MASUK).text
    assert not Jejak.objects.exists()


@time_machine.travel(SAAT, tick=False)
def test_an_address_goes_there_and_comes_back_thirty_times(client: Client, penyedia: Penyedia) -> None:
    client.post(SSO)
    jawab = [client.get(KEMBALI, {"code": "x", "state": "y"}) for _ in range(30)]
    assert [j.status_code for j in jawab] == [302] * 29 + [429]
    assert int(jawab[-1]["Retry-After"]) > 0
    assert client.post(SSO).status_code == 429
    assert Jejak.objects.filter(aksi="akun.masuk_gagal").count() == 29
    lain = Client(REMOTE_ADDR="10.0.0.10")
    masuk(lain, penyedia)
    assert siapa(lain) == "operator.melayu"


def test_those_who_get_in_are_not_counted(penyedia: Penyedia) -> None:
    for _ in range(16):
        masuk(Client(), penyedia)
    klien = Client()
    masuk(klien, penyedia)
    assert siapa(klien) == "operator.melayu"


@pytest.mark.parametrize("bohong", BOHONG)
def test_a_token_that_lies_is_refused(client: Client, penyedia: Penyedia, bohong: str) -> None:
    penyedia.bohong = bohong
    jawab = masuk(client, penyedia)
    assert jawab.headers["Location"] == MASUK
    assert (siapa(client), SocialAccount.objects.count()) == ("", 0)
    assert Jejak.objects.get(aksi="akun.masuk_gagal").rincian == {"cara": "sso", "sebab": "ditolak"}


def test_the_way_back_works_once_and_only_in_the_browser_that_left(client: Client, penyedia: Penyedia) -> None:
    kembali = penyedia.authorize(client.post(SSO).headers["Location"])
    ditukar = penyedia.ditukar
    lain = Client()
    assert lain.get(kembali).headers["Location"] == MASUK
    assert (siapa(lain), penyedia.ditukar) == ("", ditukar)
    client.get(kembali)
    assert siapa(client) == "operator.melayu"
    client.post(reverse("accounts:keluar"))
    client.get(kembali)
    assert siapa(client) == ""


def test_state_nonce_and_challenge_are_new_each_time(client: Client, penyedia: Penyedia) -> None:
    def tanya() -> dict[str, list[str]]:
        return parse_qs(urlsplit(client.post(SSO).headers["Location"]).query)

    satu, dua = tanya(), tanya()
    for kunci in ("state", "nonce", "code_challenge"):
        assert satu[kunci] != dua[kunci]
        assert len(satu[kunci][0]) >= 16


def test_two_factors_are_still_asked_for(client: Client, penyedia: Penyedia) -> None:
    User.objects.filter(username="verifikator").update(email="verifikator@kukar.test")
    penyedia.orang = {"sub": "v-1", "email": "verifikator@kukar.test", "email_verified": True, "amr": ["pwd", "otp"]}
    assert masuk(client, penyedia).headers["Location"] == reverse("mfa_authenticate")
    assert siapa(client) == ""
    client.post(reverse("mfa_authenticate"), {"code": kode()})
    assert siapa(client) == "verifikator"
    assert client.get("/verval/pembaruan/").status_code == 200


def test_without_an_app_the_provider_alone_does_not_do(client: Client, penyedia: Penyedia) -> None:
    orang = user("verifikator")
    orang.email = "verifikator@kukar.test"
    orang.save()
    orang.authenticator_set.all().delete()  # type: ignore[attr-defined]
    penyedia.orang = {"sub": "v-1", "email": orang.email, "email_verified": True}
    masuk(client, penyedia)
    assert client.get("/verval/pembaruan/").headers["Location"].startswith(reverse("accounts:dua_faktor_pasang"))


@pytest.mark.parametrize(
    ("klaim", "cukup"), [({"amr": ["pwd", "otp"]}, True), ({"acr": "2"}, True), ({"amr": ["pwd"]}, False)]
)
def test_a_second_factor_at_the_provider_counts_where_the_settings_say_so(
    client: Client, penyedia: Penyedia, klaim: dict[str, Any], cukup: bool
) -> None:
    User.objects.filter(username="verifikator").update(email="verifikator@kukar.test")
    penyedia.orang = {"sub": "v-1", "email": "verifikator@kukar.test", "email_verified": True, **klaim}
    with override_settings(OIDC_DUA_FAKTOR=frozenset({"otp", "2"})):
        masuk(client, penyedia)
        assert (client.get("/verval/pembaruan/").status_code == 200) is cukup


def test_a_provider_that_is_down_leads_back_to_the_password(client: Client, penyedia: Penyedia) -> None:
    aplikasi = {
        "provider_id": "sso", "name": "SSO uji", "client_id": KLIEN, "secret": RAHASIA,
        "settings": {"server_url": "http://127.0.0.1:9/"},
    }  # fmt: skip
    with override_settings(SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [aplikasi]}}):
        assert client.post(SSO).headers["Location"] == MASUK


def test_the_button_is_there_only_with_a_provider(client: Client, penyedia: Penyedia) -> None:
    assert "Masuk lewat SSO uji" in client.get(MASUK).text
    with override_settings(OIDC_ISSUER=""):
        assert "Masuk lewat" not in client.get(MASUK).text
        assert client.post(SSO).status_code == 404
        assert client.get(reverse("openid_connect_callback", args=["sso"])).status_code == 404
    assert client.get(SSO).status_code == 405


@pytest.mark.parametrize(
    ("penerbit", "klien", "rahasia", "kode"),
    [
        ("https://sso.test", "dtsen", "r", []),
        ("http://sso.test", "dtsen", "r", ["dtsen.E010"]),
        ("https://sso.test", "", "r", ["dtsen.E010"]),
        ("https://sso.test", "dtsen", "", ["dtsen.E010"]),
        ("", "", "", []),
    ],
)
def test_production_wants_a_safe_provider(penerbit: str, klien: str, rahasia: str, kode: list[str]) -> None:
    aplikasi = {"client_id": klien, "secret": rahasia}
    with override_settings(
        MODE="produksi", OIDC_ISSUER=penerbit, SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [aplikasi]}}
    ):
        assert [satu.id for satu in penyedia_identitas(None)] == kode
