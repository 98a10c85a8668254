"""Too many searches, downloads, uploads or calls: 429 with words, counted in the real Redis; open where it is away."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings
from redis import Redis

from config.batas import ALAMAT, API
from config.rute import routes
from dtsen.accounts import batas
from dtsen.accounts.batas import BATAS, JAM, MENIT, Batas, TerlaluSering
from dtsen.accounts.models import Jejak
from tests import servers
from tests.cast import user
from tests.families import aminah
from verval import usulan
from verval.models import ProgramBansos

KECIL = Batas(((2, MENIT), (4, JAM)), ((5, MENIT),), "pencarian")


@pytest.fixture(autouse=True)
def kosong(settings: Settings, django_db_setup: None) -> Iterator[None]:
    def bersih() -> None:
        for kunci in klien.scan_iter("*:batas:*"):
            klien.delete(kunci)

    klien = Redis.from_url(settings.REDIS_CLIENT_URL)
    bersih()
    yield
    bersih()
    klien.close()


@pytest.fixture
def kecil(monkeypatch: pytest.MonkeyPatch) -> None:
    for jenis in BATAS:
        monkeypatch.setitem(BATAS, jenis, KECIL)


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def _reverses(nama: str, banyak: int) -> bool:
    """Whether there is an address of this name with so many parts that vary."""
    with suppress(NoReverseMatch):
        return bool(reverse(nama, args=[1] * banyak))
    return False


@pytest.mark.django_db
@pytest.mark.usefixtures("kecil")
def test_searching_too_often_on_the_page() -> None:
    aminah()
    klien, alamat = masuk("operator.perian"), reverse("verval:warga")
    assert [klien.post(alamat, {"q": "AMINAH"}).status_code for _ in range(4)] == [302, 302, 429, 429]
    jawaban = klien.post(alamat, {"q": "AMINAH"})
    assert 0 < int(jawaban["Retry-After"]) <= JAM + 1
    assert "Tunggu" in jawaban.content.decode()
    # Looking at the page is not searching, and another user has counters of their own.
    assert klien.get(alamat).status_code == 200
    assert masuk("petugas").post(alamat, {"q": "AMINAH"}).status_code in {302, 429}
    jejak = Jejak.objects.filter(aksi="batas.terlampaui")
    assert {j.rincian["jenis"] for j in jejak} == {"cari"}
    assert jejak.filter(pelaku=user("operator.perian")).count() <= 3  # once a window, not once a try


@pytest.mark.django_db
@pytest.mark.usefixtures("kecil")
def test_downloading_too_often_whatever_the_method() -> None:
    klien = masuk("petugas")
    alamat = reverse("verval:usulan_unduh")
    for jalur in (alamat, reverse("registry:impor_tolakan", args=[1])):
        assert klien.post(jalur).status_code == 405
    assert [klien.head(alamat).status_code, klien.get(alamat).status_code] == [200, 200]
    assert [klien.head(alamat).status_code, klien.get(alamat).status_code] == [429, 429]


@pytest.mark.django_db
@pytest.mark.usefixtures("kecil")
def test_asking_for_the_trail_of_numbers_too_often() -> None:
    klien, alamat = masuk("dpo"), reverse("registry:jejak_warga")
    assert [klien.post(alamat, {"nik": "6402065508850006"}).status_code for _ in range(3)] == [422, 422, 429]
    assert klien.get(alamat).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("kecil")
def test_families_one_after_the_other_on_pages_and_by_the_api() -> None:
    keluarga = aminah()
    klien = masuk("operator.perian")
    empat = ("registry:keluarga", "ranking:keluarga_desil", "verval:keluarga", "api:keluarga_detail")
    assert [klien.get(reverse(nama, args=[keluarga.pk])).status_code for nama in empat] == [200, 200, 429, 429]


@pytest.mark.django_db
def test_pages_of_full_numbers_have_a_limit_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BATAS, "penuh", KECIL)
    keluarga = aminah()
    kasus = usulan.draft(keluarga, ProgramBansos.objects.get(pk="pkh"), pelaku=user("operator.perian"), ajukan=True)
    klien = masuk("verifikator")
    halaman = [reverse("registry:keluarga", args=[keluarga.pk]), reverse("verval:usulan_detail", args=[kasus.pk])]
    for _ in range(3):  # masked pages do not count
        assert klien.get(halaman[0]).status_code == 200
    klien.post(reverse("accounts:akses_penuh"), {"sebab": "padan", "alasan": "Mencocokkan NIK ganda di Muara Muntai."})
    nik = "6402015203" + "800001"
    for alamat in halaman:
        assert nik in klien.get(alamat).text
    for alamat in halaman:
        jawaban = klien.get(alamat)
        assert (jawaban.status_code, nik in jawaban.text) == (429, False)
        assert int(jawaban["Retry-After"]) > 0
    assert Jejak.objects.get(aksi="batas.terlampaui").rincian == {"jenis": "penuh"}
    klien.post(reverse("accounts:akses_penuh_matikan"))
    assert klien.get(halaman[0]).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("kecil")
def test_calling_too_often() -> None:
    klien = masuk("operator.perian")
    alamat = reverse("api:program")
    assert [klien.get(alamat).status_code for _ in range(3)] == [200, 200, 429]
    jawaban = klien.get(alamat)
    assert jawaban.json()["kode"] == "terlalu_sering"
    assert int(jawaban["Retry-After"]) > 0


@pytest.mark.usefixtures("kecil")
def test_a_window_ends_and_the_longer_one_still_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    saat = 1_800_000_000.0
    monkeypatch.setattr(time, "time", lambda: saat)
    for _ in range(2):
        batas.check("cari", pengguna=1, alamat="a")
    with pytest.raises(TerlaluSering) as galat:
        batas.check("cari", pengguna=1, alamat="a")
    assert (galat.value.pertama, galat.value.tunggu <= MENIT + 1) == (True, True)
    saat += MENIT
    batas.check("cari", pengguna=1, alamat="a")  # the fourth of the hour
    with pytest.raises(TerlaluSering) as galat:
        batas.check("cari", pengguna=1, alamat="a")
    assert galat.value.tunggu > MENIT


@pytest.mark.usefixtures("kecil")
def test_many_accounts_from_one_address_share_a_limit() -> None:
    for nomor in range(5):
        batas.check("cari", pengguna=100 + nomor, alamat="10.0.0.9")
    with pytest.raises(TerlaluSering):
        batas.check("cari", pengguna=999, alamat="10.0.0.9")
    batas.check("cari", pengguna=999, alamat="10.0.0.10")


@pytest.mark.usefixtures("kecil")
def test_the_addresses_of_one_ipv6_connection_share_a_limit() -> None:
    for nomor in range(5):
        batas.check("cari", pengguna=100 + nomor, alamat=f"2001:db8:0:7::{nomor}")
    with pytest.raises(TerlaluSering):
        batas.check("cari", pengguna=999, alamat="2001:db8:0:7:ffff::1")
    batas.check("cari", pengguna=999, alamat="2001:db8:0:8::1")


@pytest.mark.usefixtures("kecil")
def test_the_counters_hold_no_address(settings: Settings) -> None:
    batas.check("cari", pengguna=7, alamat="10.77.88.99")
    with servers.server.valkey.client(servers.NOMOR_REDIS) as klien:
        kunci = [k.decode() for k in klien.scan_iter("*:batas:*")]
        assert kunci
        assert not any("10.77" in k for k in kunci)
        assert all(0 < klien.ttl(k) <= JAM for k in kunci)


@pytest.mark.usefixtures("kecil")
def test_without_redis_work_goes_on_and_the_log_says_so(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.REDIS_CLIENT_URL = "unix:///tidak/ada.sock"
    with caplog.at_level(logging.WARNING, logger="dtsen.accounts.batas"):
        for _ in range(10):
            batas.check("cari", pengguna=1, alamat="a")
    assert "Redis tidak menjawab" in caplog.text


def test_the_table_names_real_addresses_and_a_day_at_the_desk_fits() -> None:
    for nama in {*ALAMAT, *API}:
        assert any(_reverses(nama, banyak) for banyak in range(3)), nama
    assert {jenis for jenis, _ in ALAMAT.values()} | set(API.values()) <= set(BATAS)
    for satu in BATAS.values():
        # An office shares one address: never less than five people's worth.
        assert all(n >= 5 * m for (n, _), (m, _) in zip(satu.alamat, satu.pengguna, strict=False))
    # A resident every two minutes, three searches each, and the slips of the pen.
    assert {d: n for n, d in BATAS["cari"].pengguna}[JAM] >= 30 * 3 * 2


def test_every_download_of_the_pages_counts() -> None:
    keluar = ("_unduh", "_pdf", "_xlsx", "_tolakan", "_dokumen", "_papan", "_foto_lihat", "_foto")
    lupa = {r.nama for r in routes() if r.nama.endswith(keluar) and not r.nama.startswith("api:")} - set(ALAMAT)
    assert lupa == set()
