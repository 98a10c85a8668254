"""Messages about cases: words, outbox, WhatsApp over a real HTTP server, e-mail, failover, and what is never told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from config.local import proses
from dtsen.accounts.models import Jejak, User
from dtsen.registry import lingkup
from dtsen.registry.models import Keluarga
from dtsen.wilayah.cakupan import Cakupan
from tests.cast import MELAYU, PERIAN, user
from tests.conftest import Basisdata
from tests.families import aminah, member
from tests.kasus import advance
from tests.verval.penyedia import Penyedia, nobody, penyedia
from verval import pembaruan
from verval.models import Kontak, Pembaruan, PercobaanKirim, Pesan, TemplatPesan
from verval.models.pesan import ISIAN
from verval.pesan import kirim
from verval.pesan.gerbang import KirimGagal
from verval.pesan.kirim import PALING_BANYAK

TELEPON, SUREL = "6281255512345", "warga.rahasia@contoh.example"
ALASAN = "Lantai rumah RAHASIA sudah disemen."


def case(*, surel: str = SUREL, telepon: str = TELEPON, ajukan: bool = True) -> Pembaruan:
    """A correction about Aminah herself, with a contact; its filing has put one message into the outbox."""
    keluarga = aminah()
    kasus = pembaruan.draft(
        keluarga, "status_kawin", 4, alasan=ALASAN, pelaku=user("operator.perian"),
        individu=member(keluarga, "AMINAH"),
    )  # fmt: skip
    if surel or telepon:
        Kontak.objects.create(
            pembaruan=kasus, keluarga=keluarga, kode_desa=keluarga.kode_desa, surel=surel, telepon=telepon
        )
    if ajukan:
        pembaruan.move(kasus, "ajukan", pelaku=user("operator.perian"), status="draf")
    return kasus


def attempts() -> list[tuple[str, str]]:
    return list(PercobaanKirim.objects.values_list("saluran", "galat"))


def send_until_done(pesan: Pesan) -> list[int | None]:
    """Make attempts, each at its time: the clock of the row is set back instead of waiting."""
    waktu: list[int | None] = []
    for _ in range(3 * PALING_BANYAK):
        waktu.append(kirim.send(pesan.pk))
        if waktu[-1] is None:
            break
        Pesan.objects.filter(pk=pesan.pk).update(berikut=timezone.now())
    pesan.refresh_from_db()
    return waktu


# --- words --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("isi", ["Halo {nama}", "{ inisial }", "{inisial", "inisial}", "{{inisial}}", "{inisial.nik}"])
def test_a_template_cannot_ask_for_more(isi: str) -> None:
    templat = TemplatPesan(penerima="warga", kode="diperiksa", saluran="wa", isi=isi)
    with pytest.raises(ValidationError, match=r"hanya \{inisial\}"):
        templat.full_clean()
    with pytest.raises(IntegrityError, match="templat_isian_dikenal"), transaction.atomic():
        templat.save()


@pytest.mark.django_db
def test_a_template_with_every_placeholder_and_lines() -> None:
    isi = "Baris satu\n" + " ".join(f"{{{nama}}}" for nama in ISIAN)
    templat = TemplatPesan(penerima="warga", kode="diperiksa", saluran="surel", judul="{kode_lacak}", isi=isi)
    templat.full_clean()
    templat.save()
    nilai = {nama: f"<{nama}>" for nama in ISIAN} | {"keadaan": "{inisial}"}
    assert templat.fill(nilai) == (
        "<kode_lacak>",
        "Baris satu\n<inisial> <kode_lacak> {inisial} <program> <desa> <tenggat>",
    )


@pytest.mark.django_db
def test_a_subject_is_one_line() -> None:
    with pytest.raises(IntegrityError, match="templat_isian_dikenal"), transaction.atomic():
        TemplatPesan.objects.create(
            penerima="warga", kode="diperiksa", saluran="surel", judul="Satu\nBcc: dua@contoh.example", isi="Isi."
        )


# --- outbox -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_nothing_of_the_person_is_told() -> None:
    kasus = case()
    pesan = Pesan.objects.get()
    assert set(pesan.isian) == set(ISIAN)
    orang = kasus.individu
    assert orang is not None
    rahasia = [
        orang.nama,
        orang.nik,
        kasus.keluarga.nomor_kk,
        "JL. POROS",
        "RAHASIA",
        "kawin",
        "cerai",
        "desil",
        "RT 003",
    ]
    for templat in TemplatPesan.objects.exclude(penerima__in=("pengingat", "pelapor")):
        teks = " ".join(templat.fill(pesan.isian))
        assert "A." in teks
        for kata in rahasia:
            assert str(kata).lower() not in teks.lower(), (templat, kata)


@pytest.mark.django_db
def test_the_message_is_written_with_the_hop_or_not_at_all() -> None:
    kasus = case(ajukan=False)

    def gagal_sesudahnya() -> None:
        with transaction.atomic():
            pembaruan.move(kasus, "ajukan", pelaku=user("operator.perian"), status="draf")
            assert Pesan.objects.count() == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        gagal_sesudahnya()
    assert Pesan.objects.count() == 0


@pytest.mark.django_db
def test_without_a_contact_or_for_a_draft_nothing_is_written() -> None:
    kasus = case(surel="", telepon="")
    assert Pesan.objects.count() == 0
    draf = pembaruan.draft(
        kasus.keluarga, "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user("operator.perian")
    )
    Kontak.objects.create(pembaruan=draf, keluarga=draf.keluarga, kode_desa=draf.kode_desa, surel=SUREL)
    pembaruan.move(draf, "batalkan", pelaku=user("operator.perian"), status="draf")
    assert Pesan.objects.count() == 0


@pytest.mark.django_db
def test_the_maker_hears_from_others_at_the_address_of_the_account() -> None:
    User.objects.filter(username="operator.perian").update(email="operator@contoh.example")
    kasus = case(surel="", telepon="")
    advance(kasus)
    assert Pesan.objects.count() == 0  # the own hop, and hops without a template
    pembaruan.move(
        kasus, "kembalikan", pelaku=user("verifikator"), status="diperiksa", alasan="Foto akta RAHASIA belum ada."
    )
    pesan = Pesan.objects.get()
    assert (pesan.penerima, pesan.akun) == ("petugas", user("operator.perian"))
    send_until_done(pesan)
    surat = mail.outbox[0]
    assert surat.to == ["operator@contoh.example"]
    assert surat.subject == f"Pengajuan {kasus.kode_lacak}: Dikembalikan untuk dilengkapi"
    assert "RAHASIA" not in surat.body


@pytest.mark.django_db
def test_a_blocked_account_hears_nothing() -> None:
    User.objects.filter(username="operator.perian").update(email="operator@contoh.example")
    kasus = case(surel="", telepon="")
    advance(kasus)
    pembaruan.move(kasus, "kembalikan", pelaku=user("verifikator"), status="diperiksa", alasan="Foto belum ada.")
    User.objects.filter(username="operator.perian").update(is_active=False)
    pesan = Pesan.objects.get()
    assert send_until_done(pesan) == [None]
    assert (pesan.status, mail.outbox) == ("gagal", [])


# --- channels -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_whatsapp_takes_it(settings: Settings) -> None:
    kasus = case()
    with penyedia(200) as wa:
        settings.PESAN_WA_URL, settings.PESAN_WA_TOKEN = wa.alamat, "rahasia-token"
        pesan = Pesan.objects.get()
        assert send_until_done(pesan) == [None]
    kepala, isi = wa.diterima[0]
    assert kepala["Authorization"] == "Bearer rahasia-token"
    assert isi["to"] == TELEPON
    assert isi["text"].startswith("Pengajuan Pembaruan data atas nama A. (Desa Perian): Sudah diajukan. Biasanya 7")
    assert kasus.kode_lacak in isi["text"]
    assert (pesan.status, attempts(), mail.outbox) == ("terkirim", [("wa", "")], [])
    # Sent is sent, whoever asks again.
    assert kirim.send(pesan.pk) is None
    assert len(attempts()) == 1


@pytest.mark.django_db
def test_an_error_of_the_server_is_tried_again(settings: Settings) -> None:
    case()
    with penyedia(500, 200) as wa:
        settings.PESAN_WA_URL = wa.alamat
        pesan = Pesan.objects.get()
        assert send_until_done(pesan) == [60, None]
    assert (pesan.status, attempts()) == ("terkirim", [("wa", "HTTP 500"), ("wa", "")])


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 401, 302])
def test_a_refusal_goes_to_the_next_channel_at_once(settings: Settings, status: int) -> None:
    case()
    with penyedia(status, 200) as wa:
        settings.PESAN_WA_URL = wa.alamat
        pesan = Pesan.objects.get()
        assert send_until_done(pesan) == [0, None]
    assert len(wa.diterima) == 1  # a redirect is not followed with the token
    assert (pesan.status, attempts()) == ("terkirim", [("wa", f"HTTP {status}"), ("surel", "")])


@pytest.mark.django_db
def test_an_answer_that_comes_too_late(settings: Settings) -> None:
    case()
    with penyedia(0, 200) as wa:
        settings.PESAN_WA_URL, settings.PESAN_WA_DETIK = wa.alamat, 0.3
        pesan = Pesan.objects.get()
        assert send_until_done(pesan) == [60, None]
    assert attempts() == [("wa", "waktu habis"), ("wa", "")]


@pytest.mark.django_db
def test_nobody_listens_and_the_mail_takes_over(settings: Settings) -> None:
    case()
    settings.PESAN_WA_URL = nobody()
    pesan = Pesan.objects.get()
    assert send_until_done(pesan) == [60, 120, 240, 0, None]
    assert attempts() == [("wa", "sambungan ConnectionRefusedError")] * PALING_BANYAK + [("surel", "")]
    assert (pesan.status, mail.outbox[0].to) == ("terkirim", [SUREL])


@pytest.mark.django_db
def test_when_every_channel_is_used_up_it_is_given_up(settings: Settings) -> None:
    case(surel="")
    settings.PESAN_WA_URL = nobody()
    pesan = Pesan.objects.get()
    assert send_until_done(pesan) == [60, 120, 240, None]
    assert (pesan.status, len(attempts()), mail.outbox) == ("gagal", PALING_BANYAK, [])


@pytest.mark.django_db
def test_the_order_of_channels_is_a_setting(settings: Settings) -> None:
    case()
    with penyedia(200) as wa:
        settings.PESAN_WA_URL, settings.PESAN_SALURAN = wa.alamat, ("surel", "wa")
        send_until_done(Pesan.objects.get())
    assert (attempts(), wa.diterima) == ([("surel", "")], [])


@pytest.mark.django_db
def test_before_its_time_and_while_another_worker_has_it_nothing_is_sent(settings: Settings) -> None:
    case()
    pesan = Pesan.objects.get()
    Pesan.objects.update(berikut=timezone.now() + timedelta(seconds=30))
    assert kirim.send(pesan.pk) is None
    assert attempts() == []


@pytest.mark.django_db
def test_a_worker_that_comes_back_late_does_not_unsend_it() -> None:
    case(telepon="")
    pesan = Pesan.objects.get()
    lambat = kirim._claim(pesan.pk)
    assert lambat is not None
    assert kirim.send(pesan.pk) is None  # held by the slow one
    assert mail.outbox == []
    Pesan.objects.update(berikut=timezone.now())  # the lease is over
    kirim.send(pesan.pk)
    assert kirim._record(lambat, KirimGagal("waktu habis", tetap=True)) is None
    pesan.refresh_from_db()
    assert (pesan.status, len(mail.outbox)) == ("terkirim", 1)


@pytest.mark.django_db
def test_no_address_in_trail_or_logs(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.PESAN_WA_URL = nobody()
    with caplog.at_level(logging.DEBUG):
        case()
        send_until_done(Pesan.objects.get())
    tertulis = caplog.text + str(list(Jejak.objects.values()))
    assert "belum terkirim" in caplog.text
    for kata in (TELEPON, TELEPON[2:], SUREL, "warga.rahasia"):
        assert kata not in tertulis


@pytest.mark.django_db
def test_a_contact_goes_when_the_case_has_ended_and_everything_is_told() -> None:
    kasus = case(telepon="")
    kirim.sweep()
    assert Kontak.objects.count() == 1
    pembaruan.move(kasus, "batalkan", pelaku=user("operator.perian"), status="diajukan")
    kirim.sweep()
    assert Kontak.objects.count() == 1  # two messages wait
    for pesan in Pesan.objects.all():
        send_until_done(pesan)
    kirim.sweep()
    assert (Kontak.objects.count(), Pesan.objects.filter(status="terkirim").count()) == (0, 2)


# --- walls and workers --------------------------------------------------------------------------------------


def test_contacts_messages_and_attempts_stay_in_their_desa(basisdata: Basisdata, buta: bool) -> None:
    with lingkup.within(lingkup.INDONESIA):
        kasus = case()
        send_until_done(Pesan.objects.get())
    model = (Kontak, Pesan, PercobaanKirim)
    assert [m._default_manager.count() for m in model] == [0, 0, 0]
    with lingkup.within(Cakupan.of([MELAYU])):
        assert [m._default_manager.count() for m in model] == [0, 0, 0]
    with lingkup.within(Cakupan.of([PERIAN])):
        assert [m._default_manager.count() for m in model] == [1, 1, 1]
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            PercobaanKirim.objects.update(galat="lain")
    with lingkup.within(Cakupan.of(["6402"])):
        Keluarga.objects.filter(pk=kasus.keluarga_id).update(kode_desa=MELAYU)
    with lingkup.within(Cakupan.of([MELAYU])):
        assert [m._default_manager.count() for m in model] == [1, 1, 1]


@pytest.fixture
def mundur_cepat(basisdata: Basisdata) -> None:
    basisdata.lingkungan["PESAN_MUNDUR_DETIK"] = "1"


@pytest.fixture
def wa_dua_kali(basisdata: Basisdata, mundur_cepat: None) -> Iterator[Penyedia]:
    with penyedia(500, 200) as wa:
        basisdata.lingkungan["PESAN_WA_URL"] = wa.alamat
        yield wa


def test_a_worker_sends_after_the_commit_and_tries_again(wa_dua_kali: Penyedia, pekerja: Callable[[], str]) -> None:
    case()
    assert proses.wait_until(lambda: Pesan.objects.get().status == "terkirim", batas_detik=120), pekerja()
    assert attempts() == [("wa", "HTTP 500"), ("wa", "")]
    assert TELEPON not in pekerja()


@pytest.mark.django_db
def test_the_admin_writes_the_words_and_nothing_else(client: Client) -> None:
    client.force_login(user("admin"))
    templat = TemplatPesan.objects.get(penerima="warga", kode="diajukan", saluran="wa")
    alamat = reverse("admin:verval_templatpesan_change", args=[templat.pk])
    isi = {"penerima": "warga", "kode": "diajukan", "saluran": "wa", "judul": "", "isi": "Halo {nama}", "aktif": "on"}
    jawab = client.post(alamat, isi)
    assert "Yang boleh di dalam kurung kurawal hanya {inisial}" in jawab.content.decode()
    assert client.post(alamat, isi | {"kode": "diajukam", "isi": "Halo"}).status_code == 200
    assert client.post(alamat, isi | {"isi": "Halo {inisial}"}).status_code == 302
    templat.refresh_from_db()
    assert templat.isi == "Halo {inisial}"
    assert Jejak.objects.get(aksi="templatpesan.ubah").pelaku == user("admin")


TANPA_BROKER = """
from dtsen.accounts.models import User
from dtsen.registry import lingkup
from verval import pembaruan
from verval.models import Pembaruan
with lingkup.within(lingkup.INDONESIA):
    operator = User.objects.get(username="operator.perian")
    pembaruan.move(Pembaruan.objects.get(), "ajukan", pelaku=operator, status="draf")
"""


def test_without_a_broker_the_hop_is_taken_and_the_message_waits(basisdata: Basisdata) -> None:
    kasus = case(telepon="", ajukan=False)
    basisdata.lingkungan["REDIS_URL"] = "redis://127.0.0.1:1/0"
    basisdata.manage("shell", "-c", TANPA_BROKER)
    kasus.refresh_from_db()
    assert (kasus.status, Pesan.objects.get().status) == ("diajukan", "antre")
    send_until_done(Pesan.objects.get())  # what the sweep queues a minute later
    assert mail.outbox[0].to == [SUREL]
