"""Places of points and lines in the pictures of the index. Texts, as SVG wants a decimal point in every language."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dtsen.lib.tampil import angka
from ikesos.models import PeringkatIndeks
from ikesos.perubahan import Gerak, Perubahan

LEBAR, TINGGI = 360, 190
TERKUAT = 12
"""Indicators that are listed."""
KIRI, KANAN, ATAS, BAWAH = 34, 340, 14, 156
"""Units of the view box of the trend."""


def percent(nilai: float) -> str:
    """0 to 100 as SVG writes it."""
    return f"{max(0.0, min(100.0, nilai)):.2f}"


def signed(titik: float) -> str:
    """`+0,42`, `−0,08`, `0,00`: points of the index with a sign."""
    bulat = round(titik, 2)
    return ("+" if bulat > 0 else "−" if bulat < 0 else "") + angka(abs(bulat), 2)


def band(p: PeringkatIndeks | None, banyak: int) -> dict[str, str] | None:
    """Rank and its band on a line from place 1 (left) to the last."""
    if p is None:
        return None
    rentang = max(1, banyak - 1)
    kiri, letak, kanan = (100 * (n - 1) / rentang for n in (p.bawah, p.peringkat, p.atas))
    return {"kiri": percent(kiri), "x": percent(letak), "kanan": percent(kanan)}


def line(deret: Sequence[dict[str, Any]], akar: str) -> dict[str, Any] | None:
    """The line of the index: points, axis marks; the axis begins at a round number below. None without values."""
    nilai: list[float | None] = [satu["nilai"][akar] for satu in deret]
    ada = [v for v in nilai if v is not None]
    if not ada:
        return None
    dasar, puncak = 5 * math.floor(min(ada) / 5 - 0.2), 5 * math.ceil(max(ada) / 5 + 0.2)
    dasar, puncak = max(0, dasar), min(100, puncak)

    def y(v: float) -> float:
        return BAWAH - (BAWAH - ATAS) * (v - dasar) / (puncak - dasar)

    jarak = (KANAN - KIRI - 40) / max(1, len(deret) - 1)
    titik = [
        {"x": f"{KIRI + 20 + i * jarak:.1f}", "y": f"{y(v):.1f}", "atas": f"{y(v) - 9:.1f}", "nilai": v,
         "label": satu["hitung"].periode}
        for i, (satu, v) in enumerate(zip(deret, nilai, strict=True)) if v is not None
    ]  # fmt: skip
    langkah = max(5, 5 * math.ceil((puncak - dasar) / 20))
    sumbu = [{"nilai": v, "y": f"{y(v):.1f}"} for v in range(dasar, puncak + 1, langkah)]
    return {"titik": titik, "garis": " ".join(f"{t['x']},{t['y']}" for t in titik), "sumbu": sumbu}


def movers(ubah: Perubahan) -> list[tuple[Gerak, dict[str, str]]]:
    """The strongest indicators with their points as texts."""
    return [
        (g, {nama: signed(getattr(g, nama)) for nama in ("kehidupan", "desil", "susunan", "semua")})
        for g in ubah.tampak[:TERKUAT]
    ]


def steps(ubah: Perubahan) -> list[dict[str, Any]]:
    """Bars of the waterfall: [(label, points, from, width)], on a line that holds every step."""
    bagian = [("Keadaan berubah", ubah.kehidupan), ("Pemeringkatan resmi", ubah.desil), ("Susunan data", ubah.susunan)]
    if not ubah.terpisah:
        bagian = [("Keadaan dan desil", ubah.kehidupan + ubah.desil), ("Susunan data", ubah.susunan)]
    tempat, kini = [ubah.lama], ubah.lama
    for _, titik in bagian:
        kini += titik
        tempat.append(kini)
    bawah, atas = min(tempat), max(tempat)
    tepi = max(1.0, (atas - bawah) * 0.15)
    bawah, lebar = bawah - tepi, atas - bawah + 2 * tepi

    def x(v: float) -> float:
        return 100 * (v - bawah) / lebar

    hasil = []
    for (label, titik), awal in zip(bagian, tempat, strict=False):
        kiri, kanan = sorted((x(awal), x(awal + titik)))
        hasil.append(
            {"label": label, "titik": signed(titik), "x": percent(kiri), "w": percent(max(0.6, kanan - kiri)),
             "arah": "up" if titik >= 0 else "down"}
        )  # fmt: skip
    return hasil
