"""Workbooks whose words are small and whose tables are not: they may cost a process, never the one that serves."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dtsen.registry.imports import sisik, tables
from dtsen.registry.imports.errors import BerkasSalah
from tests.unggahan import OPEN, buku, cell, ods

SST = f'<sst xmlns="{OPEN}/spreadsheetml/2006/main" count="4294967295" uniqueCount="4294967295"><si><t>a</t></si></sst>'
ENTITAS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
SEL_ODS = (
    '<table:table-cell office:value-type="string" table:number-columns-repeated="{}"><text:p>a</text:p>'
    "</table:table-cell>"
)


def reads(berkas: Path) -> list[tables.Lembar]:
    """As every page does it: looked at, then read."""
    sisik.inspect(berkas)
    return tables.open_tables(berkas)


def kode(berkas: Path) -> str:
    with pytest.raises(BerkasSalah) as salah:
        reads(berkas)
    return salah.value.kode


def test_two_cells_in_opposite_corners(tmp_path: Path) -> None:
    berkas = buku(tmp_path / "a.xlsx", cell("A1", "KODE"), cell("XFD1048576", "x"))
    assert berkas.stat().st_size < 3000
    assert kode(berkas) == "bom"


def test_a_cell_outside_every_sheet(tmp_path: Path) -> None:
    assert kode(buku(tmp_path / "a.xlsx", cell("A1", "KODE"), cell("ZZZZZZ4294967290", "x"))) == "bom"


def test_four_thousand_million_texts_that_are_not_there(tmp_path: Path) -> None:
    assert kode(buku(tmp_path / "a.xlsx", '<c r="A1" t="s"><v>0</v></c>', sharedStrings=SST)) == "bom"


def test_a_text_that_is_not_there(tmp_path: Path) -> None:
    satu = SST.replace("4294967295", "1")
    assert kode(buku(tmp_path / "a.xlsx", '<c r="A1" t="s"><v>99</v></c>', sharedStrings=satu)) == "buku_rusak"


@pytest.mark.parametrize(
    "jenis", ['<!ENTITY e SYSTEM "file:///etc/passwd">', f'<!ENTITY a0 "haha">{ENTITAS}<!ENTITY e "&a9;">']
)
def test_entities_are_not_unfolded(jenis: str, tmp_path: Path) -> None:
    assert kode(buku(tmp_path / "a.xlsx", cell("A1", "&e;"), awal=f"<!DOCTYPE w [{jenis}]>")) == "buku_rusak"


def test_repeated_cells_of_an_open_document(tmp_path: Path) -> None:
    satu = SEL_ODS.format(16384)
    banyak = f'<table:table-row table:number-rows-repeated="1048576">{satu}</table:table-row>'
    assert kode(ods(tmp_path / "a.ods", banyak)) in {"buku_rusak", "bom"}
    assert kode(ods(tmp_path / "b.ods", f"<table:table-row>{satu}</table:table-row>")) == "terlalu_lebar"


def test_fifty_thousand_columns(tmp_path: Path) -> None:
    assert kode(buku(tmp_path / "a.xlsx", "<c t='inlineStr'><is><t>k</t></is></c>" * 50_000)) == "terlalu_lebar"
    (tmp_path / "b.csv").write_text(";".join("abcdefghij"[n % 10] for n in range(30_000)) + "\n1;2\n")
    assert kode(tmp_path / "b.csv") == "terlalu_lebar"


def test_a_nul_becomes_the_sign_of_a_damaged_byte(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"nik;nama\n" + b"1;x\n" * 20_000 + b"1;AMI\0NAH\n")
    (lembar,) = reads(tmp_path / "a.csv")
    assert list(lembar.rows)[-1][1] == ["1", "AMI\ufffdNAH"]
    (lembar,) = reads(tmp_path / "a.csv")
    assert [baris for _, baris in lembar.pick({20_002})] == [["1", "AMI\ufffdNAH"]]


def test_an_honest_workbook_passes(tmp_path: Path) -> None:
    (lembar,) = reads(buku(tmp_path / "a.xlsx", cell("A1", "NIK") + cell("B1", "NAMA"), cell("B2", "AMINAH")))
    assert (lembar.judul, list(lembar.rows)) == (["NIK", "NAMA"], [(2, ["", "AMINAH"])])


@pytest.mark.parametrize(
    ("nama", "jadi"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("..\\..\\lain.csv", "lain.csv"),
        (f"{'雪' * 150}.csv", f"{'雪' * 65}.csv"),
        (f"a.{'x' * 200}", f"a.{'x' * 19}"),
    ],
)
def test_the_name_of_an_upload_cannot_lead_anywhere(nama: str, jadi: str, tmp_path: Path) -> None:
    berkas = sisik.receive(SimpleUploadedFile(nama.replace("\\", "/"), b"a;b\n"), tmp_path)
    assert (berkas.parent, berkas.name) == (tmp_path, jadi)
