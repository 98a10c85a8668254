"""The operator drafts and files a correction."""

from __future__ import annotations

import pytest

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry import corrections
from dtsen.registry.corrections import StaleFact
from dtsen.registry.models import KondisiKeluarga
from dtsen.registry.values import FaktaSalah
from tests.cast import user
from tests.families import aminah, member, yuliani
from verval import pembaruan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Pembaruan

pytestmark = pytest.mark.django_db
ALASAN = "Lantai sudah disemen bulan lalu, dilihat sendiri."


def test_draft_keeps_what_the_maker_saw() -> None:
    keluarga = aminah()
    kasus = pembaruan.draft(keluarga, "jenis_lantai_terluas", "6", alasan=ALASAN, pelaku=user("operator.perian"))
    assert (kasus.status, kasus.nilai_lama, kasus.nilai_baru) == ("draf", 8, 6)
    assert kasus.kode_desa == keluarga.kode_desa
    assert len(kasus.kode_lacak) == 9
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 8


def test_second_draft_of_the_same_fact_writes_over_the_first() -> None:
    keluarga = aminah()
    pelaku = user("operator.perian")
    pertama = pembaruan.draft(keluarga, "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=pelaku)
    kedua = pembaruan.draft(keluarga, "jenis_lantai_terluas", 2, alasan=ALASAN, pelaku=pelaku)
    assert pertama.pk == kedua.pk
    assert Pembaruan.objects.get().nilai_baru == 2


def test_filing_logs_the_hop_and_the_trail() -> None:
    pelaku = user("operator.perian")
    kasus = pembaruan.draft(aminah(), "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=pelaku)
    pembaruan.move(kasus, "ajukan", pelaku=pelaku, status="draf")
    kasus.refresh_from_db()
    assert kasus.status == "diajukan"
    assert kasus.diajukan is not None
    langkah = kasus.langkah.get()
    assert (langkah.aksi, langkah.dari, langkah.ke, langkah.pelaku) == ("ajukan", "draf", "diajukan", pelaku)
    assert Jejak.objects.filter(aksi="pembaruan.ajukan", objek=kasus.objek).count() == 1


def test_fact_of_a_member() -> None:
    keluarga = aminah()
    orang = member(keluarga, "BAHRUN")
    kasus = pembaruan.draft(
        keluarga, "nama", "bahruddin", alasan="Sesuai KTP yang ditunjukkan.", pelaku=user("petugas"), individu=orang
    )
    assert (kasus.individu, kasus.nilai_lama, kasus.nilai_baru) == (orang, "BAHRUN", "BAHRUDDIN")


@pytest.mark.parametrize("siapa", ["kades.perian", "verifikator", "kepala", "auditor", "admin", "operator.melayu"])
def test_who_may_not_file(siapa: str) -> None:
    with pytest.raises(TidakBerwenang):
        pembaruan.draft(aminah(), "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=user(siapa))


@pytest.mark.parametrize(
    ("nilai", "alasan", "kode"),
    [
        ("", ALASAN, "kosong"),
        (6, "rusak", "alasan_pendek"),
        (8, ALASAN, "tidak_berubah"),
        (77, ALASAN, "kode_tidak_ada"),
    ],
)
def test_wrong_content(nilai: object, alasan: str, kode: str) -> None:
    with pytest.raises((FaktaSalah, KasusDitolak)) as galat:
        pembaruan.draft(aminah(), "jenis_lantai_terluas", nilai, alasan=alasan, pelaku=user("operator.perian"))
    assert isinstance(galat.value, FaktaSalah | KasusDitolak)
    assert galat.value.kode == kode
    assert not Pembaruan.objects.exists()


def test_one_open_case_per_fact() -> None:
    keluarga = aminah()
    operator, petugas = user("operator.perian"), user("petugas")
    satu = pembaruan.draft(keluarga, "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=operator)
    dua = pembaruan.draft(keluarga, "jenis_lantai_terluas", 2, alasan=ALASAN, pelaku=petugas)
    pembaruan.move(satu, "ajukan", pelaku=operator, status="draf")
    with pytest.raises(KasusDitolak) as galat:
        pembaruan.move(dua, "ajukan", pelaku=petugas, status="draf")
    assert galat.value.kode == "kasus_terbuka"
    with pytest.raises(KasusDitolak) as galat:
        pembaruan.draft(keluarga, "jenis_lantai_terluas", 5, alasan=ALASAN, pelaku=operator)
    assert galat.value.rincian["pembaruan"] == satu.pk
    assert Pembaruan.objects.filter(status="diajukan").count() == 1


def test_other_facts_and_other_members_stay_free() -> None:
    keluarga = aminah()
    pelaku = user("operator.perian")
    for nama in ("AMINAH", "BAHRUN"):
        kasus = pembaruan.draft(
            keluarga, "ijazah_tertinggi_yang_dimiliki", 8, alasan=ALASAN, pelaku=pelaku, individu=member(keluarga, nama)
        )
        pembaruan.move(kasus, "ajukan", pelaku=pelaku, status="draf")
    assert Pembaruan.objects.filter(status="diajukan").count() == 2


def test_base_changed_between_draft_and_filing() -> None:
    keluarga = aminah()
    pelaku = user("operator.perian")
    kasus = pembaruan.draft(keluarga, "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=pelaku)
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(jenis_lantai_terluas=5)
    with pytest.raises(StaleFact):
        pembaruan.move(kasus, "ajukan", pelaku=pelaku, status="draf")
    kasus.refresh_from_db()
    assert kasus.status == "draf"
    pembaruan.revise(kasus, 6, alasan=ALASAN, pelaku=pelaku)
    pembaruan.move(kasus, "ajukan", pelaku=pelaku, status="draf")
    kasus.refresh_from_db()
    assert (kasus.status, kasus.nilai_lama) == ("diajukan", 5)


def test_filed_case_is_not_edited() -> None:
    pelaku = user("operator.perian")
    kasus = pembaruan.draft(aminah(), "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=pelaku)
    pembaruan.move(kasus, "ajukan", pelaku=pelaku, status="draf")
    with pytest.raises(StaleStatus):
        pembaruan.revise(kasus, 2, alasan=ALASAN, pelaku=pelaku)


def test_only_the_maker_files_and_withdraws() -> None:
    kasus = pembaruan.draft(aminah(), "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=user("operator.perian"))
    for aksi in ("ajukan", "batalkan"):
        with pytest.raises(AksiDitolak) as galat:
            pembaruan.move(kasus, aksi, pelaku=user("petugas"), status="draf")
        assert galat.value.kode == "pembuat"
    pembaruan.move(kasus, "batalkan", pelaku=user("operator.perian"), status="draf")
    kasus.refresh_from_db()
    assert kasus.status == "batal"


def test_operator_of_another_desa_has_no_rights_here() -> None:
    kasus = pembaruan.draft(yuliani(), "daya_terpasang", 2, alasan=ALASAN, pelaku=user("operator.melayu"))
    with pytest.raises(AksiDitolak) as galat:
        pembaruan.move(kasus, "batalkan", pelaku=user("operator.perian"), status="draf")
    assert galat.value.kode == "izin"
