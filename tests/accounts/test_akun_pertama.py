"""Accounts and what they may do: the first admin, and that nobody gives rights to oneself."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from dtsen.accounts.access import boleh, izin_of
from dtsen.accounts.models import Jejak, Penugasan, User
from tests.cast import KUKAR, PERIAN, user

pytestmark = pytest.mark.django_db
SANDI = "lima perahu di muara senja"


def test_the_first_admin_is_made_on_the_server_and_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANDI_ADMIN", SANDI)
    call_command("create_admin", "kepala.tik", nama="Kepala TIK")
    baru = user("kepala.tik")
    assert baru.check_password(SANDI)
    assert [(p.peran, p.wilayah_id) for p in baru.penugasan.all()] == [("admin", KUKAR)]
    assert Jejak.objects.filter(aksi="akun.buat_admin", objek=f"user:{baru.pk}").count() == 1
    with pytest.raises(CommandError, match="sudah ada"):
        call_command("create_admin", "kepala.tik", nama="Lagi")


def test_a_weak_password_makes_no_admin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANDI_ADMIN", "pendek")
    with pytest.raises(CommandError):
        call_command("create_admin", "kepala.tik", nama="Kepala TIK")
    assert not User.objects.filter(username="kepala.tik").exists()


def test_an_admin_gives_rights_to_others_never_to_oneself(client: Client) -> None:
    admin = user("admin")
    client.force_login(admin)
    isi = {
        "peran": "verifikator", "wilayah": KUKAR, "mulai": "2026-01-01",
        "tugas-TOTAL_FORMS": "0", "tugas-INITIAL_FORMS": "0",
    }  # fmt: skip
    sendiri = client.post("/kelola/accounts/penugasan/add/", isi | {"user": str(admin.pk)})
    assert (sendiri.status_code, admin.penugasan.count()) == (200, 1)
    lain = client.post("/kelola/accounts/penugasan/add/", isi | {"user": str(user("mitra").pk)})
    assert (lain.status_code, user("mitra").penugasan.filter(peran="verifikator").count()) == (302, 1)
    assert not boleh(user("mitra"), "pembaruan.periksa")  # a second person has to confirm it
    milik = admin.penugasan.get()
    assert client.post(f"/kelola/accounts/penugasan/{milik.pk}/change/", isi).status_code == 403
    assert client.post(f"/kelola/accounts/penugasan/{milik.pk}/delete/", {"post": "yes"}).status_code == 403


def test_rights_over_the_kabupaten_need_an_assignment_to_all_of_it() -> None:
    orang = User.objects.create_user("dinsos.cabang")
    Penugasan.objects.create(user=orang, peran="petugas_dinsos", wilayah_id=PERIAN, mulai="2026-01-01")
    assert boleh(orang, "warga.lihat")
    assert not {i for i in izin_of(orang) if i.startswith(("impor.", "peringkat."))}
    assert not orang.is_staff
    assert not hasattr(User, "create_superuser")
