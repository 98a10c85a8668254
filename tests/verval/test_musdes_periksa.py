"""The public page: the kept paper is recognised, one changed byte is not, and nobody is named."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
import zxingcpp
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dtsen.accounts.pembatas import PER_ALAMAT
from tests.cast import user
from tests.families import aminah
from tests.musdes import OPERATOR, attended, decided, opened
from tests.unggahan import pdf
from verval import pembaruan
from verval.models import Musyawarah
from verval.musdes import arsip, sptjm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _hitungan_baru() -> None:
    cache.clear()


@pytest.fixture
def sidang() -> Musyawarah:
    pembaruan.draft(
        aminah(), "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user(OPERATOR), ajukan=True
    )  # fmt: skip
    satu = opened()
    attended(satu)
    decided(satu)
    klien = Client()
    klien.force_login(user(OPERATOR))
    assert klien.post(f"/verval/musyawarah/{satu.pk}/langkah/", {"aksi": "tutup"}).status_code == 302
    satu.refresh_from_db()
    assert satu.status == "ditutup"
    return satu


def upload(sidang: Musyawarah, isi: bytes) -> str:
    berkas = SimpleUploadedFile("berkas.pdf", isi, "application/pdf")
    return Client().post(f"/periksa/{sidang.kode_periksa}/", {"berkas": berkas}).content.decode()


def test_the_paper_leads_to_the_page_and_the_page_knows_it_without_naming_anybody(sidang: Musyawarah) -> None:
    isi = arsip.path_of(sidang.dokumen.nama_berkas).read_bytes()
    halaman = Client().get(f"/periksa/{sidang.kode_periksa}/").content.decode()
    for kata in ("Berita acara musyawarah desa", "Desa Perian", sidang.dokumen.sidik_isi):
        assert kata in halaman
    for rahasia in ("AMINAH", "Suriansyah", sidang.kasus.get().isi.kode_lacak):
        assert rahasia not in halaman
    assert "Sama dengan yang disahkan" in upload(sidang, isi)


def scanned(pdf: bytes, halaman: int) -> str:
    """What a telephone reads from a page as it is printed at 150 dpi."""
    lembar = pdfium.PdfDocument(pdf)[halaman]
    kode = zxingcpp.read_barcodes(lembar.render(scale=150 / 72).to_pil().convert("L"))
    return "".join(satu.text for satu in kode)


def test_the_qr_on_every_page_is_read_back_and_opens_the_page(sidang: Musyawarah) -> None:
    isi = arsip.path_of(sidang.dokumen.nama_berkas).read_bytes()
    banyak = len(pdfium.PdfDocument(isi))
    assert banyak >= 2
    alamat = {scanned(isi, nomor) for nomor in range(banyak)}
    assert alamat == {f"{settings.ALAMAT_PUBLIK}/periksa/{sidang.kode_periksa}/"}
    jalan = alamat.pop().removeprefix(settings.ALAMAT_PUBLIK)
    berkas = SimpleUploadedFile("berkas.pdf", isi, "application/pdf")
    assert "Sama dengan yang disahkan" in Client().post(jalan, {"berkas": berkas}).content.decode()
    # The code beside it is random: one letter less and nobody answers.
    assert Client().get(f"{jalan[:-2]}/").status_code == 422


def test_one_changed_byte_is_refused_wherever_it_is(sidang: Musyawarah) -> None:
    isi = arsip.path_of(sidang.dokumen.nama_berkas).read_bytes()
    for letak in (0, len(isi) // 2, len(isi) - 1):
        diubah = bytearray(isi)
        diubah[letak] ^= 1
        jawaban = upload(sidang, bytes(diubah))
        assert "<h1>Berbeda</h1>" in jawaban
        assert "Sama dengan yang disahkan" not in jawaban
    assert "<h1>Berbeda</h1>" in upload(sidang, isi + b"\n")


def test_the_code_can_be_typed_and_a_wrong_one_says_so(sidang: Musyawarah) -> None:
    kode = sidang.kode_periksa.lower()
    jawaban = Client().post("/periksa/", {"kode": f"{kode[:4]} {kode[4:8]}-{kode[8:]}"})
    assert jawaban["Location"] == f"/periksa/{sidang.kode_periksa}/"
    assert Client().post("/periksa/", {"kode": "pendek"}).status_code == 422
    salah = Client().get("/periksa/23456789ABCD/")
    assert salah.status_code == 422
    assert "Tidak ada dokumen dengan kode ini" in salah.content.decode()


def test_a_session_that_is_not_closed_has_no_paper_to_check() -> None:
    satu = opened()
    assert Client().get(f"/periksa/{satu.kode_periksa}/").status_code == 422


def test_too_many_wrong_codes_close_the_page_for_that_address(
    sidang: Musyawarah, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.batas.count", lambda *_: None)  # how often at all is asked in tests/keras
    klien = Client()
    for _ in range(PER_ALAMAT[0]):
        klien.get("/periksa/23456789ABCD/")
    assert klien.get(f"/periksa/{sidang.kode_periksa}/").status_code == 429


def test_of_an_sptjm_both_the_paper_and_the_signed_scan_are_known() -> None:
    kasus = pembaruan.draft(
        aminah(), "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user(OPERATOR), ajukan=True
    )
    satu = sptjm.prepare(
        kasus.kode_desa, [("pembaruan", kasus.pk)], tempat="Perian", alasan="Desa kebanjiran.", pelaku=user(OPERATOR)
    )
    klien = Client()
    klien.force_login(user(OPERATOR))
    surat = klien.get(f"/verval/musyawarah/{satu.pk}/dokumen/").content
    # The same bytes under whatever name the host was asked.
    assert klien.get(f"/verval/musyawarah/{satu.pk}/dokumen/", headers={"host": "localhost"}).content == surat
    assert scanned(surat, 0) == f"{settings.ALAMAT_PUBLIK}/periksa/{satu.kode_periksa}/"
    pindai = SimpleUploadedFile("pindai.pdf", pdf(), "application/pdf")
    klien.post(f"/verval/musyawarah/{satu.pk}/pindai/", {"berkas": pindai})
    satu.refresh_from_db()
    assert satu.status == "ditutup"
    assert "Berkas Anda persis sama" in upload(satu, surat)
    disimpan = klien.get(f"/verval/bukti/{kasus.bukti.get().pk}/")
    assert "pindaian bertanda tangan" in upload(satu, disimpan.getvalue())
    assert "<h1>Berbeda</h1>" in upload(satu, io.BytesIO(pdf(halaman=2)).getvalue())
