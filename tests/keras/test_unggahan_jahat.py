"""Every page that reads a table, given files made to hurt: it answers with words and keeps nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from dtsen.registry.models import BatchImpor, Keluarga
from ikesos import buku as buku_ikesos
from ikesos import structure
from ikesos.models import AnggotaInstansi, Instansi, Setoran, StrukturVersi, TargetRpjmd
from tests import unggahan
from tests.cast import PERIAN, user
from tests.families import official
from tests.unggahan import cell
from verval.kuota import susun
from verval.models import BerkasPenerima, DaftarTemuan, JawabanKemensos, KuotaWilayah, ProgramBansos

pytestmark = pytest.mark.django_db
SURAT = {
    "jenis": "nik_anomali", "sumber": "kemensos", "nomor_surat": "S-12", "tanggal_surat": "2026-11-02",
    "tenggat": "2099-12-15",
}  # fmt: skip
HALAMAN: dict[str, tuple[str, str, dict[str, str]]] = {
    "registry:impor": ("petugas", "berkas", {"sumber": "dtsen", "tanggal": "2026-07-01"}),
    "verval:kuota_batas": ("petugas", "berkas", {"aksi": "berkas"}),
    "verval:penerima_berkas": ("petugas", "berkas", {"program": "pkh", "bulan": ""}),
    "verval:jawaban": ("petugas", "berkas", {}),
    "verval:daftar_temuan": ("petugas", "berkas", SURAT),
    "ikesos:isian_unggah": ("mitra", "buku", {}),
    "ikesos:rpjmd_target_buku": ("mitra", "buku", {"dokumen": "Perda 1/2025"}),
    "ikesos:struktur_muat": ("petugas", "berkas", {}),
}
"""Route -> who sends, the field of the file, what else the form asks for."""


@pytest.fixture(autouse=True)
def panggung(settings: Settings, tmp_path: Path) -> None:
    settings.BERKAS_DIR = tmp_path / "berkas"
    structure.load(structure.read(structure.BAWAAN))
    AnggotaInstansi.objects.create(instansi=Instansi.objects.get(nama="Dinas Kesehatan"), user=user("mitra"))


def kept() -> list[int]:
    """How many rows of everything that an upload may leave behind."""
    semua = (BatchImpor, BerkasPenerima, JawabanKemensos, DaftarTemuan, Setoran, TargetRpjmd, StrukturVersi)
    return [m.objects.count() for m in semua] + [KuotaWilayah.objects.exclude(minimum=0, maksimum=None).count()]


def send(nama: str, berkas: SimpleUploadedFile) -> tuple[int, str]:
    siapa, kolom, isi = HALAMAN[nama]
    klien = Client()
    klien.force_login(user(siapa))
    alamat: list[str | int] = ["KD2.1", "2026"] if nama == "ikesos:isian_unggah" else []
    if nama == "verval:kuota_batas":
        official(Keluarga.objects.create(kode_desa=PERIAN, nama_kepala="X"), nasional=2)
        data: susun.Isi = {
            "periode": "2026", "jumlah": 1, "dokumen": "Surat uji", "dasar": "keluarga", "desil_maks": 4,
            "metode": "sisa_terbesar", "batas_sasaran": True, "acuan": None, "persen": None,
        }  # fmt: skip
        alamat = [susun.draft(ProgramBansos.objects.get(pk="sembako"), data, pelaku=user("petugas")).pk]
    if nama == "verval:penerima_berkas":
        pilihan = klien.get(reverse(nama)).context["form"].fields["bulan"].choices
        isi = isi | {"bulan": pilihan[1][0]}
    jawaban = klien.post(reverse(nama, args=alamat), isi | {kolom: berkas})
    return jawaban.status_code, jawaban.text


def corners(folder: Path) -> bytes:
    return unggahan.buku(folder / "x", cell("A1", "KODE"), cell("XFD1048576", "x")).read_bytes()


def entity(folder: Path) -> bytes:
    asing = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return unggahan.buku(folder / "x", cell("A1", "&e;"), awal=asing).read_bytes()


@pytest.mark.parametrize("nama", HALAMAN)
@pytest.mark.parametrize("isi", [corners, entity])
def test_a_workbook_made_to_hurt(nama: str, isi: Callable[[Path], bytes], tmp_path: Path) -> None:
    sebelum = kept()
    kode, teks = send(nama, SimpleUploadedFile("tabel.xlsx", isi(tmp_path)))
    assert kode == (400 if nama == "registry:impor" else 422)
    assert "mengembang tidak wajar" in teks or "tidak dapat dibuka" in teks
    assert "root:" not in teks
    assert kept() == sebelum


@pytest.mark.parametrize("nama", HALAMAN)
def test_a_name_that_is_longer_than_a_file_system_allows(nama: str) -> None:
    kode, teks = send(nama, SimpleUploadedFile(f"{'雪<b>' * 60}.csv", b"X;Y\n1;2\n"))
    assert kode in (400, 422)
    assert "雪<b>" not in teks


@pytest.mark.parametrize(
    "isi",
    [
        b"[" * 100_000,
        b'{"simpul": [{"kode": "A", "tingkat": [], "sumber": {}, "wilayah_terendah": []}]}',
        b'{"nama": "\\u0000", "simpul": [{"kode": "A"}]}',
        b'{"nama": "\\ud800", "simpul": [{"kode": "A"}]}',
        json.dumps({"simpul": [{"kode": "A"}] * 100_000}).encode(),
        b'{"simpul": 1' + b"0" * 5000 + b"}",
    ],
    ids=["dalam", "jenis", "nul", "setengah", "banyak", "angka"],
)
def test_a_structure_made_to_hurt(isi: bytes) -> None:
    sebelum = kept()
    assert send("ikesos:struktur_muat", SimpleUploadedFile("s.json", isi))[0] == 422
    assert kept() == sebelum


def test_a_sheet_that_keeps_a_pattern_busy() -> None:
    """Searched for formulas without bounds, these two megabytes take hours."""
    for teks in (b'<c r="A1" ' * 200_000, b"<c " + b'r="A1" ' * 300_000):
        assert buku_ikesos.RUMUS.findall(teks) == []
    assert buku_ikesos.RUMUS.findall(b'<c r="B2" s="1"><f>1+1</f>') == [b"B2"]


def test_more_content_than_a_form_can_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buku_ikesos, "LEMBAR_MAKS", 500)
    isi = unggahan.buku(tmp_path / "x", cell("A1", "KODE" * 200)).read_bytes()
    kode, teks = send("ikesos:isian_unggah", SimpleUploadedFile("a.xlsx", isi))
    assert (kode, "terlalu banyak" in teks) == (422, True)
