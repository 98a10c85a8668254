"""SPTJM in place of a musyawarah: one signed scan for all chosen cases; and what a quarter still asks for."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from dtsen.accounts.access import TidakBerwenang
from dtsen.lib.periode import Periode
from dtsen.lib.unggahan import UnggahanDitolak
from tests.cast import MELAYU, PERIAN, user
from tests.families import aminah, rukiah
from tests.kasus import take
from tests.musdes import ALAMAT, OPERATOR, attended, decided, opened
from tests.unggahan import foto, pdf
from tests.verval.test_pengesahan import pages
from verval import pembaruan
from verval.hop import KasusDitolak
from verval.models import Musyawarah, Pembaruan
from verval.musdes import kewajiban, sptjm, tutup

pytestmark = pytest.mark.django_db


@pytest.fixture
def dua() -> list[Pembaruan]:
    return [
        pembaruan.draft(k, "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user(OPERATOR), ajukan=True)
        for k in (aminah(), rukiah())
    ]


def prepare(kasus: list[Pembaruan], *, pelaku: str = OPERATOR):  # type: ignore[no-untyped-def]
    pilihan = [("pembaruan", k.pk) for k in kasus]
    return sptjm.prepare(PERIAN, pilihan, tempat="Perian", alasan="Desa kebanjiran sebulan.", pelaku=user(pelaku))


def test_one_scan_carries_all_chosen_cases_on(dua: list[Pembaruan]) -> None:
    satu = prepare(dua)
    surat = sptjm.paper(satu, alamat=ALAMAT)
    teks = "\n".join(pages(surat))
    assert "SURAT PERNYATAAN TANGGUNG JAWAB MUTLAK" in teks
    assert {dua[0].kode_lacak, dua[1].kode_lacak, "AMINAH"} <= set(teks.split("\n"))
    dokumen = sptjm.sign(satu, pdf(), alamat=ALAMAT, pelaku=user(OPERATOR))
    assert dokumen.ukuran == len(surat)
    for kasus in dua:
        kasus.refresh_from_db()
        assert kasus.status == "dimusyawarahkan"
        assert kasus.bukti.get().jenis == "sptjm"
        assert kasus.langkah.latest("pk").catatan.startswith("SPTJM ")


def test_what_was_not_chosen_waits_and_a_case_is_in_one_paper_only(dua: list[Pembaruan]) -> None:
    satu = prepare(dua[:1])
    with pytest.raises(KasusDitolak):
        prepare(dua)
    sptjm.sign(satu, foto(), alamat=ALAMAT, pelaku=user(OPERATOR))
    dua[1].refresh_from_db()
    assert dua[1].status == "diajukan"


def test_a_case_that_was_called_back_holds_the_paper_up(dua: list[Pembaruan]) -> None:
    satu = prepare(dua)
    take(dua[1], "batalkan", siapa=OPERATOR)
    with pytest.raises(KasusDitolak, match=dua[1].kode_lacak):
        sptjm.sign(satu, pdf(), alamat=ALAMAT, pelaku=user(OPERATOR))
    dua[0].refresh_from_db()
    assert dua[0].status == "diajukan"


def test_neither_a_program_nor_a_stranger_signs(dua: list[Pembaruan]) -> None:
    satu = prepare(dua)
    with pytest.raises(UnggahanDitolak):
        sptjm.sign(satu, b"MZ program", alamat=ALAMAT, pelaku=user(OPERATOR))
    with pytest.raises(TidakBerwenang):
        sptjm.sign(satu, pdf(), alamat=ALAMAT, pelaku=user("operator.melayu"))
    with pytest.raises(TidakBerwenang):
        prepare([], pelaku="operator.melayu")
    with pytest.raises(KasusDitolak) as galat:
        sptjm.prepare(PERIAN, [], tempat="Perian", alasan="malas", pelaku=user(OPERATOR))
    assert galat.value.kolom == "alasan"


def test_a_closed_session_or_an_sptjm_fulfils_the_quarter_and_a_cancelled_one_does_not() -> None:
    kini = Periode.of(timezone.localdate())
    assert kewajiban.owes(PERIAN, timezone.localdate()) == kini
    satu = opened()
    assert kewajiban.owes(PERIAN, timezone.localdate()) == kini
    attended(satu)
    decided(satu)
    tutup.close(satu, alamat=ALAMAT, pelaku=user(OPERATOR))
    assert kewajiban.owes(PERIAN, timezone.localdate()) is None
    assert kewajiban.owes(PERIAN, date(2026, 2, 1)) == Periode(2026, 1)
    lurah = sptjm.prepare(MELAYU, [], tempat="Melayu", alasan="Lurah belum ada.", pelaku=user("operator.melayu"))
    sptjm.sign(lurah, pdf(), alamat=ALAMAT, pelaku=user("operator.melayu"))
    assert kewajiban.owes(MELAYU, timezone.localdate()) is None


def test_a_session_in_the_first_minute_of_a_quarter_is_of_that_quarter() -> None:
    saat = timezone.make_aware(datetime(2025, 10, 1))
    Musyawarah.objects.create(
        kode_desa=PERIAN, jenis="musdes", waktu=saat, tempat="Balai", status="ditutup", ditutup=saat,
        pembuat=user(OPERATOR), penutup=user(OPERATOR),
    )  # fmt: skip
    assert kewajiban.owes(PERIAN, date(2025, 9, 30)) == Periode(2025, 3)
    assert kewajiban.owes(PERIAN, date(2025, 10, 1)) is None


def test_dinsos_sees_who_owes_by_kecamatan_and_the_operator_the_own_desa() -> None:
    klien = Client()
    klien.force_login(user("verifikator"))
    halaman = klien.get("/verval/musyawarah/kewajiban/")
    assert (halaman.context["belum"], halaman.context["semua"]) == (237, 237)
    assert len(halaman.context["kecamatan"]) == 20
    satu = opened()
    attended(satu)
    tutup.close(satu, alamat=ALAMAT, pelaku=user(OPERATOR))
    halaman = klien.get("/verval/musyawarah/kewajiban/?lihat=semua")
    assert halaman.context["belum"] == 236
    assert f'href="/verval/musyawarah/{satu.pk}/"' in halaman.content.decode()
    klien.force_login(user("operator.melayu"))
    milik = klien.get("/verval/musyawarah/kewajiban/")
    assert (milik.context["belum"], milik.context["semua"]) == (1, 1)
    assert "belum ada musyawarah atau SPTJM" in klien.get("/verval/musyawarah/").content.decode()
