"""Every pair of text and ground in both themes is AA (WCAG 2.2: 4.5 for text, 3 for edges and the focus ring)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[2] / "static" / "css" / "app.css").read_text(encoding="utf-8")
GELAP = CSS.index("prefers-color-scheme: dark")
WARNA = re.compile(r"--([\w-]+): (#[0-9a-f]{6})")
TERANG = dict(WARNA.findall(CSS[:GELAP]))
TEMA = {"terang": TERANG, "gelap": TERANG | dict(WARNA.findall(CSS[GELAP : CSS.index("*, *::before")]))}
PASANGAN = [
    *((teks, alas, 4.5) for teks in ("ink", "muted", "primary", "bad") for alas in ("paper", "ground")),
    ("muted", "sunken", 4.5), ("ink", "sunken", 4.5), ("ink", "warn-soft", 4.5), ("primary", "warn-soft", 4.5),
    ("on-primary", "primary", 4.5), ("on-primary", "primary-deep", 4.5), ("on-top", "top", 4.5),
    ("primary-deep", "primary-soft", 4.5),
    ("good", "good-soft", 4.5), ("warn", "warn-soft", 4.5), ("bad", "bad-soft", 4.5),
    *((batang, "paper", 3.0) for batang in ("pull", "lift", "primary")),
    *((tepi, alas, 3.0) for tepi in ("edge", "focus", "good", "warn") for alas in ("paper", "ground")),
]  # fmt: skip


def terang(warna: str) -> float:
    """Relative luminance."""
    kanal = [int(warna[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (k / 12.92 if k <= 0.04045 else ((k + 0.055) / 1.055) ** 2.4 for k in kanal)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def kontras(satu: str, dua: str) -> float:
    tinggi, rendah = sorted((terang(satu), terang(dua)), reverse=True)
    return (tinggi + 0.05) / (rendah + 0.05)


def test_contrast_of_black_and_white() -> None:
    assert kontras("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("tema", TEMA)
@pytest.mark.parametrize(("depan", "belakang", "batas"), PASANGAN)
def test_roles(tema: str, depan: str, belakang: str, batas: float) -> None:
    assert kontras(TEMA[tema][depan], TEMA[tema][belakang]) >= batas


@pytest.mark.parametrize("desil", range(1, 11))
def test_number_on_its_desil_colour(desil: int) -> None:
    teks = "desil-light" if desil in {1, 2, 9, 10} else "desil-dark"
    assert kontras(TERANG[teks], TERANG[f"d{desil}"]) >= 4.5
