"""Help with the account of another: who may, when a second person is needed, and who hears of it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dtsen.accounts import dua_faktor, kabar, pemulihan
from dtsen.accounts.access import boleh
from dtsen.accounts.models import Jejak, PemulihanAkun, Penugasan, User
from tests.cast import KUKAR, SANDI, kode, user

pytestmark = pytest.mark.django_db
ALASAN = "Ponselnya hilang, orangnya datang sendiri."
DAFTAR = reverse("accounts:pemulihan")


def ask(nama: str, jenis: str, *, oleh: str = "admin", isi: str = "") -> tuple[PemulihanAkun, str]:
    return pemulihan.request(user(nama), jenis, pelaku=user(oleh), alasan=ALASAN, isi=isi)


def as_(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def sign_in(nama: str, sandi: str) -> Client:
    klien = Client()
    klien.post(reverse("accounts:masuk"), {"username": nama, "password": sandi})
    return klien


def decide(klien: Client, satu: PemulihanAkun, putus: str = "sahkan") -> int:
    return klien.post(reverse("accounts:pemulihan_putus", args=[satu.pk]), {"putus": putus}).status_code


def second_admin() -> User:
    orang = User.objects.create_user("admin.dua", nama="Admin Dua")
    Penugasan.objects.create(user=orang, peran="admin", wilayah_id=KUKAR, mulai=date(2026, 1, 1))
    return orang


def test_an_operator_gets_a_password_at_once_and_has_to_change_it() -> None:
    alamat = reverse("accounts:pengguna_keamanan", args=[user("operator.perian").pk])
    jawab = as_("admin").post(alamat, {"aksi": "sandi", "alasan": ALASAN})
    sandi = jawab.context["sandi"]
    assert sandi in jawab.text
    assert "no-store" in jawab.headers["Cache-Control"]
    assert sandi not in str(list(Jejak.objects.values())) + str(list(PemulihanAkun.objects.values()))
    klien = sign_in("operator.perian", sandi)
    ganti = reverse("accounts:ganti_sandi")
    for halaman in ("/", "/verval/warga/", "/akun/perangkat/"):
        assert klien.get(halaman).headers["Location"] == ganti
    assert klien.get("/api/v1/program/").json()["kode"] == "sandi_sementara"
    baru = "perahu-biru-di-mahakam"
    isi = {"old_password": sandi, "new_password1": baru, "new_password2": baru}
    assert klien.post(ganti, isi).status_code == 302
    assert klien.get("/verval/warga/").status_code == 200


@pytest.mark.parametrize("jenis", ["sandi", "dua_faktor"])
def test_the_account_of_who_decides_waits_for_a_second_person(jenis: str) -> None:
    satu, sandi = ask("verifikator", jenis)
    orang = user("verifikator")
    assert (satu.status, orang.check_password(SANDI), dua_faktor.terpasang(orang)) == ("menunggu", True, True)
    assert decide(as_("admin"), satu) == 302  # the one who asked
    assert decide(as_("petugas"), satu) == 403
    satu.refresh_from_db()
    assert satu.status == "menunggu"
    assert decide(as_("kepala"), satu) == 302
    orang, satu = user("verifikator"), PemulihanAkun.objects.get()
    assert (satu.status, satu.diputus_oleh, satu.isi) == ("berlaku", user("kepala"), "")
    if jenis == "sandi":
        assert (orang.check_password(sandi), orang.sandi_sementara, dua_faktor.terpasang(orang)) == (True, True, True)
    else:
        assert (orang.check_password(SANDI), dua_faktor.terpasang(orang)) == (True, False)
    jejak = list(Jejak.objects.filter(objek=f"user:{orang.pk}").order_by("id").values_list("aksi", "pelaku__username"))
    akhir = {"sandi": "akun.sandi_sementara", "dua_faktor": "akun.dua_faktor_ulang"}[jenis]
    assert ("akun.pulih_minta", "admin") in jejak
    assert (akhir, "kepala") in jejak


def test_closing_an_account_or_leaving_alone_does_not_go_around_it() -> None:
    User.objects.filter(username="kepala").update(is_active=False)
    assert ask("kepala", "sandi")[0].status == "menunggu"
    Penugasan.objects.filter(user=user("dpo")).update(selesai=timezone.localdate() - timedelta(days=1))
    assert pemulihan.has_second(user("admin"))
    assert ask("kepala", "dua_faktor")[0].status == "menunggu"


def test_the_first_admin_works_alone_until_there_is_a_second() -> None:
    Penugasan.objects.exclude(user=user("admin")).filter(peran__in=pemulihan.PENGESAH).delete()
    assert ask("verifikator", "dua_faktor")[0].status == "berlaku"
    second_admin()
    assert ask("bupati", "dua_faktor")[0].status == "menunggu"


def test_nobody_helps_or_confirms_the_own_account() -> None:
    with pytest.raises(pemulihan.TidakBoleh):
        ask("admin", "sandi")
    satu, _ = pemulihan.request(user("kepala"), "sandi", pelaku=user("admin"), alasan=ALASAN)
    decide(as_("kepala"), satu)
    satu.refresh_from_db()
    assert satu.status == "menunggu"
    with pytest.raises(IntegrityError), transaction.atomic():
        PemulihanAkun.objects.filter(pk=satu.pk).update(status="berlaku", diputus_oleh=user("admin"))


def test_a_request_runs_out_is_replaced_and_counts_once() -> None:
    lama, _ = ask("verifikator", "sandi")
    baru, sandi = ask("verifikator", "sandi")
    lama.refresh_from_db()
    assert (lama.status, lama.isi) == ("diganti", "")
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        assert not pemulihan.waiting().exists()
        with pytest.raises(pemulihan.TidakBoleh, match="48 jam"):
            pemulihan.confirm(baru, pelaku=user("kepala"))
    pemulihan.confirm(baru, pelaku=user("kepala"))
    with pytest.raises(pemulihan.TidakBoleh):
        pemulihan.confirm(baru, pelaku=user("dpo"))
    assert user("verifikator").check_password(sandi)


def test_a_refusal_changes_nothing() -> None:
    satu, sandi = ask("verifikator", "sandi")
    assert decide(as_("dpo"), satu, "tolak") == 302
    satu.refresh_from_db()
    assert (satu.status, user("verifikator").check_password(sandi)) == ("ditolak", False)


def test_the_owner_and_those_who_administer_are_told() -> None:
    for nama in ("verifikator", "kepala", "mitra"):
        User.objects.filter(username=nama).update(email=f"{nama}@kukar.test")
    satu, sandi = ask("verifikator", "dua_faktor")
    kabar.send(satu.pk)
    assert sorted(s.to[0] for s in mail.outbox) == ["kepala@kukar.test", "verifikator@kukar.test"]
    assert "menunggu disahkan orang kedua" in mail.outbox[0].body
    satu, sandi = ask("operator.perian", "sandi")
    klien = sign_in("operator.perian", sandi)
    halaman = klien.get(reverse("accounts:ganti_sandi")).text
    assert "Diminta oleh Uji admin" in halaman
    assert sandi not in halaman
    kabar.send(satu.pk)
    assert sandi not in str([s.body for s in mail.outbox])


def test_the_address_and_the_link_are_guarded_too() -> None:
    surel, _ = ask("kepala", "surel", isi="lain@kukar.test")
    assert user("kepala").email == ""
    pemulihan.confirm(surel, pelaku=user("dpo"))
    assert user("kepala").email == "lain@kukar.test"
    milik = user("kepala")
    as_("admin").post(f"/kelola/accounts/user/{milik.pk}/change/", {"username": "kepala", "email": "jahat@x.test"})
    assert user("kepala").email == "lain@kukar.test"
    assert ask("operator.perian", "surel", isi="o@kukar.test")[0].status == "berlaku"


def assign(klien: Client, nama: str, peran: str) -> Penugasan:
    isi = {"tugas-TOTAL_FORMS": "0", "tugas-INITIAL_FORMS": "0", "mulai": "2026-01-01", "wilayah": KUKAR}
    jawab = klien.post("/kelola/accounts/penugasan/add/", isi | {"user": str(user(nama).pk), "peran": peran})
    assert jawab.status_code == 302
    return Penugasan.objects.get(user=user(nama), peran=peran)


def test_an_assignment_that_decides_counts_after_a_second_person() -> None:
    admin = as_("admin")
    satu = assign(admin, "mitra", "verifikator")
    assert not boleh(user("mitra"), "pembaruan.periksa")
    alamat = reverse("accounts:penugasan_putus", args=[satu.pk])
    admin.post(alamat, {"putus": "sahkan"})
    assert not boleh(user("mitra"), "pembaruan.periksa")
    kepala = as_("kepala")
    assert "Verifikator Dinsos" in kepala.get(DAFTAR).text
    kepala.post(alamat, {"putus": "sahkan"})
    assert boleh(user("mitra"), "pembaruan.periksa")
    assert Jejak.objects.get(aksi="penugasan.sahkan").pelaku == user("kepala")
    ubah = f"/kelola/accounts/penugasan/{satu.pk}/change/"
    isi = {"tugas-TOTAL_FORMS": "0", "tugas-INITIAL_FORMS": "0", "mulai": "2026-01-01", "user": str(user("mitra").pk)}
    assert admin.post(ubah, isi | {"wilayah": KUKAR, "peran": "kepala_opd"}).status_code == 200
    akhir = isi | {"wilayah": KUKAR, "peran": "verifikator"}
    assert admin.post(ubah, akhir | {"selesai": "2026-11-01"}).status_code == 302
    assert admin.post(ubah, akhir | {"selesai": "2027-11-01"}).status_code == 200
    assert assign(admin, "mitra", "pimpinan").menunggu is False


def test_a_refused_assignment_is_gone() -> None:
    satu = assign(as_("admin"), "mitra", "kepala_opd")
    as_("dpo").post(reverse("accounts:penugasan_putus", args=[satu.pk]), {"putus": "tolak"})
    assert not Penugasan.objects.filter(pk=satu.pk).exists()
    assert Jejak.objects.get(aksi="penugasan.tolak").pelaku == user("dpo")


def test_a_new_account_starts_with_a_temporary_password() -> None:
    sandi = "perahu-biru-di-mahakam"
    isi = {
        "username": "baru", "nama": "Orang Baru", "email": "", "password1": sandi, "password2": sandi,
        "penugasan-TOTAL_FORMS": "1", "penugasan-INITIAL_FORMS": "0", "penugasan-0-peran": "auditor",
        "penugasan-0-wilayah": KUKAR, "penugasan-0-mulai": "2026-01-01",
    }  # fmt: skip
    assert as_("admin").post("/kelola/accounts/user/add/", isi).status_code == 302
    assert (user("baru").sandi_sementara, user("baru").nama) == (True, "Orang Baru")
    assert user("baru").penugasan.get().menunggu
    assert sign_in("baru", sandi).get("/").headers["Location"] == reverse("accounts:ganti_sandi")


def test_kelola_sets_no_password_of_another() -> None:
    orang = user("operator.perian")
    jawab = as_("admin").get(f"/kelola/accounts/user/{orang.pk}/password/")
    assert jawab.headers["Location"] == reverse("accounts:pengguna_keamanan", args=[orang.pk])
    halaman = as_("admin").get(f"/kelola/accounts/user/{orang.pk}/change/").text
    assert not re.search(r"argon2|salt|md5", halaman)


def test_the_application_cannot_rewrite_a_request() -> None:
    satu, _ = ask("verifikator", "sandi")
    with connection.cursor() as kursor:
        kursor.execute("SELECT has_table_privilege(current_user, 'accounts_pemulihanakun', 'DELETE')")
        assert kursor.fetchone() == (False,)
        kursor.execute("SELECT has_column_privilege(current_user, 'accounts_pemulihanakun', 'user_id', 'UPDATE')")
        assert kursor.fetchone() == (False,)
    assert kode()  # the account still signs in with its own app
    assert satu.status == "menunggu"


def test_the_door_of_the_start_page_counts_what_waits() -> None:
    ask("verifikator", "sandi")
    assert "Pemulihan akun" in as_("kepala").get("/").text
    assert "Pemulihan akun" not in as_("petugas").get("/").text
