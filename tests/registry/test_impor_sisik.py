"""Files of an import that are not what they claim, or are made to hurt whoever opens them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah
from tests.unggahan import foto, pdf

ISI_TIPE = ("[Content_Types].xml", b"<Types/>")
BUKU = ("xl/workbook.xml", b"<workbook/>")


def arsip(berkas: Path, *isi: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(berkas, "w", zipfile.ZIP_DEFLATED) as tujuan:
        for nama, byte in isi:
            tujuan.writestr(nama, byte)
    return berkas


def kode(berkas: Path) -> str:
    with pytest.raises(BerkasSalah) as salah:
        sisik.inspect(berkas)
    return salah.value.kode


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("a.csv", b"PK\x03\x04" + b"\0" * 60),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60),
        ("a.csv", pdf()),
        ("a.csv", b"MZ\x90\0" + b"\0" * 60),
        ("a.csv", b"<html><table><tr><td>nik"),
        ("a.txt", foto()),
        ("a.xlsx", pdf()),
        ("a.xlsx", b"<html><table><tr><td>nik"),
        ("a.xls", b"PK\x03\x04" + b"\0" * 60),
        ("a.ods", foto("PNG")),
    ],
)
def test_the_content_is_something_else(nama: str, isi: bytes, tmp_path: Path) -> None:
    (tmp_path / nama).write_bytes(isi)
    assert kode(tmp_path / nama) == "isi_lain"


def test_an_archive_is_not_yet_a_workbook(tmp_path: Path) -> None:
    assert kode(arsip(tmp_path / "a.xlsx", ("dokumen.docx", b"x"))) == "buku_rusak"
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 60)
    assert kode(tmp_path / "b.xlsx") == "buku_rusak"


@pytest.mark.parametrize(
    ("nama", "inti", "makro"),
    [
        ("a.xlsx", BUKU, "xl/vbaProject.bin"),
        ("a.xlsx", BUKU, "xl/macrosheets/sheet1.xml"),
        ("a.xlsb", ("xl/workbook.bin", b"x"), "xl/vbaProject.bin"),
        ("a.ods", ("content.xml", b"x"), "Basic/Standard/Module1.xml"),
    ],
)
def test_a_workbook_with_programs_in_it(nama: str, inti: tuple[str, bytes], makro: str, tmp_path: Path) -> None:
    assert kode(arsip(tmp_path / nama, ISI_TIPE, inti, (makro, b"x"))) == "makro"


def test_an_old_workbook_with_programs_in_it(tmp_path: Path) -> None:
    tanda = "_VBA_PROJECT_CUR".encode("utf-16-le")
    isi = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * (sisik.POTONG - 20) + tanda  # lies across two reads
    (tmp_path / "a.xls").write_bytes(isi)
    assert kode(tmp_path / "a.xls") == "makro"


def test_a_zip_bomb(tmp_path: Path) -> None:
    bom = arsip(tmp_path / "a.xlsx", ISI_TIPE, BUKU, ("xl/worksheets/sheet1.xml", b"0" * (2 * sisik.KECIL)))
    assert bom.stat().st_size < 100_000
    assert kode(bom) == "bom"


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    bom = arsip(tmp_path / "a.xlsx", ISI_TIPE, BUKU, ("xl/worksheets/sheet1.xml", b"0" * (2 * sisik.KECIL)))
    sebenarnya, bohong = (n.to_bytes(4, "little") for n in (2 * sisik.KECIL, 1000))
    bom.write_bytes(bom.read_bytes().replace(sebenarnya, bohong))
    assert kode(bom) in {"bom", "buku_rusak"}


def test_many_parts_together_are_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sisik, "ISI_MAKS", 3000)
    assert kode(arsip(tmp_path / "a.xlsx", ISI_TIPE, BUKU, ("a", b"x" * 2000), ("b", b"y" * 2000))) == "bom"
    monkeypatch.setattr(sisik, "UKURAN_MAKS", 10)
    assert kode(tmp_path / "a.xlsx") == "terlalu_besar"


def test_a_real_workbook_and_a_csv_pass(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as buku:
        lembar = buku.add_worksheet()
        for baris in range(3000):
            lembar.write_row(baris, 0, ["6402011203100001", "AMINAH", "JL. POROS", 3])
    (tmp_path / "a.csv").write_text("nik;nama\n6402011203100001;AMINAH\n")
    for nama in ("a.xlsx", "a.csv"):
        sisik.inspect(tmp_path / nama)
