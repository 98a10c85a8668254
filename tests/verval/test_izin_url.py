"""URL × role: who may open which page of the case work and which address of the API. The rest is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.cast import PENGGUNA, user
from tests.families import aminah, member
from verval import pembaruan, usulan
from verval.models import Pembaruan, ProgramBansos, Usulan

pytestmark = pytest.mark.django_db
LIHAT = {"operator.perian", "kades.perian", "pendamping.perian", "petugas", "verifikator", "auditor"}
PEMBARUAN = {"operator.perian", "pendamping.perian", "petugas"}
USULAN = {"operator.perian", "petugas"}
BUKA = LIHAT - {"kades.perian"}
SEMUA = set(PENGGUNA)
DESA_LAIN = "operator.melayu"
"""Has the permissions of an operator, but in another desa: pages about this family are not there (404)."""


@dataclass(frozen=True)
class Baris:
    """Who gets in (and with what), and whether the address is about one family."""

    boleh: set[str]
    satu_keluarga: bool = False
    metode: str = "get"
    berhasil: int = 200


TABEL = {
    "verval:warga": Baris(LIHAT),
    "verval:keluarga": Baris(LIHAT, satu_keluarga=True),
    "verval:pembaruan_baru": Baris(PEMBARUAN, satu_keluarga=True),
    "verval:usulan_baru": Baris(USULAN, satu_keluarga=True),
    "verval:pembaruan": Baris(LIHAT),
    "verval:pembaruan_detail": Baris(LIHAT, satu_keluarga=True),
    "verval:pembaruan_ubah": Baris(PEMBARUAN, satu_keluarga=True, berhasil=302),
    "verval:pembaruan_langkah": Baris(LIHAT, satu_keluarga=True, metode="post", berhasil=409),
    "verval:usulan": Baris(LIHAT),
    "verval:usulan_unduh": Baris(LIHAT),
    "verval:usulan_detail": Baris(LIHAT, satu_keluarga=True),
    "verval:usulan_ubah": Baris(USULAN, satu_keluarga=True, berhasil=302),
    "verval:usulan_langkah": Baris(LIHAT, satu_keluarga=True, metode="post", berhasil=409),
    "api:skema": Baris(SEMUA),
    "api:dokumen": Baris(SEMUA),
    "api:warga_cari": Baris(LIHAT, metode="post", berhasil=400),
    "api:nik_buka": Baris(BUKA, satu_keluarga=True, metode="post", berhasil=400),
    "api:kk_buka": Baris(BUKA, satu_keluarga=True, metode="post", berhasil=400),
    "api:keluarga_detail": Baris(LIHAT, satu_keluarga=True),
    "api:pembaruan": Baris(LIHAT),
    "api:pembaruan_detail": Baris(LIHAT, satu_keluarga=True),
    "api:pembaruan_langkah": Baris(LIHAT, satu_keluarga=True, metode="post", berhasil=400),
    "api:usulan": Baris(LIHAT),
    "api:usulan_detail": Baris(LIHAT, satu_keluarga=True),
    "api:usulan_langkah": Baris(LIHAT, satu_keluarga=True, metode="post", berhasil=400),
    "api:program": Baris(SEMUA),
}


@pytest.fixture
def alamat() -> Callable[[str], str]:
    """The address of a URL name for one family and its cases, all filed by the operator of Perian."""
    keluarga = aminah()
    operator = user("operator.perian")
    p = pembaruan.draft(
        keluarga, "jenis_lantai_terluas", 6, alasan="Lantai sudah disemen.", pelaku=operator, ajukan=True
    )
    u = usulan.draft(keluarga, ProgramBansos.objects.get(pk="pkh"), pelaku=operator, ajukan=True)
    pk = {Pembaruan: p.pk, Usulan: u.pk}

    def cari(nama: str) -> str:
        if not TABEL[nama].satu_keluarga:
            return reverse(nama)
        if nama.endswith(("_baru", ":keluarga", ":keluarga_detail", ":kk_buka")):
            return reverse(nama, args=[keluarga.pk])
        if nama == "api:nik_buka":
            return reverse(nama, args=[member(keluarga, "AMINAH").pk])
        return reverse(nama, args=[pk[Pembaruan if "pembaruan" in nama else Usulan]])

    return cari


@pytest.mark.parametrize("nama", sorted(TABEL))
def test_who_gets_in(nama: str, alamat: Callable[[str], str]) -> None:
    baris = TABEL[nama]
    harap = {
        siapa: baris.berhasil
        if siapa in baris.boleh or (siapa == DESA_LAIN and not baris.satu_keluarga)
        else (404 if siapa == DESA_LAIN else 403)
        for siapa in PENGGUNA
    }
    dapat = {}
    for siapa in PENGGUNA:
        klien = Client()
        klien.force_login(user(siapa))
        dapat[siapa] = getattr(klien, baris.metode)(alamat(nama)).status_code
    assert dapat == harap


@pytest.mark.parametrize("nama", sorted(n for n in TABEL if n not in {"api:skema", "api:dokumen"}))
def test_nobody_without_signing_in(nama: str, alamat: Callable[[str], str]) -> None:
    jawaban = getattr(Client(), TABEL[nama].metode)(alamat(nama))
    assert jawaban.status_code in ({401, 403} if nama.startswith("api:") else {302})


def test_every_address_is_in_the_table() -> None:
    semua = {
        f"{ruang}:{pola.name}"
        for ruang, modul in (("verval", "verval.urls"), ("api", "config.api_urls"))
        for pola in get_resolver(modul).url_patterns
        if isinstance(pola, URLPattern)
    }
    assert semua == set(TABEL)
