"""Sending twice gives the first answer: pages, evidence, two at once; and only what was done is remembered."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from dtsen.registry.fakta import INDIVIDU
from dtsen.registry.perlindungan import is_specific
from tests.cast import user
from tests.conftest import Basisdata
from tests.families import aminah, member
from tests.unggahan import foto
from verval import kiriman, pembaruan, usulan
from verval.models import Bukti, Kiriman, Langkah, Pembaruan, ProgramBansos, Usulan

ALASAN = "Lantai sudah disemen bulan lalu, dilihat sendiri."
OPERATOR = "operator.perian"


def masuk(nama: str = OPERATOR) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def kirim(klien: Client, alamat: str, kunci: object, **isi: Any) -> tuple[int, str]:
    jawaban = klien.post(alamat, {"kunci": str(kunci), **isi})
    return jawaban.status_code, jawaban.headers.get("Location", "")


@pytest.mark.django_db
def test_a_case_from_draft_to_filed_each_sent_twice() -> None:
    klien, alamat = masuk(), f"/verval/keluarga/{aminah().pk}/pembaruan/?data=jenis_lantai_terluas"
    kunci = uuid4()
    pertama, kedua = (kirim(klien, alamat, kunci, nilai_baru="6", alasan=ALASAN) for _ in range(2))
    kasus = Pembaruan.objects.get()
    assert pertama == kedua == (302, f"/verval/pembaruan/{kasus.pk}/")

    ubah = f"{pertama[1]}ubah/"
    kunci = uuid4()
    for _ in range(2):
        assert kirim(klien, ubah, kunci, nilai_baru="1", alasan=ALASAN) == pertama
    kasus.refresh_from_db()
    assert kasus.nilai_baru == 1

    kunci = uuid4()
    for _ in range(2):
        isi = {"jenis": "foto_depan", "berkas": SimpleUploadedFile("a.jpg", foto())}
        assert kirim(klien, f"{pertama[1]}bukti/", kunci, **isi) == (302, f"{pertama[1]}#bukti")
    assert Bukti.objects.count() == 1

    kunci = uuid4()
    for _ in range(2):
        assert kirim(klien, f"{pertama[1]}langkah/", kunci, aksi="ajukan", status="draf", pengajuan_ke=0) == pertama
    assert Langkah.objects.count() == 1
    kasus.refresh_from_db()
    assert (kasus.status, kasus.pengajuan_ke) == ("diajukan", 1)


@pytest.mark.django_db
def test_a_proposal_sent_twice() -> None:
    keluarga, klien, kunci = aminah(), masuk(), uuid4()
    orang = next(a for a in keluarga.anggota.all() if a.status_hubungan_keluarga == 1)
    alamat = f"/verval/keluarga/{keluarga.pk}/usulan/?program=pkh"
    pertama, kedua = (kirim(klien, alamat, kunci, individu=orang.pk, catatan="Ada balita.") for _ in range(2))
    kasus = Usulan.objects.get()
    assert pertama == kedua == (302, f"/verval/usulan/{kasus.pk}/")
    kunci = uuid4()
    for _ in range(2):
        assert kirim(klien, f"{pertama[1]}ubah/", kunci, catatan="Dua balita.") == pertama
    kunci = uuid4()
    for _ in range(2):
        assert kirim(klien, f"{pertama[1]}langkah/", kunci, aksi="batalkan", status="draf", pengajuan_ke=0) == pertama
    assert Langkah.objects.count() == 1


@pytest.mark.django_db
def test_a_refusal_is_not_remembered() -> None:
    klien, alamat, kunci = masuk(), f"/verval/keluarga/{aminah().pk}/pembaruan/?data=jenis_lantai_terluas", uuid4()
    assert kirim(klien, alamat, kunci, nilai_baru="6", alasan="")[0] == 422
    assert not Kiriman.objects.exists()
    assert kirim(klien, alamat, kunci, nilai_baru="6", alasan=ALASAN)[0] == 302
    # A redirect that only says "somebody was faster" is no answer either.
    kasus = Pembaruan.objects.get()
    pembaruan.move(kasus, "ajukan", pelaku=user(OPERATOR), status="draf")
    assert kirim(klien, f"/verval/pembaruan/{kasus.pk}/ubah/", uuid4(), nilai_baru="1", alasan=ALASAN)[0] == 302
    assert Kiriman.objects.count() == 1


@pytest.mark.django_db
def test_other_words_under_a_used_key_change_nothing_and_say_so() -> None:
    klien, alamat, kunci = masuk(), f"/verval/keluarga/{aminah().pk}/pembaruan/?data=jenis_lantai_terluas", uuid4()
    pertama = kirim(klien, alamat, kunci, nilai_baru="6", alasan=ALASAN)
    assert kirim(klien, alamat, kunci, nilai_baru="1", alasan=ALASAN) == pertama
    assert Pembaruan.objects.get().nilai_baru == 6
    assert kiriman.BERBEDA in klien.get(pertama[1]).content.decode()


@pytest.mark.django_db
def test_a_script_is_told_where_to_go_and_a_key_is_one_persons() -> None:
    keluarga, kunci = aminah(), uuid4()
    alamat = f"/verval/keluarga/{keluarga.pk}/pembaruan/?data=jenis_lantai_terluas"
    isi = {"kunci": str(kunci), "nilai_baru": "6", "alasan": ALASAN}
    for _ in range(2):
        jawaban = masuk().post(alamat, isi, headers={"X-Kirim": "1"})
        assert jawaban.json() == {"tujuan": f"/verval/pembaruan/{Pembaruan.objects.get().pk}/", "selesai": True}
    petugas = masuk("petugas").post(alamat.replace("jenis_lantai_terluas", "jenis_dinding_terluas"), isi)
    assert petugas.status_code in {302, 422}
    assert Kiriman.objects.filter(pelaku=user(OPERATOR)).count() == 1


@pytest.mark.django_db
def test_forgotten_after_seven_days() -> None:
    for umur in (6, 8):
        Kiriman.objects.create(
            pelaku=user(OPERATOR), kunci=uuid4(), sidik="", dibuat=timezone.now() - timedelta(days=umur)
        )
    assert kiriman.sweep() == 1
    assert Kiriman.objects.count() == 1


@pytest.mark.django_db
def test_the_page_marks_what_the_device_may_not_keep() -> None:
    keluarga, klien = aminah(), masuk("petugas")
    dewasa, anak = member(keluarga, "BAHRUN"), member(keluarga, "NURHALIZA")
    sehat = next(nama for nama, f in INDIVIDU.items() if f.boleh_ubah and is_specific(f))
    biasa = "status_kawin"

    def marked(tanya: str) -> bool:
        isi = klien.get(f"/verval/keluarga/{keluarga.pk}/pembaruan/?{tanya}").content.decode()
        assert 'name="kunci"' in isi
        return "data-peka" in isi

    assert not marked("data=jenis_lantai_terluas")
    assert not marked(f"data={biasa}&anggota={dewasa.pk}")
    assert marked(f"data={sehat}&anggota={dewasa.pk}")
    assert marked(f"data={biasa}&anggota={anak.pk}")
    usulan_isi = klien.get(f"/verval/keluarga/{keluarga.pk}/usulan/?program=pkh").content.decode()
    assert re.search(r"<textarea[^>]*data-peka", usulan_isi)


@pytest.mark.parametrize("gagal_dahulu", [False, True])
def test_two_at_once(basisdata: Basisdata, gagal_dahulu: bool) -> None:
    """Eight clients press with one key: one case, one hop, eight times the same answer."""
    keluarga, kunci = aminah(), uuid4()
    alamat = f"/verval/keluarga/{keluarga.pk}/pembaruan/?data=jenis_lantai_terluas"
    para = [masuk() for _ in range(8)]
    if gagal_dahulu:
        assert kirim(para[0], alamat, kunci, nilai_baru="6", alasan="")[0] == 422

    def tekan(klien: Client, alamat: str, kunci: object, isi: dict[str, Any]) -> tuple[int, str]:
        try:
            return kirim(klien, alamat, kunci, **isi)
        finally:
            connection.close()

    def semua(alamat: str, kunci: object, **isi: Any) -> set[tuple[int, str]]:
        with ThreadPoolExecutor(len(para)) as kolam:
            return set(kolam.map(lambda k: tekan(k, alamat, kunci, isi), para))

    jawaban = semua(alamat, kunci, nilai_baru="6", alasan=ALASAN)
    kasus = Pembaruan.objects.get()
    assert jawaban == {(302, f"/verval/pembaruan/{kasus.pk}/")}
    langkah = f"/verval/pembaruan/{kasus.pk}/langkah/"
    assert semua(langkah, uuid4(), aksi="ajukan", status="draf", pengajuan_ke=0) == jawaban
    assert Langkah.objects.count() == 1


@pytest.mark.django_db
def test_sends_without_a_key_work_as_before() -> None:
    keluarga = aminah()
    kasus = usulan.draft(keluarga, ProgramBansos.objects.get(pk="pkh"), pelaku=user(OPERATOR))
    isi = {"aksi": "batalkan", "status": "draf", "pengajuan_ke": 0}
    alamat = f"/verval/usulan/{kasus.pk}/langkah/"
    assert [masuk().post(alamat, isi).status_code for _ in range(2)] == [302, 409]
    assert not Kiriman.objects.exists()
