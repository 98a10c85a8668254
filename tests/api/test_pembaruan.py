"""A correction through the API: filed, decided, refused with the one error body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from config.halaman_api import HalamanApi
from dtsen.registry import corrections
from dtsen.registry.models import KondisiKeluarga
from tests.cast import SANDI
from tests.families import aminah, member, yuliani
from tests.kasus import advance
from verval.models import Pembaruan

Masuk = Callable[[str], APIClient]
ALASAN = "Lantai sudah disemen, dilihat sendiri."


def file(klien: APIClient, keluarga: int, /, **lain: Any) -> Any:
    isi = {"keluarga": keluarga, "fakta": "jenis_lantai_terluas", "nilai_baru": 6, "alasan": ALASAN} | lain
    return klien.post("/api/v1/pembaruan/", isi, format="json")


def hop(klien: APIClient, pk: int, aksi: str, status: str = "diperiksa", **lain: Any) -> Any:
    isi = {"aksi": aksi, "status": status, "pengajuan_ke": 1} | lain
    return klien.post(f"/api/v1/pembaruan/{pk}/langkah/", isi, format="json")


def test_filed_and_approved(as_user: Masuk) -> None:
    keluarga = aminah()
    jawaban = file(as_user("operator.perian"), keluarga.pk)
    assert jawaban.status_code == 201
    isi = jawaban.json()
    assert (isi["status"], isi["tulisan_lama"], isi["tulisan_baru"]) == ("diajukan", "Tanah", "Semen/bata merah")
    assert [a["aksi"] for a in isi["aksi"]] == ["musyawarahkan", "batalkan"]
    verifikator = as_user("verifikator")
    daftar = verifikator.get("/api/v1/pembaruan/?status=diajukan&wilayah=640201").json()
    assert [k["id"] for k in daftar["results"]] == [isi["id"]]
    assert daftar["results"][0]["aksi"] == []
    advance(Pembaruan.objects.get(pk=isi["id"]))
    kini = verifikator.get(f"/api/v1/pembaruan/{isi['id']}/").json()
    assert {a["aksi"] for a in kini["aksi"]} == {"setujui", "kembalikan", "tolak"}
    assert kini["pemeriksa"] == "Uji verifikator"
    putusan = hop(verifikator, isi["id"], "setujui")
    assert putusan.json()["status"] == "disetujui"
    assert [h["aksi"] for h in putusan.json()["langkah"]] == [
        "ajukan", "musyawarahkan", "sahkan_desa", "periksa", "setujui",
    ]  # fmt: skip
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 6


def test_a_page_is_never_longer_than_the_limit(as_user: Masuk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert HalamanApi.max_limit == 200
    monkeypatch.setattr(HalamanApi, "max_limit", 1)
    operator = as_user("operator.perian")
    keluarga = aminah()
    for isian in ({}, {"fakta": "daya_terpasang", "nilai_baru": 2}):
        assert file(operator, keluarga.pk, **isian).status_code == 201
    isi = operator.get("/api/v1/pembaruan/?limit=100000").json()
    assert (isi["count"], len(isi["results"])) == (2, 1)
    assert "limit=1&offset=1" in isi["next"]


def test_draft_is_the_makers_own(as_user: Masuk) -> None:
    isi = file(as_user("operator.perian"), aminah().pk, ajukan=False).json()
    assert isi["status"] == "draf"
    jawaban = as_user("verifikator").get(f"/api/v1/pembaruan/{isi['id']}/")
    assert (jawaban.status_code, jawaban.json()["kode"]) == (404, "tidak_ada")


def test_fact_of_a_member(as_user: Masuk) -> None:
    keluarga = aminah()
    jawaban = file(
        as_user("operator.perian"), keluarga.pk, individu=member(keluarga, "BAHRUN").pk, fakta="status_bekerja",
        nilai_baru=2,
    )  # fmt: skip
    assert (jawaban.status_code, jawaban.json()["nama"]) == (201, "BAHRUN")


def test_refusals_have_one_shape(as_user: Masuk) -> None:
    keluarga = aminah()
    operator = as_user("operator.perian")
    for lain, kode in (
        ({"nilai_baru": 99}, "kode_tidak_ada"),
        ({"fakta": "desil_nasional"}, "fakta_tidak_dikenal"),
        ({"fakta": "jenis_kloset", "nilai_baru": 1}, "lompatan"),
        ({"nilai_baru": 8}, "tidak_berubah"),
        ({"alasan": "ya"}, "alasan_pendek"),
        ({"keluarga": "x"}, "isian_salah"),
    ):
        jawaban = file(operator, keluarga.pk, **lain)
        assert (jawaban.status_code, jawaban.json()["kode"]) == (400, kode)
        assert set(jawaban.json()) == {"kode", "pesan", "rincian"}


def test_family_of_another_desa(as_user: Masuk) -> None:
    assert file(as_user("operator.perian"), yuliani().pk).status_code == 404


def test_who_may_not_file(as_user: Masuk) -> None:
    jawaban = file(as_user("verifikator"), aminah().pk)
    assert (jawaban.status_code, jawaban.json()["kode"]) == (403, "izin")


def test_conflicts(as_user: Masuk) -> None:
    keluarga = aminah()
    pk = file(as_user("operator.perian"), keluarga.pk).json()["id"]
    verifikator = as_user("verifikator")
    advance(Pembaruan.objects.get(pk=pk))
    assert hop(verifikator, pk, "tolak").json()["kode"] == "alasan_kode"
    assert hop(verifikator, pk, "tolak", alasan_kode="asal").json()["kode"] == "alasan_kode"
    assert hop(verifikator, pk, "kembalikan").json()["kode"] == "alasan"
    jawaban = hop(as_user("petugas"), pk, "setujui")
    assert (jawaban.status_code, jawaban.json()["kode"]) == (403, "izin")
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(jenis_lantai_terluas=5)
    jawaban = hop(verifikator, pk, "setujui")
    assert (jawaban.status_code, jawaban.json()["status"]) == (200, "dikembalikan")
    assert "sekarang" in jawaban.json()["langkah"][-1]["catatan"]
    jawaban = hop(verifikator, pk, "setujui")
    assert (jawaban.status_code, jawaban.json()["kode"]) == (409, "status_berubah")
    jawaban = hop(verifikator, pk, "terbangkan", status="dikembalikan")
    assert (jawaban.status_code, jawaban.json()["kode"]) == (409, "tidak_ada")


def test_second_case_about_the_same_fact(as_user: Masuk) -> None:
    keluarga = aminah()
    satu = file(as_user("operator.perian"), keluarga.pk).json()
    jawaban = file(as_user("petugas"), keluarga.pk, nilai_baru=2)
    assert jawaban.json()["kode"] == "kasus_terbuka"
    assert jawaban.json()["rincian"]["kode_lacak"] == satu["kode_lacak"]


def test_session_of_the_browser_needs_the_csrf_token(db: None) -> None:
    klien = Client(enforce_csrf_checks=True)
    assert klien.login(username="operator.perian", password=SANDI)
    jawaban = klien.post("/api/v1/warga/cari/", {"nama": "aminah"}, content_type="application/json")
    assert jawaban.status_code == 403


def test_a_decision_names_the_filing_it_is_made_on(as_user: Masuk) -> None:
    keluarga = aminah()
    isi = file(as_user("operator.perian"), keluarga.pk).json()
    assert isi["pengajuan_ke"] == 1
    advance(Pembaruan.objects.get(pk=isi["id"]))
    verifikator = as_user("verifikator")
    jawaban = hop(verifikator, isi["id"], "setujui", pengajuan_ke=2)
    assert (jawaban.status_code, jawaban.json()["kode"]) == (409, "status_berubah")
    alamat = f"/api/v1/pembaruan/{isi['id']}/langkah/"
    jawaban = verifikator.post(alamat, {"aksi": "setujui", "status": "diperiksa"}, format="json")
    assert (jawaban.status_code, jawaban.json()["kode"]) == (400, "isian_salah")
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 8


def compose(klien: APIClient, keluarga: int, jenis: str, /, **isi: Any) -> Any:
    """File an operation of family make-up."""
    badan = {"keluarga": keluarga, "jenis": jenis, "isi": isi, "alasan": "Akta dari kelurahan, dilihat sendiri."}
    return klien.post("/api/v1/pembaruan/", badan, format="json")


def test_operation_filed_approved_and_taken_back(as_user: Masuk) -> None:
    keluarga = aminah()
    bahrun = member(keluarga, "BAHRUN")
    jawaban = compose(as_user("operator.perian"), keluarga.pk, "meninggal", individu=bahrun.pk, sejak="2026-11-02")
    assert jawaban.status_code == 201
    isi = jawaban.json()
    assert (isi["jenis"], isi["judul"], isi["fakta"], isi["nama"]) == ("meninggal", "Meninggal", "", "BAHRUN")
    assert isi["susunan"] == [
        {"perihal": "BAHRUN", "lama": "istri/suami, tinggal bersama keluarga", "baru": "Meninggal"},
        {"perihal": "Tanggal kejadian", "lama": "–", "baru": "2 Nov 2026"},
    ]
    advance(Pembaruan.objects.get(pk=isi["id"]))
    assert hop(as_user("verifikator"), isi["id"], "setujui").json()["status"] == "disetujui"
    bahrun.refresh_from_db()
    assert bahrun.keberadaan == 2
    jawaban = hop(as_user("kepala"), isi["id"], "turunkan", "disetujui", alasan="Orangnya masih hidup.")
    assert jawaban.json()["status"] == "diperiksa"
    bahrun.refresh_from_db()
    assert bahrun.keberadaan == 1


def test_new_member_with_a_masked_number(as_user: Masuk) -> None:
    keluarga = aminah()
    orang = {"nama": "Salma", "tanggal_lahir": "2026-11-01", "jenis_kelamin": 2, "status_hubungan_keluarga": 3}
    jawaban = compose(
        as_user("operator.perian"), keluarga.pk, "anggota_baru", orang={**orang, "nik": "6402014111050008"}
    )
    assert jawaban.status_code == 201
    assert "6402014111050008" not in jawaban.text
    pk = jawaban.json()["id"]
    assert {"perihal": "NIK", "lama": "–", "baru": "6402••••••••0008"} in jawaban.json()["susunan"]
    auditor = as_user("auditor").get(f"/api/v1/pembaruan/{pk}/").json()
    assert (auditor["susunan"], auditor["judul"], auditor["alasan"]) == ([], None, None)
    assert "SALMA" not in str(auditor)


def test_refusals_of_operations_have_one_shape(as_user: Masuk) -> None:
    keluarga = aminah()
    operator = as_user("operator.perian")
    for jenis, isi, kode in (
        ("meninggal", {"sejak": "2026-11-02"}, "kosong"),
        ("terbang", {}, "isian_salah"),
        ("keluarga_baru", {}, "isian_salah"),
        ("isian", {"individu": 1}, "isian_salah"),
        ("perbaikan_kk", {"nomor_kk": "123"}, "bukan_16_angka"),
        ("perbaikan_kk", {"nomor_kk": ["6402011203100090"]}, "bukan_16_angka"),
        ("pecah_kk", {"anggota": [1], "nomor_kk": "6402010111260007"}, "bentuk"),
        ("pindah_keluar", {"anggota": {"x": 1}, "tujuan": "luar_negeri", "sejak": "2026-11-02"}, "bukan_angka"),
        ("anggota_baru", {"orang": "SALMA"}, "bentuk"),
        (
            "anggota_baru",
            {"orang": {"nama": "SALMA", "desil": 1, "status_hubungan_keluarga": 3}},
            "fakta_tidak_dikenal",
        ),
    ):
        jawaban = compose(operator, keluarga.pk, jenis, **isi)
        assert (jawaban.status_code, jawaban.json()["kode"]) == (400, kode), jenis
        assert set(jawaban.json()) == {"kode", "pesan", "rincian"}
    jawaban = file(operator, keluarga.pk, jenis="perbaikan_kk", isi={"nomor_kk": "6402011203100090"})
    assert (jawaban.status_code, jawaban.json()["kode"]) == (400, "isian_salah")
    assert not Pembaruan.objects.exists()


def test_person_of_another_desa_is_not_described(as_user: Masuk) -> None:
    keluarga = aminah()
    lain = yuliani()
    operator = as_user("operator.perian")
    jawaban = compose(operator, keluarga.pk, "pindah_masuk", nik="6402065508850005", hubungan=8)
    assert jawaban.status_code == 201
    assert "YULIANI" not in jawaban.text
    jawaban = compose(operator, keluarga.pk, "gabung", dari=lain.pk, anggota={member(lain, "YULIANI").pk: 8})
    assert (jawaban.status_code, jawaban.json()["kode"]) == (400, "di_luar_lingkup")


def test_several_facts_are_filed_and_decided_one_by_one(as_user: Masuk) -> None:
    keluarga = aminah()
    bahrun = member(keluarga, "BAHRUN").pk
    butir = [
        {"fakta": "jenis_lantai_terluas", "nilai_baru": 6},
        {"fakta": "status_bekerja", "nilai_baru": 1, "individu": bahrun},
    ]
    isi = {"keluarga": keluarga.pk, "butir": butir, "alasan": ALASAN}
    operator = as_user("operator.perian")
    salah = operator.post("/api/v1/pembaruan/", isi | {"fakta": "jenis_lantai_terluas"}, format="json")
    assert (salah.status_code, salah.json()["kode"]) == (400, "isian_salah")
    kasus = operator.post("/api/v1/pembaruan/", isi, format="json").json()
    assert (kasus["status"], kasus["fakta"], kasus["individu"]) == ("diajukan", "", None)
    assert [(b["individu"], b["fakta"], b["tulisan_baru"], b["putusan"]) for b in kasus["butir"]] == [
        (None, "jenis_lantai_terluas", "Semen/bata merah", ""),
        (bahrun, "status_bekerja", "Ya", ""),
    ]
    advance(Pembaruan.objects.get(pk=kasus["id"]))
    putusan = [{"butir": kasus["butir"][0]["id"], "putusan": "ditolak", "alasan_kode": ""}]
    verifikator = as_user("verifikator")
    assert hop(verifikator, kasus["id"], "setujui", putusan=putusan).json()["kode"] == "alasan_kode"
    putusan[0]["alasan_kode"] = "bukti_kurang"
    jawaban = hop(verifikator, kasus["id"], "setujui", putusan=putusan).json()
    assert jawaban["status"] == "disetujui"
    assert [(b["putusan"], b["alasan_kode"]) for b in jawaban["butir"]] == [
        ("ditolak", "bukti_kurang"), ("diterima", None),
    ]  # fmt: skip
    assert KondisiKeluarga.objects.get(pk=keluarga.pk).jenis_lantai_terluas == 8
    assert member(keluarga, "BAHRUN").status_bekerja == 1
