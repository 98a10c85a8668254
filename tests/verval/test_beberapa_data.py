"""Several facts in one correction: checked together, accepted or refused one by one, taken back together."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from dtsen.registry import corrections, replay
from dtsen.registry.models import Individu, Keluarga, KondisiKeluarga, RiwayatFakta
from dtsen.registry.values import FaktaSalah
from tests.cast import user
from tests.families import aminah, member
from tests.kasus import advance, take
from verval import pembaruan
from verval.butir import Penolakan, Perubahan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import ButirPembaruan, Pembaruan

pytestmark = pytest.mark.django_db
ALASAN = "Dilihat sendiri waktu kunjungan ke rumahnya."
LANTAI, DAYA = "jenis_lantai_terluas", "daya_terpasang"


def visit(keluarga: Keluarga, *, ajukan: bool = True, siapa: str = "operator.perian") -> Pembaruan:
    """Floor and wattage of the house, the husband's work and the wife's diploma."""
    isi = [
        Perubahan(LANTAI, 6),
        Perubahan(DAYA, "2"),
        Perubahan("status_bekerja", 1, member(keluarga, "BAHRUN")),
        Perubahan("ijazah_tertinggi_yang_dimiliki", 8, member(keluarga, "AMINAH")),
    ]
    kasus = pembaruan.draft_butir(keluarga, isi, alasan=ALASAN, pelaku=user(siapa), ajukan=ajukan)
    kasus.refresh_from_db()
    return kasus


def facts(keluarga: Keluarga) -> tuple[object, ...]:
    kini = corrections.current(keluarga)
    bahrun, ibu = member(keluarga, "BAHRUN"), member(keluarga, "AMINAH")
    return kini[LANTAI], kini[DAYA], bahrun.status_bekerja, ibu.ijazah_tertinggi_yang_dimiliki


def decide(kasus: Pembaruan, ditolak: dict[str, Penolakan]) -> None:
    nomor = {b.fakta: b.pk for b in kasus.isian}
    pembaruan.move(
        kasus, "setujui", pelaku=user("verifikator"), status="diperiksa",
        ditolak={nomor[nama]: tolak for nama, tolak in ditolak.items()},
    )  # fmt: skip
    kasus.refresh_from_db()


def test_one_case_holds_facts_of_the_house_and_of_several_people() -> None:
    keluarga = aminah()
    kasus = visit(keluarga)
    assert (kasus.status, kasus.individu, len(kasus.isian)) == ("diajukan", None, 4)
    assert kasus.judul == "4 data: lantai terluas, daya listrik terpasang, …"
    assert facts(keluarga) == (8, 1, None, 3)
    advance(kasus, "disetujui")
    assert facts(keluarga) == (6, 2, 1, 8)
    assert set(RiwayatFakta.objects.values_list("dasar", flat=True)) == {kasus.objek}
    assert {b.putusan for b in kasus.isian} == {"diterima"}
    take(kasus, "turunkan", siapa="kepala", alasan="Salah keluarga.")
    assert facts(keluarga) == (8, 1, None, 3)
    assert {b.putusan for b in kasus.isian} == {""}
    assert replay.replay(keluarga.pk) == replay.snapshot(keluarga.pk)


def test_some_are_accepted_and_some_refused() -> None:
    keluarga = aminah()
    kasus = visit(keluarga)
    advance(kasus)
    decide(kasus, {DAYA: Penolakan("bukti_kurang"), "status_bekerja": Penolakan("lainnya", "Masih mencari kerja.")})
    assert kasus.status == "disetujui"
    assert facts(keluarga) == (6, 1, None, 8)
    putusan = {b.fakta: (b.putusan, b.alasan_induk_id, b.catatan) for b in kasus.isian}
    assert putusan[LANTAI] == ("diterima", None, "")
    assert putusan[DAYA] == ("ditolak", "bukti_kurang", "")
    assert putusan["status_bekerja"] == ("ditolak", "lainnya", "Masih mencari kerja.")
    baris = Jejak.objects.get(aksi="pembaruan.tolak_butir", objek=kasus.objek)
    assert baris.rincian == {"fakta": [DAYA, "status_bekerja"], "jumlah": 2}
    take(kasus, "turunkan", siapa="kepala", alasan="Periksa lagi dayanya.")
    assert facts(keluarga) == (8, 1, None, 3)


def test_all_refused_is_a_refused_case() -> None:
    keluarga = aminah()
    kasus = visit(keluarga)
    advance(kasus)
    decide(kasus, {b.fakta: Penolakan("bukti_kurang") for b in kasus.isian})
    assert kasus.status == "ditolak"
    langkah = kasus.langkah.last()
    assert langkah is not None
    assert (langkah.aksi, langkah.alasan_induk_id) == ("tolak", "bukti_kurang")
    assert {b.putusan for b in kasus.isian} == {"ditolak"}
    assert facts(keluarga) == (8, 1, None, 3)
    visit(keluarga)  # the facts are free again


@pytest.mark.parametrize(
    ("tolak", "kode", "kata"),
    [
        (Penolakan(""), "alasan_kode", "Lantai terluas: pilih alasan"),
        (Penolakan("asal"), "alasan_kode", "Lantai terluas: pilih alasan"),
        (Penolakan("lainnya"), "alasan", "perlu catatan"),
    ],
)
def test_a_refused_fact_needs_a_reason(tolak: Penolakan, kode: str, kata: str) -> None:
    kasus = visit(aminah())
    advance(kasus)
    with pytest.raises(KasusDitolak) as galat:
        decide(kasus, {LANTAI: tolak})
    assert (galat.value.kode, kata in galat.value.pesan) == (kode, True)
    assert not RiwayatFakta.objects.exists()


def test_a_fact_of_another_case_is_not_decided_here() -> None:
    keluarga = aminah()
    kasus = visit(keluarga)
    advance(kasus)
    with pytest.raises(KasusDitolak) as galat:
        pembaruan.move(
            kasus, "setujui", pelaku=user("verifikator"), status="diperiksa", ditolak={1: Penolakan("bukti_kurang")}
        )
    assert galat.value.kode == "butir"


def test_refusing_the_leader_refuses_what_hangs_on_it() -> None:
    """Wattage without PLN is nothing: the registry says so, and nothing is written."""
    keluarga = aminah()
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(sumber_penerangan_utama=4, daya_terpasang=None)
    isi = [Perubahan("sumber_penerangan_utama", 1), Perubahan(DAYA, 2)]
    kasus = pembaruan.draft_butir(keluarga, isi, alasan=ALASAN, pelaku=user("operator.perian"), ajukan=True)
    advance(kasus)
    with pytest.raises(FaktaSalah) as galat:
        decide(kasus, {"sumber_penerangan_utama": Penolakan("bukti_kurang")})
    assert galat.value.kode == "lompatan"
    assert not RiwayatFakta.objects.exists()


def test_every_changed_base_is_told() -> None:
    keluarga = aminah()
    kasus = visit(keluarga)
    advance(kasus)
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(jenis_lantai_terluas=5)
    Individu.objects.filter(pk=member(keluarga, "BAHRUN").pk).update(status_bekerja=2)
    decide(kasus, {})
    assert kasus.status == "dikembalikan"
    catatan = kasus.langkah.get(aksi="kembalikan").catatan
    assert "Lantai terluas" in catatan
    assert "Bekerja" in catatan
    assert "Daya" not in catatan
    assert facts(keluarga) == (5, 1, 2, 3)


def test_a_refused_fact_may_have_changed() -> None:
    keluarga = aminah()
    kasus = visit(keluarga)
    advance(kasus)
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(jenis_lantai_terluas=5)
    decide(kasus, {LANTAI: Penolakan("bukti_kurang")})
    assert (kasus.status, facts(keluarga)) == ("disetujui", (5, 2, 1, 8))


def test_a_fact_is_in_one_filed_case_and_one_draft_of_each_maker() -> None:
    keluarga = aminah()
    operator, petugas = user("operator.perian"), user("petugas")
    draf = visit(keluarga, ajukan=False)
    with pytest.raises(KasusDitolak) as galat:
        pembaruan.draft(keluarga, LANTAI, 5, alasan=ALASAN, pelaku=operator)
    assert (galat.value.kode, galat.value.rincian["pembaruan"]) == ("draf_lain", draf.pk)
    pembaruan.draft(keluarga, LANTAI, 5, alasan=ALASAN, pelaku=petugas, ajukan=True)
    with pytest.raises(KasusDitolak) as galat:
        pembaruan.move(draf, "ajukan", pelaku=operator, status="draf")
    assert galat.value.kode == "kasus_terbuka"
    draf.refresh_from_db()
    assert (draf.status, {b.penahan for b in draf.isian}) == ("draf", {f"draf:{operator.pk}"})
    with pytest.raises(IntegrityError, match="butir_satu_keluarga"), transaction.atomic():
        draf.butir.update(penahan="terbuka")


def test_withdrawn_and_refused_cases_let_go_of_their_facts() -> None:
    keluarga = aminah()
    kasus = visit(keluarga)
    take(kasus, "batalkan", siapa="operator.perian")
    assert {b.penahan for b in kasus.isian} == {""}
    assert visit(keluarga).status == "diajukan"


def test_one_wrong_value_refuses_the_case() -> None:
    keluarga = aminah()
    for isi, kode in (
        ([Perubahan(LANTAI, 6), Perubahan("luas_lantai_m2", 36)], "tidak_berubah"),
        ([Perubahan(LANTAI, 6), Perubahan("jenis_kloset", 1)], "lompatan"),
        ([Perubahan(LANTAI, 6), Perubahan(DAYA, "")], "kosong"),
    ):
        with pytest.raises(FaktaSalah) as galat:
            pembaruan.draft_butir(keluarga, isi, alasan=ALASAN, pelaku=user("operator.perian"))
        assert galat.value.kode == kode
    with pytest.raises(KasusDitolak):
        pembaruan.draft_butir(keluarga, [], alasan=ALASAN, pelaku=user("operator.perian"))
    assert not Pembaruan.objects.exists()
    assert not ButirPembaruan.objects.exists()


def test_one_protected_fact_closes_the_case_to_those_without_the_permission() -> None:
    keluarga = aminah()
    isi = [Perubahan(LANTAI, 6), Perubahan("penyakit_kronis", 8, member(keluarga, "BAHRUN"))]
    with pytest.raises(TidakBerwenang):
        pembaruan.draft_butir(keluarga, isi, alasan=ALASAN, pelaku=user("kades.perian"))
    kasus = pembaruan.draft_butir(keluarga, isi, alasan=ALASAN, pelaku=user("operator.perian"), ajukan=True)
    take(kasus, "batalkan", siapa="operator.perian")
    jejak = Jejak.objects.filter(objek=kasus.objek, aksi="pembaruan.draf").get()
    assert jejak.rincian == {"fakta": [LANTAI, "spesifik"]}


def test_a_decision_on_a_page_that_is_old_decides_nothing() -> None:
    keluarga = aminah()
    kasus = visit(keluarga)
    advance(kasus)
    lama = {b.pk: Penolakan("bukti_kurang") for b in kasus.isian[:1]}
    take(kasus, "kembalikan", siapa="verifikator", alasan="Lantai apa persisnya?")
    operator = user("operator.perian")
    pembaruan.revise_butir(kasus, [Perubahan(LANTAI, 4), Perubahan(DAYA, 2)], alasan=ALASAN, pelaku=operator)
    take(kasus, "ajukan", siapa="operator.perian")
    advance(kasus)
    with pytest.raises((KasusDitolak, StaleStatus)):
        pembaruan.move(kasus, "setujui", pelaku=user("verifikator"), status="diperiksa", ditolak=lama)
    assert facts(keluarga) == (8, 1, None, 3)
