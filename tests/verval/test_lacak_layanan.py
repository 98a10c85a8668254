"""Residents follow reactivations and disputes by their code and hear about them; of a finding nobody is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import user
from tests.families import aminah, member
from tests.layanan import answered, dispute, excluded, found, reactivation, take
from verval import kontak, lacak
from verval.alur_layanan import LABEL_REAKTIVASI, LABEL_SENGKETA
from verval.models import Kontak, Pesan, Reaktivasi, Sengketa
from verval.pesan import kirim

pytestmark = pytest.mark.django_db
SUREL = "warga.rahasia@contoh.example"


@pytest.fixture(autouse=True)
def kosong(django_db_setup: None) -> None:
    cache.clear()


def ask(kode: str) -> HttpResponse:
    jawab: HttpResponse = Client().post(reverse("lacak"), {"kode": kode}, REMOTE_ADDR="10.1.1.1")  # type: ignore[assignment]
    return jawab


def timeline(jawab: HttpResponse) -> list[str]:
    return re.findall(r"<strong>([^<]+)</strong>", jawab.text)


def told(kasus: Reaktivasi | Sengketa) -> list[str]:
    """The states that the resident was told, oldest first."""
    semua = Pesan.objects.filter(penerima="warga", langkah__in=kasus.langkah.all()).order_by("id")
    return [satu.isian["keadaan"] for satu in semua]


def active() -> Reaktivasi:
    kasus = reactivation(member(aminah(), "AMINAH"))
    kontak.save(kasus, surel=SUREL, telepon="", pelaku=user("operator.perian"))
    for aksi, siapa in (
        ("ajukan", "operator.perian"), ("verifikasi", "verifikator"), ("setujui", "kepala"), ("kirim", "petugas"),
        ("terima", "petugas"),
    ):  # fmt: skip
        kasus = take(kasus, aksi, siapa)
    return kasus


def test_every_status_has_words() -> None:
    for jenis, label in (("reaktivasi", LABEL_REAKTIVASI), ("sengketa", LABEL_SENGKETA)):
        semua = [lacak.state(jenis, status) for status in label]
        assert all(satu.label and satu.lanjut.endswith(".") for satu in semua)
    assert "Keberatan" in lacak.state("sengketa", "diterima").label
    assert "Kementerian" in lacak.state("usulan", "diterima").label


def test_a_reactivation_by_its_code() -> None:
    kasus = active()
    jawab = ask(kasus.kode_lacak)
    assert timeline(jawab) == [
        "Sudah diajukan",
        "Surat dan data sudah diperiksa",
        "Disetujui Kepala Dinas Sosial",
        "Diajukan ke Kementerian Sosial",
        "Kepesertaan aktif kembali",
    ]
    for kata in ("Pengaktifan kembali PBI-JK", "A.", "Desa Perian", "harus diperbarui"):
        assert kata in jawab.text, kata
    for rahasia in ("parikesit", "445/12", "aminah", str.__str__(kasus.individu.nik or "") if kasus.individu else ""):
        assert rahasia not in jawab.text.lower(), rahasia


def test_a_dispute_by_its_code_until_it_is_granted() -> None:
    kasus = dispute(excluded(aminah(), "pkh"))
    assert ask(kasus.kode_lacak).status_code == 422  # a draft
    kontak.save(kasus, surel=SUREL, telepon="", pelaku=user("operator.perian"))
    kasus = take(kasus, "ajukan", "operator.perian")
    kasus = take(kasus, "periksa", "verifikator")
    assert "Dinyatakan lengkap" in ask(kasus.kode_lacak).text
    kasus = take(kasus, "kirim", "petugas")
    kasus = take(kasus, "terima", "petugas", alasan="Jawaban Kemensos 12 November.")
    jawab = ask(kasus.kode_lacak)
    assert "Keberatan atas pengecualian bansos" in jawab.text
    assert timeline(jawab)[-1] == "Keberatan diterima"
    assert "12 November" not in jawab.text
    assert told(kasus)[-1] == "Keberatan diterima"


def test_a_finding_is_not_followed(tmp_path: Path) -> None:
    temuan = answered(found(member(aminah(), "AMINAH"), tmp_path))
    assert ask(temuan.kode_lacak).status_code == 422
    assert lacak.find(temuan.kode_lacak) is None


def test_hops_tell_whoever_left_a_contact_until_the_end() -> None:
    kasus = active()
    assert told(kasus) == [
        "Sudah diajukan",
        "Disetujui Kepala Dinas Sosial",
        "Diajukan ke Kementerian Sosial",
        "Kepesertaan aktif kembali",
    ]
    assert {satu.isian["program"] for satu in Pesan.objects.all()} == {"Pengaktifan kembali PBI-JK"}
    Pesan.objects.update(status="terkirim")
    kirim.sweep()
    assert Kontak.objects.get().reaktivasi == kasus
    kasus = take(kasus, "penuhi", "verifikator", alasan="Data keluarga sudah diperbarui.")
    kirim.sweep()
    assert Kontak.objects.exists()  # something waits to be told
    Pesan.objects.update(status="terkirim")
    kirim.sweep()
    assert not Kontak.objects.exists()


def test_the_page_asks_the_maker_for_a_contact(client: Client) -> None:
    kasus = reactivation(member(aminah(), "AMINAH"))
    alamat = reverse("verval:reaktivasi_kontak", args=[kasus.pk])
    client.force_login(user("operator.perian"))
    assert client.post(alamat, {"surel": "bukan surel"}).status_code == 422
    assert client.post(alamat, {"surel": SUREL}).status_code == 302
    assert Kontak.objects.get().surel == SUREL
    kasus = take(kasus, "ajukan", "operator.perian")
    halaman = client.get(reverse("verval:reaktivasi_detail", args=[kasus.pk])).text
    assert kasus.kode_lacak in halaman[halaman.index('id="lembar-lacak"') :]
    client.force_login(user("verifikator"))
    assert SUREL not in client.get(reverse("verval:reaktivasi_detail", args=[kasus.pk])).text
    client.force_login(user("operator.melayu"))
    assert client.post(alamat, {"surel": "lain@contoh.example"}).status_code == 404
    assert Kontak.objects.get().surel == SUREL
