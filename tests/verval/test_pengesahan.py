"""The letter of the bupati: what it lists and counts, page numbers and hash on every page, who may print it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from django.test import Client

from dtsen.accounts.models import Jejak
from tests.cast import MELAYU, user
from tests.families import aminah, rukiah
from tests.kasus import advance
from verval import pengesahan, usulan
from verval.models import ProgramBansos, Usulan
from verval.pengesahan import Butir, Surat

pytestmark = pytest.mark.django_db
NIK = "6402015203800001"
PDF = "/verval/usulan/pengesahan/pdf/"
SAAT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def pages(isi: bytes) -> list[str]:
    """The text of each page, as it is written into the page."""
    with pikepdf.open(io.BytesIO(isi)) as buku:
        return [
            "\n".join(
                bytes(perintah.operands[0]).decode("latin-1")
                for perintah in pikepdf.parse_content_stream(halaman)
                if str(perintah.operator) == "Tj"
            )
            for halaman in buku.pages
        ]


def case(sampai: str, *, ibu: bool = False) -> Usulan:
    keluarga = rukiah() if ibu else aminah()
    program = ProgramBansos.objects.get(pk="pkh")
    kasus = usulan.draft(keluarga, program, pelaku=user("operator.perian"), ajukan=True)
    advance(kasus, sampai)
    return kasus


def masuk(nama: str = "bupati") -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def line(nomor: int, **isi: str) -> Butir:
    bawaan = Butir("PKH", "Desa Perian", "6402012001", f"K{nomor:03d}-9QXA", f"ORANG {nomor}", "", "2", "1 Nov 2026")
    return replace(bawaan, **isi)


def test_the_letter_counts_and_the_list_names_with_masked_nik() -> None:
    kasus = case("disahkan_opd")
    case("disahkan_bupati", ibu=True)
    jawaban = masuk().get(f"{PDF}?keadaan=menunggu&periode={kasus.periode}")
    assert jawaban["Content-Type"] == "application/pdf"
    surat, lampiran = pages(jawaban.content)
    assert "sejumlah 1 usulan" in surat
    assert "RANCANGAN" in surat
    assert "AMINAH" in lampiran
    assert "6402********0001" in lampiran
    assert "RUKIAH" not in (surat + lampiran).upper()
    assert NIK not in surat + lampiran
    disahkan = "\n".join(pages(masuk().get(f"{PDF}?keadaan=disahkan&periode={kasus.periode}").content))
    assert "RUKIAH" in disahkan
    assert "AMINAH" not in disahkan.upper()
    assert "RANCANGAN" not in disahkan


def test_every_page_carries_its_number_and_the_hash_that_the_trail_has() -> None:
    kasus = case("disahkan_opd")
    halaman = pages(masuk().get(f"{PDF}?periode={kasus.periode}").content)
    baris = Jejak.objects.get(aksi="usulan.pengesahan")
    assert baris.keluarga == [kasus.keluarga_id]
    for nomor, teks in enumerate(halaman, start=1):
        assert f"Halaman {nomor} dari {len(halaman)}" in teks.replace("\n", "")  # the total is written apart
        assert f"SHA-256 isi: {baris.rincian['sidik']}" in teks


def test_the_hash_follows_the_content_only() -> None:
    surat = Surat("menunggu", "2026-11", [line(1), line(2)])
    assert pengesahan.fingerprint(surat) == pengesahan.fingerprint(replace(surat, butir=[line(1), line(2)]))
    for lain in (
        replace(surat, periode="2026-10"),
        replace(surat, keadaan="disahkan"),
        replace(surat, butir=[line(2), line(1)]),
        replace(surat, butir=[line(1), line(2, nama="ORANG LAIN")]),
    ):
        assert pengesahan.fingerprint(lain) != pengesahan.fingerprint(surat)


def test_a_long_list_repeats_its_headings_and_loses_nobody() -> None:
    banyak = [line(n, program="PKH" if n <= 150 else "Sembako") for n in range(1, 201)]
    halaman = pages(pengesahan.draw(Surat("disahkan", "2026-11", banyak), saat=SAAT))
    daftar = [teks for teks in halaman if "Kode" in teks.split("\n")]
    assert len(daftar) == len(halaman) - 1
    semua = "\n".join(halaman).split("\n")
    assert {f"ORANG {n}" for n in range(1, 201)} <= set(semua)
    assert [semua.count("150"), semua.count("200")] == [2, 1]  # the count of PKH and its last line; the sum


def test_long_names_are_cut_and_foreign_letters_do_not_break_it() -> None:
    isi = pages(pengesahan.draw(Surat("disahkan", "2026-11", [line(1, nama="ŁUCJA " + "A" * 90)]), saat=SAAT))
    assert "?UCJA AAAA" in " ".join(isi[1].split())  # a long word goes on below, and is cut there
    assert "..." in isi[1]


def test_whoever_neither_endorses_nor_sends_gets_none() -> None:
    kasus = case("disahkan_opd")
    for nama, status in (("bupati", 200), ("petugas", 200), ("verifikator", 403), ("operator.perian", 403)):
        assert masuk(nama).get(f"{PDF}?periode={kasus.periode}").status_code == status
    assert masuk().get(f"{PDF}?keadaan=lain").status_code == 404
    halaman = masuk("petugas").get(f"/verval/usulan/pengesahan/?periode={kasus.periode}")
    assert halaman.context["surat"][0][:2] == ("Menunggu pengesahan bupati", 1)
    assert halaman.context["surat"][1][1] == 0
    kosong = masuk().get(f"/verval/usulan/pengesahan/?periode={kasus.periode}&wilayah={MELAYU}")
    assert [n for _, n, _ in kosong.context["surat"]] == [0, 0]
