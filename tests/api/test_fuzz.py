"""Requests that nobody would write, from every peran, made by schemathesis from the schema; `make fuzz` sends many.

Asked of each answer: no server error; nothing done that the peran may not do; nothing shown or changed outside the
scope; the shape that the schema promises. The real application answers, on the real database.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dtsen.accounts.batas import BATAS, Batas
from dtsen.accounts.models import Penugasan, Token
from dtsen.accounts.peran import PERAN
from tests.cast import PENGGUNA, user
from tests.families import aminah, yuliani
from verval import pembaruan, usulan
from verval.kunjungan import atur
from verval.models import Pembaruan, ProgramBansos, Usulan

CONTOH = int(os.environ.get("FUZZ", "2"))
"""Requests for each operation, peran and kind (by the schema, against the schema)."""
BENIH = int(os.environ.get("FUZZ_BENIH", "20261126"))
HASIL = os.environ.get("FUZZ_HASIL", "")
SIAPA = sorted(PENGGUNA) if HASIL else ["operator.melayu", "verifikator"]
"""Every peran in `make fuzz`; the suite takes the ones between which a wall stands."""
CSRF = "f" * 32
IZIN = {
    "GET /api/v1/program/": None,
    "GET /api/v1/rpjmd/": "agregat.lihat",
    "GET /api/v1/garis-kemiskinan/": "agregat.lihat",
    "POST /api/v1/token/": None,
    "POST /api/v1/token/cabut/": None,
    "POST /api/v1/warga/{id}/nik/": "warga.buka",
    "POST /api/v1/keluarga/{id}/nomor-kk/": "warga.buka",
    "POST /api/v1/warga/cari/": "warga.lihat",
    "GET /api/v1/keluarga/{id}/": "warga.lihat",
    "GET /api/v1/pembaruan/": "warga.lihat",
    "POST /api/v1/pembaruan/": "pembaruan.ajukan",
    "GET /api/v1/pembaruan/{id}/": "warga.lihat",
    "POST /api/v1/pembaruan/{id}/langkah/": "warga.lihat",
    "GET /api/v1/usulan/": "warga.lihat",
    "POST /api/v1/usulan/": "usulan.ajukan",
    "GET /api/v1/usulan/{id}/": "warga.lihat",
    "POST /api/v1/usulan/{id}/langkah/": "warga.lihat",
    "GET /api/v1/kunjungan/": "kunjungan.isi",
    "POST /api/v1/kunjungan/{id}/kirim/": "kunjungan.isi",
    "POST /api/v1/kunjungan/{id}/foto/": "kunjungan.isi",
    "POST /api/v1/pembaruan/{id}/salin/": "pembaruan.ajukan",
    "POST /api/v1/pembaruan/{id}/terlambat/": "warga.lihat",
    "POST /api/v1/usulan/{id}/salin/": "usulan.ajukan",
    "POST /api/v1/usulan/{id}/terlambat/": "warga.lihat",
    "GET /api/v1/temuan/": "warga.lihat",
    "GET /api/v1/temuan/{id}/": "warga.lihat",
    "POST /api/v1/temuan/{id}/isi/": "pembaruan.ajukan",
    "POST /api/v1/temuan/{id}/langkah/": "warga.lihat",
    "GET /api/v1/reaktivasi/": "warga.lihat",
    "POST /api/v1/reaktivasi/": "usulan.ajukan",
    "GET /api/v1/reaktivasi/{id}/": "warga.lihat",
    "POST /api/v1/reaktivasi/{id}/langkah/": "warga.lihat",
    "GET /api/v1/pengecualian/": "warga.lihat",
    "GET /api/v1/sengketa/": "warga.lihat",
    "POST /api/v1/sengketa/": "usulan.ajukan",
    "GET /api/v1/sengketa/{id}/": "warga.lihat",
    "POST /api/v1/sengketa/{id}/langkah/": "warga.lihat",
    "GET /api/v1/musyawarah/": "warga.lihat",
    "GET /api/v1/musyawarah/{id}/": "warga.lihat",
    "GET /api/v1/penerima/": "bansos.lihat",
    "GET /api/v1/indeks-baris/": "agregat.lihat",
    "GET /api/v1/indeks-baris/csv/": "agregat.lihat",
    "GET /api/v1/indeks/{kode}/": "agregat.lihat",
    "GET /api/v1/indeks/{kode}/csv/": "agregat.lihat",
    "GET /api/v1/kuota/": "program.lihat",
    "GET /api/v1/kuota/{id}/": "program.lihat",
    "GET /api/v1/program/{kode}/tunggu/{desa}/": "bansos.lihat",
    "GET /api/v1/sanggah/": "sanggah.lihat",
    "GET /api/v1/sanggah/{id}/": "sanggah.lihat",
    "POST /api/v1/sanggah/{id}/langkah/": "sanggah.periksa",
    "GET /api/v1/ketepatan/": "agregat.lihat",
}
"""The permission that each operation needs; an operation that is missing here fails the test."""
PERIKSA = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@dataclass
class Dunia:
    """Two families in two desa, each with a draft and filed cases: jenis -> pk -> (kode_desa, maker of a draft)."""

    objek: dict[str, dict[int, tuple[str, str]]] = field(default_factory=dict)

    def nomor(self, jenis: str) -> list[int]:
        return sorted(self.objek.get(jenis, {}))

    def terlihat(self, siapa: str, jenis: str, pk: int) -> bool:
        """What the rules say, worked out here once more and by hand: region prefix, and drafts are their maker's."""
        kode_desa, pembuat = self.objek[jenis].get(pk, ("", ""))
        return kode_desa.startswith(PENGGUNA[siapa][1]) and pembuat in {"", siapa}


@pytest.fixture
def dunia(db: None) -> Dunia:
    keluarga = {"operator.perian": aminah(), "operator.melayu": yuliani()}
    ini = Dunia({"warga": {}, "keluarga": {}, "pembaruan": {}, "usulan": {}, "kunjungan": {}})
    for siapa, satu in keluarga.items():
        ini.objek["keluarga"][satu.pk] = (satu.kode_desa, "")
        ini.objek["warga"] |= dict.fromkeys(satu.anggota.values_list("pk", flat=True), (satu.kode_desa, ""))
        for fakta, ajukan in (("daya_terpasang", True), ("aset_bergerak_sepeda_motor", False)):
            lama = getattr(satu.kondisi, fakta)
            kasus = pembaruan.draft(
                satu, fakta, 2 if lama != 2 else 1, alasan="Dilihat sendiri saat kunjungan.", pelaku=user(siapa),
                ajukan=ajukan,
            )  # fmt: skip
            ini.objek["pembaruan"][kasus.pk] = (satu.kode_desa, "" if ajukan else siapa)
    program = ProgramBansos.objects.get(pk="pkh")
    u = usulan.draft(keluarga["operator.perian"], program, pelaku=user("operator.perian"), ajukan=True)
    ini.objek["usulan"][u.pk] = (u.kode_desa, "")
    k = atur.assign(
        keluarga["operator.perian"],
        Penugasan.objects.get(user__username="pendamping.perian"),
        batas=timezone.localdate(),
        pelaku=user("verifikator"),
    )
    ini.objek["kunjungan"][k.pk] = (k.kode_desa, "")
    return ini


@pytest.fixture(autouse=True)
def tanpa_batas(monkeypatch: pytest.MonkeyPatch) -> None:
    for jenis in BATAS:
        monkeypatch.setitem(BATAS, jenis, Batas(((10**9, 60),), ((10**9, 60),), "uji"))


@pytest.fixture(autouse=True)
def satu_sambungan() -> Iterator[None]:
    """The application would close the connection that holds this test's transaction."""
    for sinyal in (request_started, request_finished):
        sinyal.disconnect(close_old_connections)
    yield
    for sinyal in (request_started, request_finished):
        sinyal.connect(close_old_connections)


def kepala(siapa: str) -> dict[str, str]:
    klien = Client()
    klien.force_login(user(siapa))
    sesi = klien.cookies["sessionid"].value
    return {"Cookie": f"sessionid={sesi}; csrftoken={CSRF}", "X-CSRFToken": CSRF}


def jenis_of(jalan: str) -> str:
    return next((j for j in ("warga", "keluarga", "pembaruan", "usulan", "kunjungan") if f"/{j}/" in jalan), "")


def aim(case: Any, dunia: Dunia, data: st.DataObject) -> int | None:
    """Point a generated request at something that exists, most of the time; returns the number aimed at."""
    sasaran = None
    jenis = jenis_of(case.path)
    if "id" in (case.path_parameters or {}) and data.draw(st.integers(0, 3)):
        ada = dunia.nomor(jenis)
        sasaran = data.draw(st.sampled_from(ada) if ada else st.integers(1, 9))
        case.path_parameters["id"] = sasaran
    if isinstance(case.body, dict) and "keluarga" in case.body and data.draw(st.integers(0, 3)):
        case.body["keluarga"] = data.draw(st.sampled_from(dunia.nomor("keluarga")))
    if isinstance(case.body, dict) and "aksi" in case.body and data.draw(st.booleans()):
        case.body["aksi"] = data.draw(st.sampled_from(["ajukan", "setujui", "kembalikan", "tolak", "batalkan"]))
        case.body["status"] = data.draw(st.sampled_from(["draf", "diajukan", "dikembalikan"]))
    if isinstance(case.body, dict) and "fakta" in case.body and data.draw(st.booleans()):
        case.body["fakta"] = data.draw(st.sampled_from(["jenis_lantai_terluas", "luas_lantai_m2", "alamat", "nik"]))
    return sasaran


def complain(siapa: str, nama: str, case: Any, status: int, sasaran: int | None, dunia: Dunia) -> str:
    """What is wrong with a 2xx, blank if nothing: a denied operation, or an object outside the scope."""
    if not 200 <= status < 300:
        return ""
    izin = IZIN[nama]
    if izin is not None and izin not in PERAN[PENGGUNA[siapa][0]].izin:
        return f"{siapa} boleh {nama} tanpa {izin}"
    if sasaran is not None and not dunia.terlihat(siapa, jenis_of(nama), sasaran):
        return f"{siapa} mencapai {nama} {sasaran} di luar lingkupnya"
    if nama.startswith("POST") and isinstance(case.body, dict) and isinstance(case.body.get("keluarga"), int):
        nomor = case.body["keluarga"]
        if nomor in dunia.objek["keluarga"] and not dunia.terlihat(siapa, "keluarga", nomor):
            return f"{siapa} menulis pada keluarga {nomor} di luar lingkupnya"
    return ""


def leaks(siapa: str, isi: bytes) -> bool:
    """A full NIK or No KK of anybody in an answer, whoever asks."""
    return any(nomor in isi for nomor in (b"6402015203800001", b"6402065508850005", b"6402011203100001"))


@pytest.mark.parametrize("siapa", SIAPA)
def test_no_request_gets_more_than_its_peran(siapa: str, dunia: Dunia) -> None:
    aplikasi = get_wsgi_application()
    sebagai = kepala(siapa)
    # The loader's own client keeps no cookie of ours, so it reads the schema with a token.
    token = Token.objects.create(user(siapa), dua_faktor=True)[1]
    skema = schemathesis.openapi.from_wsgi(
        "/api/v1/skema/?format=json", aplikasi, headers={"Authorization": f"Token {token}"}
    )
    hitung: Counter[str] = Counter()
    ada = set()
    for hasil in skema.get_all_operations():
        operasi: Any = hasil.ok()  # type: ignore[union-attr]  # a broken schema raises here
        nama = f"{operasi.method.upper()} {operasi.path}"
        ada.add(nama)
        for cara in schemathesis.GenerationMode:
            _fuzz(siapa, nama, operasi, cara, sebagai, dunia, hitung)
    assert ada == set(IZIN)
    if HASIL:
        Path(HASIL, f"{siapa}.json").write_text(json.dumps(hitung))


def _fuzz(
    siapa: str,
    nama: str,
    operasi: Any,
    cara: Any,
    sebagai: dict[str, str],
    dunia: Dunia,
    hitung: Counter[str],
) -> None:
    @seed(BENIH)
    @settings(
        max_examples=CONTOH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def kirim(data: st.DataObject) -> None:
        case = data.draw(operasi.as_strategy(generation_mode=cara))
        sasaran = aim(case, dunia, data)
        jawaban = case.call(headers=sebagai)
        salah = complain(siapa, nama, case, jawaban.status_code, sasaran, dunia)
        assert not salah, case.as_curl_command()
        assert not leaks(siapa, jawaban.content), nama
        case.validate_response(jawaban, checks=PERIKSA)
        hitung[f"{nama} {jawaban.status_code}"] += 1

    try:
        kirim()
    except schemathesis.errors.InvalidSchema:
        raise
    except Exception as galat:
        if "Unsatisfiable" in type(galat).__name__:  # nothing of this operation can be against its schema
            return
        raise


def test_the_checker_itself_sees_what_it_looks_for(dunia: Dunia) -> None:
    """So that a run without findings means something."""
    luar = next(pk for pk, (kode, _) in dunia.objek["keluarga"].items() if not kode.startswith("640201"))
    kasus = type("Case", (), {"body": None})
    assert complain("pimpinan", "GET /api/v1/pembaruan/", kasus, 200, None, dunia)
    assert complain("operator.perian", "GET /api/v1/keluarga/{id}/", kasus, 200, luar, dunia)
    assert not complain("operator.perian", "GET /api/v1/keluarga/{id}/", kasus, 404, luar, dunia)
    draf = next(pk for pk, (_, p) in dunia.objek["pembaruan"].items() if p == "operator.perian")
    assert complain("verifikator", "GET /api/v1/pembaruan/{id}/", kasus, 200, draf, dunia)
    assert Pembaruan.objects.filter(pk=draf).exists()
    assert Usulan.objects.exists()
