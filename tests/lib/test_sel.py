"""No cell of a table that we hand out is run by the spreadsheet that opens it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from config.local.langkah import AKAR
from dtsen.lib.sel import RUMUS, aman

PENULIS = {"csv.writer", "csv.DictWriter", "xlsxwriter.Workbook", "to_csv", "to_excel"}
BUKAN_EKSPOR = {"dtsen/registry/synthetic", "dtsen/ranking/management", "dtsen/ranking/surveys.py",
               "verval/management/commands/demo_penerima.py"}  # fmt: skip
"""Write generated or numeric tables for machines; nothing in them was typed by a person."""


@pytest.mark.parametrize("awal", RUMUS)
def test_what_would_be_a_formula_is_text(awal: str) -> None:
    assert aman(f"{awal}HYPERLINK(1)") == f"'{awal}HYPERLINK(1)"


@pytest.mark.parametrize(
    ("isi", "harap"), [(None, ""), (3, "3"), (-1, "-1"), ("-0.41", "-0.41"), ("+62812", "+62812"), ("AMINAH", "AMINAH")]
)
def test_the_rest_stays(isi: object, harap: str) -> None:
    assert aman(isi) == harap


@pytest.mark.parametrize("isi", ["-1+1|cmd", "+A1", "-2-3"])
def test_a_number_with_something_behind_it_is_not_a_number(isi: str) -> None:
    assert aman(isi) == f"'{isi}"


def _writes(berkas: Path) -> bool:
    panggil = (n for n in ast.walk(ast.parse(berkas.read_text())) if isinstance(n, ast.Call))
    nama = {ast.unparse(n.func) for n in panggil}
    return any(satu in PENULIS or satu.rsplit(".", 1)[-1] in PENULIS for satu in nama)


def test_every_export_goes_through_it() -> None:
    """A new export that forgets `aman` fails here."""
    ekspor = {
        p.relative_to(AKAR).as_posix(): p.read_text()
        for akar in ("config", "dtsen", "verval", "ikesos")
        for p in (AKAR / akar).rglob("*.py")
        if not p.relative_to(AKAR).as_posix().startswith(tuple(BUKAN_EKSPOR)) and _writes(p)
    }
    assert {"verval/views/usulan_daftar.py", "dtsen/registry/imports/rejects.py"} <= set(ekspor)
    assert [nama for nama, isi in ekspor.items() if "from dtsen.lib.sel import aman" not in isi] == []


def test_no_text_of_a_workbook_becomes_a_link_or_a_formula() -> None:
    """`write` and `write_row` of xlsxwriter guess what a text is; whoever uses them says that it is text."""
    menebak = ("write_row", "write_column", ".write(")
    lupa = [
        p.relative_to(AKAR).as_posix()
        for akar in ("config", "dtsen", "verval", "ikesos")
        for p in (AKAR / akar).rglob("*.py")
        if not p.relative_to(AKAR).as_posix().startswith(tuple(BUKAN_EKSPOR))
        if "xlsxwriter.Workbook" in (isi := p.read_text()) and any(satu in isi for satu in menebak)
        and "strings_to_urls" not in isi and "strings_to_{apa}" not in isi
    ]  # fmt: skip
    assert lupa == []
