"""What is left of an uploaded photo or PDF, and what is refused."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from dtsen.lib import gambar, pdf
from dtsen.lib.gambar import PIKSEL_MAKS, SISI_MAKS, Titik
from dtsen.lib.unggahan import UnggahanDitolak, kind
from tests import unggahan
from tests.unggahan import bom_png, foto


@pytest.mark.parametrize(
    ("awal", "jenis"),
    [
        (b"", "kosong"),
        (foto(), "jpeg"),
        (foto("PNG"), "png"),
        (foto("WEBP"), "webp"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"%PDF-1.7", "pdf"),
        (b"PK\x03\x04", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"MZ\x90", "program"),
        (b"  <!DOCTYPE html>", "html"),
        (b"<svg onload=alert(1)>", "html"),
        (b"nik;nama", "lain"),
    ],
)
def test_kind_is_seen_from_the_content(awal: bytes, jenis: str) -> None:
    assert kind(awal) == jenis


@pytest.mark.parametrize("jenis", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_written_anew_as_jpeg(jenis: str) -> None:
    hasil = gambar.rewrite(foto(jenis))
    with Image.open(BytesIO(hasil.isi)) as baru:
        assert (baru.format, baru.size) == ("JPEG", (640, 480))
    with Image.open(BytesIO(hasil.kecil)) as kecil:
        assert max(kecil.size) == gambar.SISI_KECIL


def test_nothing_written_inside_the_photo_survives_but_the_place_is_known() -> None:
    asal = foto(gps=True)
    assert b"KameraRahasia" in asal
    hasil = gambar.rewrite(asal)
    for isi in (hasil.isi, hasil.kecil):
        assert b"Rahasia" not in isi
        with Image.open(BytesIO(isi)) as baru:
            assert not baru.getexif()
            assert not {"exif", "icc_profile", "comment", "xmp"} & set(baru.info)
    assert hasil.titik == Titik(-0.42, 116.991667, 8.0)
    # Orientation 6 is applied, not kept.
    assert (hasil.lebar, hasil.tinggi) == (480, 640)


def test_bytes_behind_the_picture_are_gone() -> None:
    """A polyglot: a photo that is also a web page."""
    assert b"<script" not in gambar.rewrite(foto() + b"<script>alert(1)</script>").isi


def test_a_large_photo_becomes_smaller() -> None:
    hasil = gambar.rewrite(foto(ukuran=(4000, 3000)))
    assert max(hasil.lebar, hasil.tinggi) == SISI_MAKS


def test_the_same_scene_has_nearly_the_same_look() -> None:
    satu, dua = (gambar.rewrite(foto(ukuran=u, quality=q)).sidik_rupa for u, q in (((640, 480), 95), ((1280, 960), 40)))
    assert (int(satu, 16) ^ int(dua, 16)).bit_count() <= 6


@pytest.mark.parametrize("sisi", [7000, 20_000])
def test_a_bomb_is_refused_before_it_unfolds(sisi: int) -> None:
    assert sisi * sisi > PIKSEL_MAKS
    with pytest.raises(UnggahanDitolak) as galat:
        gambar.rewrite(bom_png(sisi))
    assert galat.value.kode == "terlalu_luas"


@pytest.mark.parametrize("isi", [foto()[:400], foto("PNG")[:200], b"\xff\xd8\xff" + b"\0" * 90, b"RIFF0000WEBPxxxx"])
def test_a_damaged_photo_is_refused(isi: bytes) -> None:
    with pytest.raises(UnggahanDitolak) as galat:
        gambar.rewrite(isi)
    assert galat.value.kode == "foto_rusak"


@pytest.mark.parametrize("aktif", ["", "buka", "naskah", "lampiran", "tautan"])
def test_of_a_pdf_only_the_pages_stay(aktif: str) -> None:
    hasil = pdf.rewrite(unggahan.pdf(halaman=2, aktif=aktif))
    with pikepdf.open(BytesIO(hasil)) as baru:
        assert len(baru.pages) == 2
        assert set(baru.Root.keys()) <= {"/Type", "/Pages"}
        assert not baru.docinfo
        assert not {"/AA", "/Annots"} & set(baru.pages[0].obj.keys())
    assert b"Rahasia" not in hasil


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        (unggahan.pdf(aktif="sumber"), "pdf_aktif"),
        (unggahan.pdf(sandi="rahasia"), "pdf_terkunci"),
        (unggahan.pdf(halaman=pdf.HALAMAN_MAKS + 1), "pdf_panjang"),
        (b"%PDF-1.7\n<script>alert(1)</script>", "pdf_rusak"),
    ],
)
def test_a_pdf_that_cannot_be_kept(isi: bytes, kode: str) -> None:
    with pytest.raises(UnggahanDitolak) as galat:
        pdf.rewrite(isi)
    assert galat.value.kode == kode
