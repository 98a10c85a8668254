"""The contact of a case: who may write it, in which form, who sees it, and what the trail says."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dtsen.accounts.models import Jejak
from dtsen.lib.telepon import read_phone
from tests.cast import user
from tests.families import aminah
from verval import pembaruan, usulan
from verval.models import Kontak, Pembaruan, Pesan, ProgramBansos

pytestmark = pytest.mark.django_db
SUREL = "warga.rahasia@contoh.example"


@pytest.fixture
def kasus() -> Pembaruan:
    return pembaruan.draft(aminah(), "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user("operator.perian"))


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def kirim(kasus: Pembaruan, nama: str = "operator.perian", **isi: str) -> HttpResponse:
    alamat = reverse("verval:pembaruan_kontak", args=[kasus.pk])
    jawab: HttpResponse = masuk(nama).post(alamat, isi)  # type: ignore[assignment]
    return jawab


@pytest.mark.parametrize(
    ("tulisan", "nomor"),
    [
        ("0812-3456-7890", "6281234567890"),
        ("+62 812 3456 7890", "6281234567890"),
        ("62.812.3456.7890", "6281234567890"),
        ("(0812) 34567890", "6281234567890"),
        ("0541-661234", ""),
        ("6402015203800001", ""),
        ("0812", ""),
        ("", ""),
    ],
)
def test_a_phone_number_however_it_is_written(tulisan: str, nomor: str) -> None:
    assert read_phone(tulisan) == nomor


def test_written_changed_and_taken_back(kasus: Pembaruan) -> None:
    assert kirim(kasus, telepon="0812-3456-7890").status_code == 302
    assert kirim(kasus, telepon="", surel=SUREL).status_code == 302
    ada = Kontak.objects.get()
    assert (ada.pembaruan, ada.surel, ada.telepon, ada.kode_desa) == (kasus, SUREL, "", kasus.kode_desa)
    kirim(kasus)
    assert not Kontak.objects.exists()
    jejak = Jejak.objects.filter(aksi__startswith="kontak.").order_by("id")
    assert [j.aksi for j in jejak] == ["kontak.simpan", "kontak.simpan", "kontak.hapus"]
    assert {(j.objek, tuple(j.keluarga)) for j in jejak} == {(kasus.objek, (kasus.keluarga_id,))}
    assert "rahasia" not in str(list(Jejak.objects.values()))
    assert "8123456" not in str(list(Jejak.objects.values()))


def test_what_is_no_contact_stays_on_the_page(kasus: Pembaruan) -> None:
    jawab = kirim(kasus, telepon="0541-661234", surel="bukan surel")
    assert jawab.status_code == 422
    for kata in ("Tulis nomor ponsel Indonesia", "nama@contoh.id", "0541-661234", "bukan surel"):
        assert kata in jawab.text
    assert not Kontak.objects.exists()


def test_only_the_maker_sees_and_writes_it(kasus: Pembaruan) -> None:
    kirim(kasus, surel=SUREL)
    pembaruan.move(kasus, "ajukan", pelaku=user("operator.perian"), status="draf")
    alamat = reverse("verval:pembaruan_detail", args=[kasus.pk])
    assert SUREL in masuk("operator.perian").get(alamat).text
    for nama in ("petugas", "verifikator", "kades.perian"):
        isi = masuk(nama).get(alamat).text
        assert SUREL not in isi
        assert 'id="kontak"' not in isi
    assert kirim(kasus, "petugas", surel="lain@contoh.example").status_code == 302
    assert kirim(kasus, "verifikator", surel="lain@contoh.example").status_code == 403
    assert kirim(kasus, "operator.melayu", surel="lain@contoh.example").status_code == 404
    assert Kontak.objects.get().surel == SUREL


def test_not_after_the_end(kasus: Pembaruan) -> None:
    pembaruan.move(kasus, "batalkan", pelaku=user("operator.perian"), status="draf")
    kirim(kasus, surel=SUREL)
    assert not Kontak.objects.exists()


def test_a_proposal_has_one_too_and_filing_tells() -> None:
    kasus = usulan.draft(aminah(), ProgramBansos.objects.get(pk="pkh"), pelaku=user("operator.perian"))
    masuk("operator.perian").post(reverse("verval:usulan_kontak", args=[kasus.pk]), {"telepon": "081234567890"})
    usulan.move(kasus, "ajukan", pelaku=user("operator.perian"), status="draf")
    pesan = Pesan.objects.get()
    assert (pesan.kasus, pesan.isian["program"]) == (kasus, "Usulan bansos PKH")
