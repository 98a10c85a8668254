"""Proposals through the API, and the programmes with their rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rest_framework.test import APIClient

from tests.families import aminah, member, yuliani
from tests.kasus import advance
from verval.models import Usulan

Masuk = Callable[[str], APIClient]


def propose(klien: APIClient, keluarga: int, program: str, **lain: Any) -> Any:
    return klien.post("/api/v1/usulan/", {"keluarga": keluarga, "program": program} | lain, format="json")


def test_filed_and_approved(as_user: Masuk) -> None:
    keluarga = aminah()
    jawaban = propose(as_user("operator.perian"), keluarga.pk, "pkh")
    assert jawaban.status_code == 201
    isi = jawaban.json()
    assert (isi["status"], isi["nama"], isi["desil_nasional"]) == ("diajukan", "AMINAH", 3)
    verifikator = as_user("verifikator")
    daftar = verifikator.get(f"/api/v1/usulan/?program=pkh&periode={isi['periode']}&status=diajukan").json()
    assert daftar["count"] == 1
    advance(Usulan.objects.get(pk=isi["id"]))
    putusan = verifikator.post(
        f"/api/v1/usulan/{isi['id']}/langkah/",
        {"aksi": "setujui", "status": "diperiksa", "pengajuan_ke": 1},
        format="json",
    )
    assert putusan.json()["status"] == "disetujui"
    assert verifikator.get(f"/api/v1/usulan/{isi['id']}/").json()["aksi"] == []


def test_refusal_lists_every_reason(as_user: Masuk) -> None:
    keluarga = yuliani()
    jawaban = propose(as_user("operator.melayu"), keluarga.pk, "pkh")
    assert (jawaban.status_code, jawaban.json()["kode"]) == (400, "desil_di_luar")
    assert [p["kode"] for p in jawaban.json()["rincian"]["penolakan"]] == ["desil_di_luar", "tanpa_komponen"]


def test_per_person(as_user: Masuk) -> None:
    keluarga = aminah()
    operator = as_user("operator.perian")
    assert propose(operator, keluarga.pk, "pbi_jk").json()["kode"] == "pilih_orang"
    orang = member(keluarga, "NURHALIZA").pk
    assert propose(operator, keluarga.pk, "pbi_jk", individu=orang).status_code == 201
    assert propose(operator, keluarga.pk, "pbi_jk", individu=orang).json()["kode"] == "sudah_diusulkan"


def test_unknown_programme(as_user: Masuk) -> None:
    jawaban = propose(as_user("operator.perian"), aminah().pk, "blt_bulan")
    assert (jawaban.status_code, jawaban.json()["kode"]) == (400, "program_tidak_dikenal")


def test_programmes_with_rules(as_user: Masuk) -> None:
    isi = as_user("pimpinan").get("/api/v1/program/").json()
    assert [p["kode"] for p in isi if p["lewat_usulan"]] == ["pkh", "sembako", "pbi_jk", "atensi", "sekolah_rakyat"]
    assert {"blt_dd", "pip", "kukar_lansia"} <= {p["kode"] for p in isi if not p["lewat_usulan"]}
    pkh = {a["status"]: (a["desil_min"], a["desil_maks"]) for a in isi[0]["aturan"]}
    assert pkh == {"aktif": (1, 4), "draf": (1, 1)}
    (aturan,) = (a for a in isi[0]["aturan"] if a["status"] == "aktif")
    lansia = {"kode": "lansia", "usia_min": 60, "usia_maks": None, "nominal_tahun": 2_400_000, "maks_orang": None}
    assert lansia in aturan["komponen"]
    assert [larangan["kelompok"] for larangan in aturan["larangan"]] == [4, 5, 6, 7, 8, 10]
    assert (aturan["tunai"], aturan["satu_per_nik"], isi[3]["aturan"][0]["larangan"]) == (True, True, [])
