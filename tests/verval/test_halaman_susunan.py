"""The pages of cases about family make-up: choose, fill in, look, file, decide; what one may not see stays unseen."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries
from redis import Redis

from dtsen.accounts import batas
from dtsen.accounts.batas import MENIT, Batas
from dtsen.accounts.models import Jejak
from dtsen.lib.samar import mask
from dtsen.registry.models import Individu, Keluarga
from tests.cast import user
from tests.families import aminah, member, rukiah, yuliani
from tests.kasus import advance, take
from tests.registry.test_susunan import BAYI, KK_BARU, NIK_BARU
from tests.verval.test_halaman_pembaruan import masuk
from verval import pembaruan
from verval.models import Pembaruan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hitungan() -> None:
    """Each test begins with no search counted: together they ask more often than one person may."""
    klien = Redis.from_url(settings.REDIS_CLIENT_URL)
    for kunci in klien.scan_iter("*:batas:*"):
        klien.delete(kunci)
    klien.close()


ALASAN = "Surat keterangan dari ketua RT, dilihat sendiri."
KK_BETUL = "6402011203100090"
ORANG = {f"orang_{n}": v for n, v in BAYI.items()}


def fill(keluarga: Keluarga, operasi: str, kueri: str = "", /, **isi: Any) -> Any:
    alamat = f"/verval/keluarga/{keluarga.pk}/pembaruan/?operasi={operasi}{kueri}"
    return masuk("operator.perian").post(alamat, {"alasan": ALASAN, **isi})


def typed(keluarga: Keluarga) -> dict[str, dict[str, Any]]:
    bahrun, nur, rafi = (member(keluarga, n).pk for n in ("BAHRUN", "NURHALIZA", "RAFI"))
    return {
        "anggota_baru": {**ORANG, "orang_nik": NIK_BARU},
        "meninggal": {"individu": nur, "sejak": "2026-11-02"},
        "pindah_keluar": {f"anggota_{nur}": 5, "tujuan": "keluarga", "ke_kk": "6402011909090006"},
        "pindah_masuk": {"nik": "6402015906560006", "hubungan": 6},
        "pecah_kk": {f"anggota_{bahrun}": 1, f"anggota_{nur}": 3, "nomor_kk": KK_BARU, "alamat_rt": "7"},
        "ganda": {"tetap": rafi, "ditutup": nur},
        "perbaikan_nik": {"individu": bahrun, "nik": NIK_BARU},
        "perbaikan_kk": {"nomor_kk": KK_BETUL},
    }


@pytest.mark.parametrize(
    "operasi",
    [
        "anggota_baru",
        "meninggal",
        "pindah_keluar",
        "pindah_masuk",
        "pecah_kk",
        "ganda",
        "perbaikan_nik",
        "perbaikan_kk",
    ],
)
def test_filled_in_looked_at_changed_and_approved(operasi: str) -> None:
    keluarga = aminah()
    rukiah()
    isi = typed(keluarga)[operasi]
    operator = masuk("operator.perian")
    pilih = operator.get(f"/verval/keluarga/{keluarga.pk}/pembaruan/").text
    assert f'href="?operasi={operasi}"' in pilih
    assert operator.get(f"/verval/keluarga/{keluarga.pk}/pembaruan/?operasi={operasi}").status_code == 200
    jawaban = fill(keluarga, operasi, **isi)
    kasus = Pembaruan.objects.get()
    assert (jawaban.status_code, jawaban["Location"]) == (302, f"/verval/pembaruan/{kasus.pk}/")
    halaman = operator.get(f"/verval/pembaruan/{kasus.pk}/")
    assert halaman.context["halangan"] == ""
    for baris in halaman.context["susunan"]:
        assert baris.perihal in halaman.text
        assert baris.baru in halaman.text.replace("&#x27;", "'")
    ubah = operator.get(f"/verval/pembaruan/{kasus.pk}/ubah/")
    for nomor in (NIK_BARU, KK_BARU, KK_BETUL, "6402015906560006"):
        assert nomor not in halaman.text + ubah.text
    # What was typed comes back; numbers are left blank and stay.
    awal = {n: str(v) for n, v in ubah.context["form"].initial.items() if v is not None}
    jawaban = operator.post(f"/verval/pembaruan/{kasus.pk}/ubah/", {**awal, "alasan": f"{ALASAN} Benar."})
    assert jawaban.status_code == 302
    sesudah = Pembaruan.objects.get()
    assert (sesudah.isi, sesudah.nomor, sesudah.dasar) == (kasus.isi, kasus.nomor, kasus.dasar)
    assert sesudah.alasan.endswith("Benar.")
    take(kasus, "ajukan", siapa="operator.perian")
    advance(kasus, "disetujui")
    assert operator.get("/verval/pembaruan/?lihat=semua").text.count(kasus.judul) >= 1
    assert kasus.tulisan_baru in operator.get(f"/verval/keluarga/{keluarga.pk}/").text


def test_merge_finds_the_family_first() -> None:
    keluarga, lain = aminah(), rukiah()
    jawaban = fill(keluarga, "gabung", dari_kk=lain.nomor_kk)
    alamat = f"/verval/keluarga/{keluarga.pk}/pembaruan/?operasi=gabung&dari={lain.pk}"
    assert (jawaban.status_code, jawaban["Location"]) == (302, alamat)
    rukiah_ = member(lain, "RUKIAH")
    assert "Rukiah" in masuk("operator.perian").get(alamat).text
    assert lain.pk in Jejak.objects.filter(aksi="pembaruan.isi").order_by("-id")[0].keluarga
    jawaban = fill(keluarga, "gabung", f"&dari={lain.pk}")
    assert jawaban.status_code == 422
    assert "Isi hubungan setiap anggota" in jawaban.text
    assert fill(keluarga, "gabung", f"&dari={lain.pk}", **{f"anggota_{rukiah_.pk}": 6}).status_code == 302
    kasus = Pembaruan.objects.get()
    assert masuk("operator.perian").get(f"/verval/pembaruan/{kasus.pk}/ubah/").status_code == 200
    take(kasus, "ajukan", siapa="operator.perian")
    advance(kasus, "disetujui")
    lain.refresh_from_db()
    assert (lain.status, Individu.objects.get(pk=rukiah_.pk).keluarga_id) == ("gabung", keluarga.pk)


@pytest.mark.parametrize(
    ("operasi", "isi", "kolom", "kata"),
    [
        ("anggota_baru", {**ORANG, "orang_nik": "123"}, "orang_nik", "NIK harus 16 angka"),
        ("anggota_baru", {**ORANG, "orang_nik": "6402010107780002"}, "orang_nik", "atas nama orang lain"),
        ("anggota_baru", {**ORANG, "orang_nama": "S4LMA"}, "orang_nama", "Nama hanya berisi huruf"),
        ("anggota_baru", {}, "orang_nama", "Isi nilai yang baru."),
        ("meninggal", {"sejak": "2026-11-02"}, "individu", "Isi nilai yang baru."),
        ("pindah_masuk", {"nik": NIK_BARU, "hubungan": 3}, "nik", "belum tercatat"),
        ("pindah_keluar", {"tujuan": "keluarga", "ke_kk": "6402061508120004"}, "ke_kk", "tidak ada di wilayah Anda"),
        ("perbaikan_kk", {"nomor_kk": "6402011203100001"}, "nomor_kk", "sudah tercatat"),
        ("perbaikan_kk", {"nomor_kk": KK_BETUL, "alasan": "ada"}, "alasan", "Tulis alasannya"),
        ("pecah_kk", {"nomor_kk": KK_BARU}, "__all__", "harus diisi"),
    ],
)
def test_refusals_stand_beside_their_field(operasi: str, isi: dict[str, Any], kolom: str, kata: str) -> None:
    keluarga = aminah()
    yuliani()
    jawaban = fill(keluarga, operasi, **isi)
    assert jawaban.status_code == 422
    assert kata in str(jawaban.context["form"].errors[kolom])
    assert not Pembaruan.objects.exists()


def test_a_person_of_another_desa_is_told_of_and_nothing_else() -> None:
    """The operator may ask; nothing of the person shows, and somebody with a wider scope carries it out."""
    keluarga, lain = aminah(), yuliani()
    assert fill(keluarga, "pindah_masuk", nik="6402065508850005", hubungan=8).status_code == 302
    kasus = Pembaruan.objects.get()
    halaman = masuk("operator.perian").get(f"/verval/pembaruan/{kasus.pk}/")
    assert halaman.context["halangan"].startswith("NIK ini tercatat di desa lain.")
    assert "YULIANI" not in halaman.text.upper()
    assert "Melayu" not in halaman.text
    assert kasus.dasar["terlibat"] == []
    take(kasus, "ajukan", siapa="operator.perian")
    advance(kasus, "diperiksa")
    # Whoever decides sees whom it is about, and is seen doing so.
    halaman = masuk("verifikator").get(f"/verval/pembaruan/{kasus.pk}/")
    assert [b.perihal for b in halaman.context["susunan"]][-1] == "YULIANI"
    assert member(lain, "YULIANI").pk in Jejak.objects.filter(aksi="pembaruan.lihat").latest("id").individu
    jawaban = masuk("verifikator").post(
        f"/verval/pembaruan/{kasus.pk}/langkah/", {"aksi": "setujui", "status": "diperiksa", "pengajuan_ke": 1}
    )
    assert jawaban.status_code == 302
    assert Individu.objects.get(nik="6402065508850005").keluarga_id == keluarga.pk
    lain.refresh_from_db()
    assert lain.status == "gabung"


def test_unknown_operation_and_family_of_another_desa() -> None:
    keluarga, lain = aminah(), yuliani()
    operator = masuk("operator.perian")
    alamat = f"/verval/keluarga/{keluarga.pk}/pembaruan/"
    for kueri in ("?operasi=terbang", "?operasi=keluarga_baru", f"?operasi=gabung&dari={lain.pk}"):
        assert operator.get(alamat + kueri).status_code == 404
    assert masuk("operator.melayu").get(f"{alamat}?operasi=meninggal").status_code == 404
    assert masuk("verifikator").get(f"{alamat}?operasi=meninggal").status_code == 403


def test_what_is_about_a_child_is_closed_to_those_who_may_not_see_children() -> None:
    keluarga = aminah()
    nur, bahrun = member(keluarga, "NURHALIZA"), member(keluarga, "BAHRUN")
    tertutup = pembaruan.draft_operasi(
        keluarga, "pecah_kk", {"anggota": {bahrun.pk: 1, nur.pk: 3}, "nomor_kk": KK_BARU}, alasan=ALASAN,
        pelaku=user("operator.perian"), ajukan=True,
    )  # fmt: skip
    bayi = pembaruan.draft_operasi(
        keluarga, "anggota_baru", {"orang": BAYI}, alasan="Akta lahir SALMA, dilihat sendiri.",
        pelaku=user("operator.perian"), ajukan=True,
    )  # fmt: skip
    auditor, petugas = masuk("auditor"), masuk("petugas")
    for kasus, nama in ((tertutup, "NURHALIZA"), (bayi, "SALMA")):
        for alamat in (f"/verval/pembaruan/{kasus.pk}/", "/verval/pembaruan/?lihat=semua"):
            assert nama not in auditor.get(alamat).text
        assert ALASAN not in auditor.get(f"/verval/pembaruan/{kasus.pk}/").text
        assert nama in petugas.get(f"/verval/pembaruan/{kasus.pk}/").text
    assert "Data yang dilindungi" in auditor.get("/verval/pembaruan/?lihat=semua").text


def test_numbers_are_masked_and_everybody_shown_is_in_the_trail() -> None:
    keluarga = aminah()
    bahrun = member(keluarga, "BAHRUN")
    kasus = pembaruan.draft_operasi(
        keluarga, "perbaikan_nik", {"individu": bahrun.pk, "nik": NIK_BARU}, alasan=ALASAN,
        pelaku=user("operator.perian"), ajukan=True,
    )  # fmt: skip
    halaman = masuk("verifikator").get(f"/verval/pembaruan/{kasus.pk}/")
    assert mask(NIK_BARU) in halaman.text
    assert mask(bahrun.nik) in halaman.text
    assert NIK_BARU not in halaman.text
    baris = Jejak.objects.filter(aksi="pembaruan.lihat").latest("id")
    assert (baris.keluarga, baris.individu) == ([keluarga.pk], [bahrun.pk])


def test_open_case_is_linked_from_the_choice() -> None:
    keluarga = aminah()
    kasus = pembaruan.draft_operasi(
        keluarga, "anggota_baru", {"orang": BAYI}, alasan=ALASAN, pelaku=user("operator.perian"), ajukan=True
    )
    operator = masuk("operator.perian")
    assert (
        f'<a href="/verval/pembaruan/{kasus.pk}/">Sedang'
        in operator.get(f"/verval/keluarga/{keluarga.pk}/pembaruan/").text
    )
    jawaban = fill(keluarga, "anggota_baru", **ORANG)
    assert jawaban.status_code == 422
    assert kasus.kode_lacak in jawaban.text


def test_same_number_of_queries_for_one_and_for_twenty(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    keluarga = aminah()
    nur = member(keluarga, "NURHALIZA")

    def rejected() -> None:
        kasus = pembaruan.draft_operasi(
            keluarga, "pindah_keluar", {"anggota": {nur.pk: None}, "tujuan": "dalam_negeri", "sejak": "2026-11-02"},
            alasan=ALASAN, pelaku=user("operator.perian"),
        )  # fmt: skip
        Pembaruan.objects.filter(pk=kasus.pk).update(status="ditolak")

    rejected()
    auditor = masuk("auditor")
    auditor.get("/verval/pembaruan/?lihat=semua")
    with django_assert_max_num_queries(20) as satu:
        auditor.get("/verval/pembaruan/?lihat=semua")
    for _ in range(19):
        rejected()
    for alamat in ("/verval/pembaruan/?lihat=semua",):
        with django_assert_max_num_queries(len(satu.captured_queries)):
            jawaban = auditor.get(alamat)
    assert len(jawaban.context["baris"]) == 20


@pytest.mark.parametrize(
    ("operasi", "kolom", "nomor", "kata", "terlihat"),
    [
        ("anggota_baru", "orang_nik", NIK_BARU, "dapat dipakai", ""),
        ("anggota_baru", "orang_nik", "6402010107780002", "atas nama orang lain", ""),
        ("anggota_baru", "orang_nik", "12", "harus 16 angka", ""),
        ("perbaikan_nik", "nik", "6402065508850005", "atas nama orang lain", ""),
        ("perbaikan_kk", "nomor_kk", KK_BETUL, "dapat dipakai", ""),
        ("pecah_kk", "nomor_kk", "6402011203100001", "sudah dipakai", ""),
        ("pindah_masuk", "nik", "6402015906560006", "atas nama RUKIAH", "RUKIAH"),
        ("pindah_masuk", "nik", "6402065508850005", "NIK ini tercatat di desa lain", ""),
        ("pindah_masuk", "nik", NIK_BARU, "belum tercatat", ""),
        ("pindah_keluar", "ke_kk", "6402011909090006", "Keluarga RUKIAH", ""),
        ("gabung", "dari_kk", "6402061508120004", "tidak ada di wilayah Anda", ""),
        ("ganda", "ditutup_nik", "6402015906560006", "atas nama RUKIAH", "RUKIAH"),
    ],
)
def test_a_number_is_looked_at_once(operasi: str, kolom: str, nomor: str, kata: str, terlihat: str) -> None:
    keluarga, _, _ = aminah(), rukiah(), yuliani()
    operator = masuk("operator.perian")
    halaman = operator.get(f"/verval/keluarga/{keluarga.pk}/pembaruan/?operasi={operasi}").text
    alamat = f"/verval/keluarga/{keluarga.pk}/pembaruan/nomor/?operasi={operasi}"
    assert f'hx-post="{alamat}"' in halaman
    assert f'id="periksa-{kolom}"' in halaman
    jawaban = operator.post(alamat, {kolom: nomor})
    assert (jawaban.status_code, kata in jawaban.text) == (200, True)
    assert "YULIANI" not in jawaban.text.upper()
    assert nomor not in jawaban.text or nomor == "12"
    baris = Jejak.objects.filter(aksi="pembaruan.nomor").get()
    assert list(baris.individu) == [i.pk for i in Individu.objects.filter(nama=terlihat)]
    assert operator.post(alamat, {}).text.strip() == ""
    assert operator.post(alamat.replace(operasi, "x"), {kolom: nomor}).status_code == 404
    assert masuk("operator.melayu").post(alamat, {kolom: nomor}).status_code == 404
    assert masuk("verifikator").post(alamat, {kolom: nomor}).status_code == 403


def test_saving_counts_as_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    keluarga = aminah()
    monkeypatch.setitem(batas.BATAS, "cari", Batas(((2, MENIT),), ((99, MENIT),), "pencarian"))
    hasil = [fill(keluarga, "anggota_baru", **ORANG, orang_nik="6402010107780002").status_code for _ in range(3)]
    assert hasil == [422, 422, 429]
    assert not Pembaruan.objects.exists()
