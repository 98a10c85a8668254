"""The list for Disdukcapil: who is in it and why, who takes it out, and what that leaves in the trail."""

from __future__ import annotations

import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from dtsen.accounts.models import Jejak
from dtsen.registry.models import Individu
from tests.cast import MELAYU, PERIAN, user
from tests.families import aminah, member, yuliani
from tests.verval.test_kirim import masuk
from verval import konsolidasi, pembaruan
from verval.kirim import EksporDitolak
from verval.konsolidasi import Ringkas

pytestmark = pytest.mark.django_db
UNDUH = "/verval/konsolidasi/unduh/"


def listed(isi: bytes) -> dict[str, dict[str, Any]]:
    judul, *baris = CalamineWorkbook.from_filelike(io.BytesIO(isi)).get_sheet_by_name("KONSOLIDASI").to_python()
    semua = [dict(zip(map(str, judul), satu, strict=True)) for satu in baris]
    return {str(satu["NAMA"]): satu for satu in semua}


def test_each_problem_and_nobody_else() -> None:
    keluarga = aminah()
    yuliani()
    Individu.objects.filter(nama="BAHRUN").update(nik="6402019913780002", status_padan="nik_tidak_ditemukan")
    Individu.objects.filter(nama="YULIANI").update(status_padan="nik_ganda")
    pembaruan.draft(
        keluarga, "nama", "NUR HALIZA", alasan="Salah tulis, sesuai akta kelahiran.", pelaku=user("operator.perian"),
        individu=member(keluarga, "NURHALIZA"), ajukan=True,
    )  # fmt: skip
    isi = listed(masuk().post(UNDUH).content)
    assert {nama: satu["MASALAH"] for nama, satu in isi.items()} == {
        "BAHRUN": "NIK rusak; NIK tidak ditemukan",
        "NURHALIZA": "Perbaikan identitas sedang diajukan",
        "RAFI": "NIK kosong atau tidak terbaca",
        "YULIANI": "NIK ganda",
    }
    assert isi["NURHALIZA"]["USUL PERBAIKAN"] == "Nama: NUR HALIZA"
    assert (isi["NURHALIZA"]["NIK"], isi["NURHALIZA"]["TANGGAL LAHIR"]) == ("6402014405100003", "04/05/2010")
    assert isi["YULIANI"]["KECAMATAN"] == "Tenggarong"
    assert konsolidasi.summary(user("petugas")) == Ringkas(semua=4, kosong=1, rusak=1, tidak_padan=2, sengketa=1)


def test_the_dead_those_who_left_and_the_unchecked_are_no_finding() -> None:
    aminah()
    Individu.objects.filter(nama="RAFI").update(keberadaan=2)
    Individu.objects.filter(nama="BAHRUN").update(status_padan="meninggal")
    assert konsolidasi.summary(user("petugas")).semua == 0
    assert masuk().post(UNDUH).status_code == 302


def test_one_region_only() -> None:
    aminah()
    yuliani()
    assert konsolidasi.summary(user("petugas"), wilayah=MELAYU).semua == 0
    assert konsolidasi.summary(user("petugas"), wilayah=PERIAN[:6]).semua == 1
    assert konsolidasi.summary(user("operator.perian")).semua == 0


def test_the_same_guard_as_files_for_kemensos() -> None:
    keluarga = aminah()
    tanpa = masuk(penuh=False).post(UNDUH)
    assert (tanpa.status_code, tanpa["Location"].partition("?")[0]) == (302, "/akun/akses-penuh/")
    assert masuk("verifikator").post(UNDUH).status_code == 403
    assert not Jejak.objects.filter(aksi="warga.konsolidasi").exists()
    assert masuk().post(UNDUH).status_code == 200
    baris = Jejak.objects.get(aksi="warga.konsolidasi")
    assert (baris.keluarga, baris.individu) == ([keluarga.pk], [member(keluarga, "RAFI").pk])


def test_the_page_counts_and_names_nobody() -> None:
    aminah()
    isi = masuk(penuh=False).get("/verval/konsolidasi/").text
    assert "1 orang perlu dicek Disdukcapil" in isi
    assert "RAFI" not in isi.upper()


def test_no_cell_is_a_formula_and_too_long_a_list_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    aminah()
    Individu.objects.filter(nama="RAFI").update(ibu_kandung="=1+1")
    assert listed(masuk().post(UNDUH).content)["RAFI"]["IBU KANDUNG"] == "'=1+1"
    monkeypatch.setattr(konsolidasi, "BARIS_MAKS", 0)
    with pytest.raises(EksporDitolak) as galat:
        konsolidasi.export(user("petugas"))
    assert galat.value.kode == "terlalu_banyak"
