"""Reminders: whom one digest a day reminds of what, what it never says, and how long messages are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from config.local import proses
from dtsen.accounts.models import Jejak, User
from dtsen.registry import lingkup
from tests.cast import user
from tests.conftest import Basisdata
from tests.families import aminah, yuliani
from tests.kasus import advance, take
from tests.verval.test_pesan import case, send_until_done
from verval import pembaruan
from verval.models import MasaSimpan, Pembaruan, Pengingat, PercobaanKirim, Pesan, TemplatPesan
from verval.pengingat import due_for
from verval.pesan import pengingat, simpan

CUKUP_LAMA = timedelta(days=70)
"""Red by any limit."""


def mailed(*nama: str) -> None:
    for satu in nama:
        User.objects.filter(username=satu).update(email=f"{satu}@contoh.example")


def draft() -> Pembaruan:
    return pembaruan.draft(
        aminah(), "jenis_lantai_terluas", 6, alasan="Lantai RAHASIA disemen.", pelaku=user("operator.perian")
    )


def late(status: str = "diperiksa") -> Pembaruan:
    """A case of Perian that has waited too long in a status."""
    kasus = draft()
    pembaruan.move(kasus, "ajukan", pelaku=user("operator.perian"), status="draf")
    advance(kasus, status)
    Pembaruan.objects.filter(pk=kasus.pk).update(diajukan=timezone.now() - CUKUP_LAMA)
    kasus.refresh_from_db()
    return kasus


def power(kasus: Pembaruan) -> Pembaruan:
    """A draft about another fact of the same family."""
    return pembaruan.draft(
        kasus.keluarga, "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user("operator.perian")
    )


def told(nama: str, hari: date) -> dict[str, int]:
    return {satu.jenis: satu.jumlah for satu in due_for(user(nama), hari, banyak=5)}


# --- who is reminded of what ------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("hari", "harap"), [(7, {}), (8, {"draf": 1}), (11, {"draf": 1}), (12, {}), (30, {})])
def test_a_draft_before_the_cut_off(hari: int, harap: dict[str, int]) -> None:
    draft()
    assert told("operator.perian", date(2026, 11, hari)) == harap
    assert told("operator.melayu", date(2026, 11, hari)) == told("kades.perian", date(2026, 11, hari)) == {}


@pytest.mark.django_db
def test_a_returned_case_comes_before_a_draft() -> None:
    kasus = late()
    take(kasus, "kembalikan", siapa="verifikator", alasan="Foto belum ada.")
    pembaruan.draft(yuliani(), "daya_terpasang", 2, alasan="Daya dinaikkan.", pelaku=user("operator.melayu"))
    power(kasus)
    semua = due_for(user("operator.perian"), date(2026, 12, 10), banyak=5)
    assert [(s.jenis, s.jumlah, s.sampai) for s in semua] == [
        ("dikembalikan", 1, date(2026, 12, 11)),
        ("draf", 1, date(2026, 12, 11)),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "siapa"),
    [("dimusyawarahkan", "kades.perian"), ("disahkan_desa", "verifikator"), ("diperiksa", "verifikator")],
)
def test_a_case_near_its_limit(status: str, siapa: str) -> None:
    kasus = late(status)
    hari = timezone.localdate()
    for nama in ("kades.perian", "verifikator", "kepala", "bupati", "operator.perian"):
        assert told(nama, hari) == ({"menunggu": 1} if nama == siapa else {}), nama
    Pembaruan.objects.filter(pk=kasus.pk).update(diajukan=timezone.now())
    assert told(siapa, hari) == {}


@pytest.mark.django_db
def test_what_somebody_else_examines_is_not_mine() -> None:
    kasus = late()
    Pembaruan.objects.filter(pk=kasus.pk).update(pemeriksa=user("admin"))
    assert told("verifikator", timezone.localdate()) == {}


# --- the message ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_one_digest_a_day_with_nothing_personal(django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    kasus, hari = late(), timezone.localdate()
    mailed("verifikator", "kepala", "kades.perian")
    assert (pengingat.write(hari), pengingat.write(hari)) == (1, 0)
    satu = Pengingat.objects.get()
    assert (satu.akun, satu.rincian, satu.status) == (user("verifikator"), {"menunggu": 1}, "antre")
    with pytest.raises(IntegrityError, match="pengingat_sekali_sehari"), transaction.atomic():
        Pengingat.objects.create(akun=satu.akun, hari=hari, rincian={})
    assert (pengingat.send(satu.pk), pengingat.send(satu.pk)) == (None, None)
    satu.refresh_from_db()
    (surat,) = mail.outbox
    assert (satu.status, satu.percobaan, surat.to) == ("terkirim", 1, ["verifikator@contoh.example"])
    assert surat.subject == "DTSEN Kukar: 1 kasus mendekati batas"
    assert f"- {kasus.kode_lacak}, pembaruan" in surat.body
    assert "Perian" in surat.body
    for kata in ("AMINAH", kasus.keluarga.nama_kepala, str.__str__(kasus.keluarga.nomor_kk), "RAHASIA", "lantai"):
        assert kata.lower() not in surat.body.lower(), kata
    assert pengingat.write(hari) == 0


@pytest.mark.django_db
def test_done_meanwhile_or_switched_off_nothing_is_sent() -> None:
    kasus, hari = late(), timezone.localdate()
    mailed("verifikator")
    pengingat.write(hari)
    take(kasus, "kembalikan", siapa="verifikator", alasan="Foto belum ada.")
    pengingat.send(Pengingat.objects.get().pk)
    assert (Pengingat.objects.get().status, mail.outbox) == ("lewat", [])
    Pengingat.objects.all().delete()
    take(kasus, "ajukan", siapa="operator.perian")
    advance(kasus)
    Pembaruan.objects.filter(pk=kasus.pk).update(diajukan=timezone.now() - CUKUP_LAMA)
    TemplatPesan.objects.filter(penerima="pengingat", kode="menunggu").update(aktif=False)
    assert pengingat.write(hari) == 0
    TemplatPesan.objects.filter(penerima="pengingat", kode="menunggu").update(aktif=True)
    assert pengingat.write(hari) == 1


@pytest.mark.django_db
def test_who_has_no_address_or_no_account_any_more_is_left_out() -> None:
    late()
    hari = timezone.localdate()
    assert pengingat.write(hari) == 0
    mailed("verifikator")
    pengingat.write(hari)
    User.objects.filter(username="verifikator").update(is_active=False)
    pengingat.send(Pengingat.objects.get().pk)
    assert (Pengingat.objects.get().status, mail.outbox) == ("lewat", [])


@pytest.mark.django_db
def test_of_yesterday_is_not_sent_today() -> None:
    late()
    mailed("verifikator")
    pengingat.write(timezone.localdate() - timedelta(days=1))
    pengingat.send(Pengingat.objects.get().pk)
    assert (Pengingat.objects.get().status, mail.outbox) == ("lewat", [])


@pytest.mark.django_db
def test_a_server_that_is_away_is_tried_again_and_given_up(settings: Settings) -> None:
    late()
    mailed("verifikator")
    pengingat.write(timezone.localdate())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    satu = Pengingat.objects.get()
    waktu: list[int | None] = []
    while not waktu or waktu[-1]:
        waktu.append(pengingat.send(satu.pk))
        Pengingat.objects.update(berikut=timezone.now())
    satu.refresh_from_db()
    assert waktu == [60, 120, 240, None]
    assert (satu.status, satu.percobaan, satu.galat) == ("gagal", 4, "SMTP ConnectionRefusedError")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "lain",
    [{"isi": "Halo {inisial}"}, {"judul": "Untuk {daftar}"}, {"saluran": "wa"}, {"kode": "selesai"}],
)
def test_a_template_of_a_reminder_cannot_ask_for_more(lain: dict[str, str]) -> None:
    templat = TemplatPesan.objects.get(penerima="pengingat", kode="draf")
    for kolom, nilai in lain.items():
        setattr(templat, kolom, nilai)
    with pytest.raises(ValidationError, match="Pengingat dikirim lewat surel"):
        templat.full_clean()
    with pytest.raises(IntegrityError, match="templat_pengingat"), transaction.atomic():
        templat.save()


@pytest.mark.django_db
def test_switched_off_in_kelola(client: Client) -> None:
    client.force_login(user("admin"))
    templat = TemplatPesan.objects.get(penerima="pengingat", kode="draf")
    alamat = reverse("admin:verval_templatpesan_change", args=[templat.pk])
    isi = {"penerima": "pengingat", "kode": "draf", "saluran": "surel", "judul": templat.judul, "isi": templat.isi}
    assert client.post(alamat, isi).status_code == 302
    templat.refresh_from_db()
    assert not templat.aktif


@pytest.mark.django_db
def test_the_start_page_shows_the_same_list(client: Client) -> None:
    kasus = late()
    client.force_login(user("verifikator"))
    isi = client.get("/").content.decode()
    assert "mendekati atau melewati batas" in isi
    assert reverse("verval:pembaruan_detail", args=[kasus.pk]) in isi
    draf = power(kasus)
    client.force_login(user("operator.perian"))
    isi = client.get("/").content.decode()
    assert "Draf yang belum Anda ajukan" in isi
    assert reverse("verval:pembaruan_detail", args=[draf.pk]) in isi
    assert Jejak.objects.get(aksi="pembaruan.daftar", pelaku=user("operator.perian")).keluarga == [kasus.keluarga_id]


def test_the_worker_writes_and_sends(basisdata: Basisdata, pekerja: Callable[[], str]) -> None:
    """Where no mail server listens: the attempt is on the row, and what follows is queued."""
    with lingkup.within(lingkup.INDONESIA):
        late()
        mailed("verifikator")
    pengingat.write(timezone.localdate())
    assert proses.wait_until(lambda: Pengingat.objects.get().percobaan == 1, batas_detik=120), pekerja()
    assert Pengingat.objects.get().galat == "SMTP ConnectionRefusedError"


# --- how long they are kept -------------------------------------------------------------------------------------


def test_messages_go_when_their_time_is_over(basisdata: Basisdata) -> None:
    case(telepon="")
    pesan = Pesan.objects.get()
    send_until_done(pesan)
    akun = user("verifikator")
    for hari, status in ((date(2026, 1, 1), "lewat"), (date(2026, 1, 2), "antre")):
        Pengingat.objects.create(akun=akun, hari=hari, rincian={}, status=status)
    lama = timezone.now() - timedelta(days=300)
    for model in (Pesan, Pengingat):
        model._default_manager.update(dibuat=lama)
    assert simpan.sweep() == 0
    MasaSimpan.objects.update(bulan=6)
    assert simpan.sweep() == 2
    assert (Pesan.objects.count(), PercobaanKirim.objects.count(), Pengingat.objects.get().status) == (0, 0, "antre")
    assert Jejak.objects.get(aksi="pesan.buang").rincian == {"banyak": 2}
    assert simpan.sweep() == 0


@pytest.mark.django_db
def test_months_are_changed_in_kelola_and_the_row_stays(client: Client) -> None:
    client.force_login(user("admin"))
    alamat = reverse("admin:verval_masasimpan_change", args=["pesan"])
    assert "antara 1 dan 120 bulan" in client.post(alamat, {"bulan": 0, "dasar": ""}).content.decode()
    assert client.post(alamat, {"bulan": 24, "dasar": "SK Kepala Dinas"}).status_code == 302
    assert MasaSimpan.objects.get(kode="pesan").bulan == 24
    assert Jejak.objects.get(aksi="masasimpan.ubah").pelaku == user("admin")
    assert client.get(reverse("admin:verval_masasimpan_delete", args=["pesan"])).status_code == 403
