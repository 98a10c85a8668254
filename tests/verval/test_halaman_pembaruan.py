"""The pages of corrections: an operator files, a verifikator decides, wrong input is explained, others see nothing."""

from __future__ import annotations

import re

import pytest
from django.db.models import F
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dtsen.accounts.models import Jejak, Penugasan
from dtsen.registry import corrections
from dtsen.registry.models import Keluarga, KondisiKeluarga
from tests.cast import user
from tests.families import aminah, member, yuliani
from tests.kasus import advance, written
from verval import pembaruan
from verval.models import ButirPembaruan, Pembaruan

pytestmark = pytest.mark.django_db
ALASAN = "Lantai sudah disemen bulan lalu, dilihat sendiri."


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def filed(keluarga: Keluarga, fakta: str = "jenis_lantai_terluas", nilai: object = 6) -> Pembaruan:
    return pembaruan.draft(keluarga, fakta, nilai, alasan=ALASAN, pelaku=user("operator.perian"), ajukan=True)


def examined(keluarga: Keluarga, fakta: str = "jenis_lantai_terluas", nilai: object = 6) -> Pembaruan:
    """A case that lies with the verifikator."""
    kasus = filed(keluarga, fakta, nilai)
    advance(kasus)
    return kasus


def test_from_the_family_to_a_filed_case() -> None:
    keluarga = aminah()
    operator = masuk("operator.perian")
    alamat = f"/verval/keluarga/{keluarga.pk}/pembaruan/"
    pilih = operator.get(alamat).content.decode()
    assert "Tanah" in pilih
    assert "Regsosek, 15 Nov 2022" in pilih
    jawaban = operator.post(f"{alamat}?data=jenis_lantai_terluas", {"nilai_baru": "6", "alasan": ALASAN})
    kasus = Pembaruan.objects.get()
    assert (jawaban.status_code, jawaban["Location"]) == (302, f"/verval/pembaruan/{kasus.pk}/")
    assert kasus.status == "draf"
    operator.post(f"/verval/pembaruan/{kasus.pk}/langkah/", {"aksi": "ajukan", "status": "draf", "pengajuan_ke": 0})
    kasus.refresh_from_db()
    assert kasus.status == "diajukan"
    assert "Sedang diajukan" in operator.get(alamat).content.decode()


def test_fact_of_a_member_with_several_ticks() -> None:
    keluarga = aminah()
    orang = member(keluarga, "AMINAH")
    operator = masuk("operator.perian")
    alamat = f"/verval/keluarga/{keluarga.pk}/pembaruan/?anggota={orang.pk}"
    assert "Jaminan kesehatan" in operator.get(alamat).content.decode()
    operator.post(f"{alamat}&data=jaminan_kesehatan", {"nilai_baru": ["1", "8"], "alasan": ALASAN})
    kasus = Pembaruan.objects.get()
    assert (kasus.individu, kasus.nilai_baru) == (orang, 9)
    ubah = operator.get(f"/verval/pembaruan/{kasus.pk}/ubah/")
    assert ubah.context["form"]["nilai_baru"].value() == ["1", "8"]


@pytest.mark.parametrize(
    ("isi", "kolom"),
    [
        ({"nilai_baru": "", "alasan": ALASAN}, "nilai_baru"),
        ({"nilai_baru": "77", "alasan": ALASAN}, "nilai_baru"),
        ({"nilai_baru": "8", "alasan": ALASAN}, "nilai_baru"),
        ({"nilai_baru": "6", "alasan": ""}, "alasan"),
        ({"nilai_baru": "6", "alasan": "rusak"}, "alasan"),
    ],
)
def test_wrong_input_keeps_what_was_typed(isi: dict[str, str], kolom: str) -> None:
    alamat = f"/verval/keluarga/{aminah().pk}/pembaruan/?data=jenis_lantai_terluas"
    jawaban = masuk("operator.perian").post(alamat, isi)
    assert jawaban.status_code == 422
    assert list(jawaban.context["form"].errors) == [kolom]
    assert jawaban.context["form"]["alasan"].value() == isi["alasan"]
    assert not Pembaruan.objects.exists()


def test_skip_is_explained_at_the_field() -> None:
    alamat = f"/verval/keluarga/{aminah().pk}/pembaruan/?data=jenis_kloset"
    jawaban = masuk("operator.perian").post(alamat, {"nilai_baru": "1", "alasan": ALASAN})
    assert "lebih dahulu" in jawaban.context["form"].errors["nilai_baru"][0]


@pytest.mark.parametrize("tanya", ["data=desil_nasional", "data=jumlah_anggota_keluarga", "anggota=999", "anggota=x"])
def test_what_is_not_there(tanya: str) -> None:
    assert masuk("operator.perian").get(f"/verval/keluarga/{aminah().pk}/pembaruan/?{tanya}").status_code == 404


@pytest.mark.parametrize("siapa", ["operator.melayu", "kades.perian", "verifikator", "kepala", "admin", "auditor"])
def test_who_cannot_begin_a_case(siapa: str) -> None:
    jawaban = masuk(siapa).get(f"/verval/keluarga/{aminah().pk}/pembaruan/")
    assert jawaban.status_code == (404 if siapa == "operator.melayu" else 403)


def test_verifikator_approves_on_the_page() -> None:
    keluarga = aminah()
    kasus = examined(keluarga)
    verifikator = masuk("verifikator")
    antrean = verifikator.get("/verval/pembaruan/")
    assert [k.pk for k in antrean.context["halaman"]] == [kasus.pk]
    halaman = verifikator.get(f"/verval/pembaruan/{kasus.pk}/")
    assert list(halaman.context["aksi"]) == ["setujui", "kembalikan", "tolak"]
    verifikator.post(
        f"/verval/pembaruan/{kasus.pk}/langkah/", {"aksi": "setujui", "status": "diperiksa", "pengajuan_ke": 1}
    )
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 6
    assert list(verifikator.get(f"/verval/pembaruan/{kasus.pk}/").context["aksi"]) == []


def test_the_page_decides_on_the_content_it_shows() -> None:
    """A page left open while the case was returned, revised and filed again approves nothing."""
    kasus = examined(aminah())
    verifikator = masuk("verifikator")
    alamat = f"/verval/pembaruan/{kasus.pk}/"
    dilihat = re.search(r'name="pengajuan_ke" value="(\d+)"', verifikator.get(alamat).text)
    assert dilihat is not None
    Pembaruan.objects.filter(pk=kasus.pk).update(pengajuan_ke=F("pengajuan_ke") + 1)
    ButirPembaruan.objects.filter(pembaruan=kasus).update(nilai_baru=4)
    jawaban = verifikator.post(
        f"{alamat}langkah/", {"aksi": "setujui", "status": "diperiksa", "pengajuan_ke": dilihat[1]}
    )
    assert jawaban.status_code == 409
    assert "baru saja diubah atau diproses" in jawaban.text
    assert Pembaruan.objects.get(pk=kasus.pk).status == "diperiksa"


def test_after_a_decision_the_next_case_is_one_click_away() -> None:
    keluarga = aminah()
    satu, dua = examined(keluarga), examined(keluarga, "luas_lantai_m2", 40)
    verifikator = masuk("verifikator")
    assert verifikator.get(f"/verval/pembaruan/{satu.pk}/").context["url_berikut"] == ""
    verifikator.post(
        f"/verval/pembaruan/{satu.pk}/langkah/", {"aksi": "setujui", "status": "diperiksa", "pengajuan_ke": 1}
    )
    isi = verifikator.get(f"/verval/pembaruan/{satu.pk}/").context
    assert (isi["url_berikut"], isi["menunggu"]) == (f"/verval/pembaruan/{dua.pk}/", 1)
    assert masuk("operator.perian").get(f"/verval/pembaruan/{satu.pk}/").context["url_berikut"] == ""


def test_returned_case_shows_what_to_repair() -> None:
    kasus = examined(aminah())
    masuk("verifikator").post(
        f"/verval/pembaruan/{kasus.pk}/langkah/",
        {"aksi": "kembalikan", "status": "diperiksa", "pengajuan_ke": 1, "alasan": "Lantai apa persisnya?"},
    )
    operator = masuk("operator.perian")
    assert operator.get("/verval/pembaruan/").context["dikembalikan"] == 1
    halaman = operator.get(f"/verval/pembaruan/{kasus.pk}/")
    assert halaman.context["catatan_terakhir"].catatan == "Lantai apa persisnya?"
    assert "Perbaiki yang disebut di atas, lalu ajukan lagi." in halaman.text
    operator.post(f"/verval/pembaruan/{kasus.pk}/ubah/", {"nilai_baru": "4", "alasan": ALASAN})
    operator.post(
        f"/verval/pembaruan/{kasus.pk}/langkah/", {"aksi": "ajukan", "status": "dikembalikan", "pengajuan_ke": 1}
    )
    kasus.refresh_from_db()
    assert (kasus.status, kasus.nilai_baru) == ("diajukan", 4)


def test_refused_hop_keeps_the_note_and_says_why() -> None:
    keluarga = aminah()
    kasus = examined(keluarga)
    verifikator = masuk("verifikator")
    alamat = f"/verval/pembaruan/{kasus.pk}/langkah/"
    assert verifikator.post(alamat, {"aksi": "tolak", "status": "diperiksa", "pengajuan_ke": 1}).status_code == 409
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(jenis_lantai_terluas=5)
    jawaban = verifikator.post(alamat, {"aksi": "kembalikan", "status": "diajukan", "alasan": "catatan saya"})
    assert (jawaban.status_code, jawaban.context["dasar_tetap"]) == (409, False)
    jawaban = verifikator.post(
        alamat, {"aksi": "tolak", "status": "diperiksa", "pengajuan_ke": 1, "alasan": "catatan saya"}
    )
    assert (jawaban.status_code, jawaban.context["alasan"]) == (409, "catatan saya")
    assert verifikator.post(alamat, {"aksi": "", "status": ""}).status_code == 409
    assert verifikator.post(alamat, {"aksi": "setujui", "status": "dikembalikan", "pengajuan_ke": 1}).status_code == 409
    kasus.refresh_from_db()
    assert kasus.status == "diperiksa"
    sesudah = verifikator.post(alamat, {"aksi": "setujui", "status": "diperiksa", "pengajuan_ke": 1}, follow=True)
    assert "Data keluarga berubah sejak pembaruan ini diajukan" in sesudah.text
    kasus.refresh_from_db()
    assert kasus.status == "dikembalikan"


def test_followers_are_named_before_filing() -> None:
    kasus = filed(aminah(), "sumber_penerangan_utama", 4)
    halaman = masuk("operator.perian").get(f"/verval/pembaruan/{kasus.pk}/")
    assert [f.nama for f, _ in halaman.context["ikut"]] == ["daya_terpasang"]


def test_another_desa_sees_neither_list_nor_case() -> None:
    kasus = filed(aminah())
    lain = masuk("operator.melayu")
    assert lain.get(f"/verval/pembaruan/{kasus.pk}/").status_code == 404
    assert lain.get("/verval/pembaruan/?lihat=semua").context["halaman"].paginator.count == 0
    assert (
        lain.post(
            f"/verval/pembaruan/{kasus.pk}/langkah/", {"aksi": "tolak", "status": "diperiksa", "pengajuan_ke": 1}
        ).status_code
        == 404
    )


def test_permission_counts_where_it_was_given() -> None:
    """A verifikator of another kecamatan who is operator here decides nothing here."""
    orang = user("operator.perian")
    Penugasan.objects.create(user=orang, peran="verifikator", wilayah_id="640206", mulai="2026-01-01")
    kasus = pembaruan.draft(aminah(), "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=user("petugas"), ajukan=True)
    advance(kasus)
    halaman = masuk("operator.perian").get(f"/verval/pembaruan/{kasus.pk}/")
    assert list(halaman.context["aksi"]) == []


def test_health_is_hidden_from_those_without_the_permission() -> None:
    keluarga = aminah()
    kasus = pembaruan.draft(
        keluarga, "penyakit_kronis", 8, alasan=ALASAN, pelaku=user("operator.perian"),
        individu=member(keluarga, "BAHRUN"), ajukan=True,
    )  # fmt: skip
    for alamat in (f"/verval/pembaruan/{kasus.pk}/", "/verval/pembaruan/", f"/verval/keluarga/{keluarga.pk}/"):
        assert "Stroke" not in masuk("auditor").get(alamat).content.decode()
        assert "Stroke" in masuk("petugas").get(f"{alamat}?lihat=semua").content.decode()


def test_filters_of_the_list() -> None:
    keluarga = aminah()
    filed(keluarga)
    filed(keluarga, "luas_lantai_m2", 40)
    pembaruan.draft(yuliani(), "daya_terpasang", 1, alasan=ALASAN, pelaku=user("operator.melayu"), ajukan=True)
    petugas = masuk("petugas")

    def banyak(tanya: str) -> int:
        return int(petugas.get(f"/verval/pembaruan/?lihat=semua&{tanya}").context["halaman"].paginator.count)

    assert banyak("") == 3
    assert banyak("wilayah=640201") == 2
    assert banyak("wilayah=6402061005") == 1
    assert banyak("status=ditolak") == 0
    assert banyak("status=salah&wilayah=xx") == 3


def test_same_number_of_queries_for_one_and_for_thirty(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    keluarga = aminah()
    examined(keluarga)
    verifikator = masuk("verifikator")
    verifikator.get("/verval/pembaruan/")
    with django_assert_max_num_queries(16) as satu:
        verifikator.get("/verval/pembaruan/")
    for i in range(29):
        written(keluarga, "dusun", str(i), alasan=ALASAN, status="ditolak", pembuat=user("operator.perian"))
    with django_assert_max_num_queries(len(satu.captured_queries)):
        jawaban = verifikator.get("/verval/pembaruan/?lihat=semua")
    assert len(jawaban.context["baris"]) == 25


def test_not_signed_in_goes_to_the_login() -> None:
    jawaban = Client().get("/verval/pembaruan/")
    assert (jawaban.status_code, jawaban["Location"]) == (302, "/akun/masuk/?next=/verval/pembaruan/")


def test_a_hop_is_never_a_link() -> None:
    kasus = filed(aminah())
    alamat = f"/verval/pembaruan/{kasus.pk}/"
    verifikator = masuk("verifikator")
    for bagian, tujuan in (("langkah/?aksi=setujui&status=diajukan", ""), ("bukti/", "#bukti"), ("kontak/", "#kontak")):
        jawaban = verifikator.get(alamat + bagian)
        assert (jawaban.status_code, jawaban["Location"]) == (302, alamat + tujuan)
    assert verifikator.delete(f"{alamat}langkah/").status_code == 405
    kasus.refresh_from_db()
    assert kasus.status == "diajukan"


def test_trail_has_one_line_a_hop() -> None:
    kasus = examined(aminah())
    masuk("verifikator").post(
        f"/verval/pembaruan/{kasus.pk}/langkah/", {"aksi": "setujui", "status": "diperiksa", "pengajuan_ke": 1}
    )
    aksi = list(Jejak.objects.order_by("id").values_list("aksi", flat=True))
    assert aksi == [
        "pembaruan.draf", "pembaruan.ajukan", "bukti.lampirkan", "pembaruan.musyawarahkan", "pembaruan.sahkan_desa",
        "pembaruan.periksa", "pembaruan.setujui", "fakta.ubah",
    ]  # fmt: skip
