"""The live sheet, and what every page promises: no inline script or style, words beside colours."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client

TEMPLAT = sorted((Path(__file__).resolve().parents[2] / "templates").rglob("*.html"))
PENGIKAT = re.compile(
    r"""\sstyle=|\son[a-z]+=["']|<style|<script(?![^>]*\ssrc=)|javascript:|https?://(?!www\.w3\.org)"""
)


def tulis(teks: str, **isi: object) -> str:
    return Template(teks).render(Context(isi))


@pytest.mark.parametrize("berkas", TEMPLAT, ids=lambda satu: f"{satu.parent.name}-{satu.stem}")
def test_nothing_inline_and_nothing_from_elsewhere(berkas: Path) -> None:
    assert not PENGIKAT.findall(berkas.read_text(encoding="utf-8"))


@pytest.mark.django_db
def test_sheet_shows_every_component(client: Client) -> None:
    jawaban = client.get("/komponen/")
    assert jawaban.status_code == 200
    assert "Content-Security-Policy" in jawaban.headers
    for kelas in ("desil large", "chip good", "field wrong", "table cards", "steps", "pager", "confirm-box", "track"):
        assert f'class="{kelas}' in jawaban.text


def test_desil_is_said_in_words() -> None:
    assert "desil daerah 3 (2026-T4)" in tulis('{% desil 3 "D" "2026-T4" %}')
    kosong = tulis('{% desil None "N" %}')
    assert "belum ada desil nasional" in kosong
    assert "–" in kosong


def test_nik_shows_both_ends_only() -> None:
    teks = tulis("{% nik nomor %}", nomor="6402015203800001")
    assert "6402••••••••0001" in teks
    assert "52038000" not in teks


@pytest.mark.parametrize(
    ("lahir", "umur"),
    [
        (date(1980, 11, 24), "45 tahun"),
        (date(1980, 11, 23), "46 tahun"),
        (date(2024, 11, 24), "23 bulan"),
        (date(2024, 11, 23), "2 tahun"),
        (None, "umur tidak diketahui"),
    ],
)
def test_age(lahir: date | None, umur: str) -> None:
    assert tulis("{{ lahir|umur:hari }}", lahir=lahir, hari=date(2026, 11, 23)) == umur


def test_numbers_in_pictures_have_a_point_whatever_the_language() -> None:
    assert 'width="33.33%"' in tulis("{% batang 1 3 %}")


@pytest.mark.parametrize(
    ("kini", "gagal", "keadaan"),
    [("b", False, ["done", "now", ""]), ("b", True, ["done", "fail", ""]), ("lain", False, ["done", "done", "done"])],
)
def test_steps(kini: str, gagal: bool, keadaan: list[str]) -> None:
    teks = tulis("{% langkah semua kini gagal %}", semua=[("a", "A"), ("b", "B"), ("c", "C")], kini=kini, gagal=gagal)
    assert re.findall(r'<li class="(\w*)"', teks) == keadaan
