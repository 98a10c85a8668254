"""What people type stays what they typed on an official paper: no line, page number or markup of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pypdfium2

from dtsen.lib.lembar import Lembar

SAAT = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
JAHAT = "AMINAH <b>{{ 7*7 }}</b> **tebal** {nb}\nDISAHKAN OLEH BUPATI\r\n\u2028雪"


def lines(lembar: Lembar) -> list[str]:
    buku = pypdfium2.PdfDocument(bytes(lembar.output()))
    try:
        return [baris for halaman in buku for baris in halaman.get_textpage().get_text_range().splitlines()]
    finally:
        buku.close()


def paper() -> Lembar:
    lembar = Lembar("0" * 64, SAAT)
    lembar.add_page()
    return lembar


def test_a_line_stays_one_line_and_markup_stays_text() -> None:
    lembar = paper()
    lembar.line_of(f"Dokumen: {JAHAT}")
    isi = lines(lembar)
    assert "Dokumen: AMINAH <b>{{ 7*7 }}</b> **tebal** { nb } DISAHKAN OLEH BUPATI" in isi[0]
    assert not any(baris.startswith("DISAHKAN") for baris in isi)


def test_only_a_paragraph_keeps_its_line_breaks() -> None:
    lembar = paper()
    lembar.line_of("satu\ndua", alinea=True)
    assert lines(lembar)[:2] == ["satu", "dua"]


def test_a_cell_of_a_table_stays_in_its_row() -> None:
    lembar = paper()
    lembar.rows((("Nama", 120.0), ("RT", 30.0)), [[JAHAT, "001"]])
    assert not any(baris.strip().startswith("DISAHKAN") for baris in lines(lembar))
