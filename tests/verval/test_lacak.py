"""The public tracking page: what a code tells, to whom it tells nothing, and how guessing ends."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dtsen.accounts.models import Jejak
from dtsen.accounts.pembatas import PER_ALAMAT
from dtsen.registry import lingkup
from dtsen.registry.models import Keluarga
from tests.cast import user
from tests.conftest import Basisdata
from tests.families import aminah, member, person
from tests.kasus import advance
from verval import pembaruan, usulan
from verval.lacak import KEADAAN
from verval.models import HitungLacak, Pembaruan, ProgramBansos, Usulan
from verval.models.kasus import read_code
from verval.models.pembaruan import STATUS as STATUS_PEMBARUAN
from verval.models.usulan import STATUS as STATUS_USULAN

ALASAN = "Lantai rumah RAHASIA sudah disemen."
SALAH = "ZZZZ-9999"


@pytest.fixture(autouse=True)
def kosong(django_db_setup: None) -> None:
    cache.clear()


def ask(kode: str, alamat: str = "10.1.1.1") -> HttpResponse:
    jawab: HttpResponse = Client().post(reverse("lacak"), {"kode": kode}, REMOTE_ADDR=alamat)  # type: ignore[assignment]
    return jawab


def filed(keluarga: Keluarga, *, ajukan: bool = True) -> Pembaruan:
    return pembaruan.draft(
        keluarga, "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=user("operator.perian"), ajukan=ajukan
    )


def proposed(keluarga: Keluarga, nama: str) -> Usulan:
    return usulan.draft(
        keluarga, ProgramBansos.objects.get(pk="pkh"), pelaku=user("operator.perian"),
        individu=member(keluarga, nama), ajukan=True,
    )  # fmt: skip


def bare(jawab: HttpResponse, kode: str) -> str:
    """The page without what differs in every answer: the token of the form and the code that was typed."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", jawab.text).replace(kode, "KODE")


@pytest.mark.parametrize(
    ("tulisan", "kode"),
    [
        ("K7M3-9QXA", "K7M3-9QXA"),
        (" k7m3 9qxa ", "K7M3-9QXA"),
        ("k7m39qxa", "K7M3-9QXA"),
        ("K7M3–9QXA", "K7M3-9QXA"),
        ("k.7.m.3.9.q.x.a", "K7M3-9QXA"),
        ("K7M3-9QX", ""),
        ("K7M3-9QXAA", ""),
        ("K7M3-9QX0", ""),
        ("6402015203800001", ""),
        ("", ""),
    ],
)
def test_a_code_is_read_however_it_is_written(tulisan: str, kode: str) -> None:
    assert read_code(tulisan) == kode


def test_every_status_has_words() -> None:
    assert {*STATUS_PEMBARUAN, *STATUS_USULAN} <= set(KEADAAN)
    assert all(k.label and k.lanjut.endswith(".") for k in KEADAAN.values())


@pytest.mark.django_db
def test_a_correction_by_its_code() -> None:
    kasus = filed(aminah())
    jawab = ask(kasus.kode_lacak.lower().replace("-", " "))
    assert jawab.status_code == 200
    assert jawab["Cache-Control"].startswith("max-age=0")
    for kata in ("Sudah diajukan", "Pembaruan data", "A.", "Desa Perian", "hari kerja"):
        assert kata in jawab.text, kata


@pytest.mark.django_db
def test_a_proposal_names_programme_and_hops() -> None:
    kasus = proposed(aminah(), "AMINAH")
    verifikator = user("verifikator")
    advance(kasus)
    usulan.move(kasus, "kembalikan", pelaku=verifikator, status="diperiksa", alasan="Foto rumah kurang SATU.")
    jawab = ask(kasus.kode_lacak)
    assert "Usulan bansos PKH" in jawab.text
    assert re.findall(r"<strong>([^<]+)</strong>", jawab.text) == [
        "Sudah diajukan",
        "Sudah dibahas dalam musyawarah desa/kelurahan",
        "Disahkan desa/kelurahan",
        "Sedang diperiksa Dinas Sosial",
        "Dikembalikan untuk dilengkapi",
    ]
    assert "Operator desa atau kelurahan harus melengkapi sesuatu" in jawab.text
    assert "SATU" not in jawab.text


@pytest.mark.django_db
def test_nothing_of_the_person_is_told() -> None:
    keluarga = aminah()
    panjang = person(keluarga, "SITI  NURHALIZA BINTI UMAR", "6402015203800077", status_hubungan_keluarga=4)
    kasus = pembaruan.draft(
        keluarga, "status_kawin", 4, alasan=ALASAN, pelaku=user("operator.perian"), individu=panjang, ajukan=True
    )
    isi = ask(kasus.kode_lacak).text
    assert "S. N. B. U." in isi
    rahasia = [panjang.nik, keluarga.nomor_kk, "JL. POROS", "RAHASIA", "status_kawin", "esil", kasus.kode_lacak]
    rahasia += ["SITI", "NURHALIZA", "UMAR", "AMINAH", user("operator.perian").nama, "RT 003", "cerai"]
    for kata in rahasia:
        assert str(kata).lower() not in isi.lower(), kata


@pytest.mark.django_db
def test_a_draft_is_answered_like_a_code_that_is_not_there() -> None:
    keluarga = aminah()
    draf = filed(keluarga, ajukan=False)
    dibuang = usulan.draft(keluarga, ProgramBansos.objects.get(pk="sembako"), pelaku=user("operator.perian"))
    usulan.move(dibuang, "batalkan", pelaku=user("operator.perian"), status="draf")
    halaman, kueri = [], []
    for kode in (SALAH, draf.kode_lacak, dibuang.kode_lacak):
        with CaptureQueriesContext(connection) as tercatat:
            jawab = ask(kode)
        assert jawab.status_code == 422
        halaman.append(bare(jawab, kode))
        kueri.append([re.sub(r"'[^']*'|_x[0-9]+", "?", q["sql"]) for q in tercatat.captured_queries])
    assert halaman[0] == halaman[1] == halaman[2]
    assert kueri[0] == kueri[1] == kueri[2]
    assert "Tidak ada pengajuan dengan kode ini" in halaman[0]


@pytest.mark.django_db
def test_after_too_many_wrong_codes_a_right_one_is_not_answered_either() -> None:
    kasus = filed(aminah())
    banyak, _ = PER_ALAMAT
    assert {ask(SALAH).status_code for _ in range(banyak)} == {422}
    jawab = ask(kasus.kode_lacak)
    assert (jawab.status_code, "Pembaruan data" in jawab.text) == (429, False)
    assert "Coba lagi" in jawab.text
    assert ask(kasus.kode_lacak, "10.1.1.2").status_code == 200
    hitung = HitungLacak.objects.get()
    assert (hitung.ada, hitung.tidak, hitung.ditolak) == (1, banyak, 1)


@pytest.mark.django_db
def test_right_codes_are_no_guesses_but_have_a_limit_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    kasus = filed(aminah())
    monkeypatch.setattr("dtsen.accounts.pembatas.PER_ALAMAT", (3, 600))
    assert {ask(kasus.kode_lacak).status_code for _ in range(10)} == {200}
    assert [ask(SALAH).status_code for _ in range(4)] == [422, 422, 422, 429]


@pytest.mark.django_db
def test_what_cannot_be_a_code_is_said_and_not_looked_up() -> None:
    jawab = ask("6402015203800001")
    assert jawab.status_code == 422
    assert "8 huruf dan angka" in jawab.text
    assert not HitungLacak.objects.exists()


@pytest.mark.django_db
def test_a_code_in_the_address_asks_nothing() -> None:
    kasus = filed(aminah())
    jawab = Client().get(reverse("lacak"), {"kode": kasus.kode_lacak})
    assert jawab.status_code == 200
    assert "Atas nama" not in jawab.text


@pytest.mark.django_db
def test_the_look_leaves_no_line_and_no_address() -> None:
    kasus = filed(aminah())
    sebelum = Jejak.objects.count()
    ask(kasus.kode_lacak)
    ask(SALAH)
    assert Jejak.objects.count() == sebelum
    assert HitungLacak.objects.values_list("ada", "tidak", "ditolak").get() == (1, 1, 0)


@pytest.mark.django_db
def test_the_case_page_says_what_to_hand_over_and_the_sign_in_page_leads_there() -> None:
    kasus = filed(aminah())
    klien = Client()
    assert reverse("lacak") in klien.get(reverse("accounts:masuk")).text
    klien.force_login(user("operator.perian"))
    isi = klien.get(reverse("verval:pembaruan_detail", args=[kasus.pk])).text
    lembar = isi[isi.index('id="lembar-lacak"') :].partition("</section>")[0]
    assert kasus.kode_lacak in lembar
    assert "http://testserver/lacak/" in lembar
    assert "aminah" not in lembar.lower()


@pytest.mark.django_db
def test_a_draft_has_nothing_to_hand_over() -> None:
    kasus = filed(aminah(), ajukan=False)
    klien = Client()
    klien.force_login(user("operator.perian"))
    assert 'id="lembar-lacak"' not in klien.get(reverse("verval:pembaruan_detail", args=[kasus.pk])).text


def test_a_visitor_sees_the_case_through_the_one_question_only(basisdata: Basisdata, buta: bool) -> None:
    """Without any scope: no row of any table, one answer of the function, and none for a pattern or a blank."""
    with lingkup.within(lingkup.INDONESIA):
        kasus = filed(aminah())
    assert not Pembaruan.objects.exists()
    assert ask(kasus.kode_lacak).status_code == 200
    with connection.cursor() as kursor:
        for kode, banyak in ((kasus.kode_lacak, 1), ("%", 0), ("", 0), (None, 0), (kasus.kode_lacak[:4], 0)):
            kursor.execute("SELECT * FROM verval_lacak(%s)", [kode])
            assert len(kursor.fetchall()) == banyak
            assert [k.name for k in kursor.description] == [
                "jenis", "program", "inisial", "kode_desa", "status", "diajukan", "langkah", "waktu",
            ]  # fmt: skip
