"""The map of the index: outlines of kecamatan and points of desa, coloured by classes of equal width.

The outlines are data (`data/peta.json`, made by `manage.py draw_map`); they show where a kecamatan lies and are no
legal boundary. Colours go from light to dark, and every region carries its rank as a number.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dtsen.wilayah.models import Wilayah
from ikesos.halaman import Anak

BERKAS = Path(__file__).resolve().parent / "data" / "peta.json"
LEBAR = 800
"""Width of the drawing in its own units."""
KELAS = 5
"""Colours of the map."""
LANGKAH = (1, 2, 5, 10, 20)
"""Widths of a class in points of the index."""


@dataclass(frozen=True, slots=True)
class Kelas:
    """One colour: from `bawah` up to `atas` points; `warna` 1 (lightest, lowest) to 5."""

    bawah: int
    atas: int
    warna: int


@dataclass(frozen=True, slots=True)
class Bentuk:
    """One region on the map: an outline `d`, or a point where that is empty; `warna` 0 has no value."""

    anak: Anak
    d: str
    x: int
    y: int
    warna: int

    @property
    def nomor(self) -> str:
        """The rank, which leads from the picture to the table."""
        return str(self.anak.peringkat.peringkat) if self.anak.peringkat else ""


@cache
def outlines() -> dict[str, Any]:
    """The data of the map, read once."""
    isi: dict[str, Any] = json.loads(BERKAS.read_text(encoding="utf-8"))
    return isi


def classes(nilai: Sequence[float]) -> list[Kelas]:
    """Return at most five classes of one round width that hold every value; none without values."""
    if not nilai:
        return []
    for langkah in LANGKAH:
        bawah = math.floor(min(nilai) / langkah)
        banyak = math.floor(max(nilai) / langkah) - bawah + 1
        if banyak <= KELAS:
            break
    mulai = (KELAS - banyak) // 2 + 1
    return [Kelas((bawah + i) * langkah, (bawah + i + 1) * langkah, mulai + i) for i in range(banyak)]


def draw(ini: Wilayah, anak: Sequence[Anak]) -> dict[str, Any]:
    """Context of the picture: classes, the shapes of the children of a region, and the outlines under points."""
    semua = outlines()
    kelas = classes([a.hasil.nilai for a in anak if a.hasil and a.hasil.nilai is not None])
    bentuk = [b for a in anak if (b := _shape(a, kelas)) is not None]
    return {
        "kelas": kelas,
        "bentuk": bentuk,
        "ada_kosong": any(b.warna == 0 for b in bentuk),
        "dasar": semua["kecamatan"].get(ini.kode[:6], {}).get("d", "") if len(ini.kode) > 4 else "",
        "kotak": _box(ini, bentuk),
        "batas": semua["sumber"],
    }  # fmt: skip


def _shape(anak: Anak, kelas: Sequence[Kelas]) -> Bentuk | None:
    semua, w = outlines(), anak.wilayah
    nilai = anak.hasil.nilai if anak.hasil else None
    warna = next((k.warna for k in kelas if nilai is not None and k.bawah <= nilai < k.atas), 0)
    if satu := semua["kecamatan"].get(w.kode):
        return Bentuk(anak, satu["d"], satu["titik"][0], satu["titik"][1], warna)
    if w.bujur is None or w.lintang is None:
        return None
    x = round((float(w.bujur) - semua["barat"]) * semua["skala_x"])
    y = round((semua["utara"] - float(w.lintang)) * semua["skala_y"])
    return Bentuk(anak, "", x, y, warna)


def _box(ini: Wilayah, bentuk: Sequence[Bentuk]) -> dict[str, str]:
    """The part of the drawing that is shown, and the sizes of a point and a letter in it, as SVG takes them."""
    semua = outlines()
    if len(ini.kode) == 4 or ini.kode[:6] not in semua["kecamatan"]:
        return {"isi": f"-6 -6 {LEBAR + 12} {semua['tinggi'] + 12}", "jari": "11", "huruf": "27"}
    kiri, atas, kanan, bawah = extent(semua["kecamatan"][ini.kode[:6]]["d"])
    for b in bentuk:
        kiri, atas, kanan, bawah = min(kiri, b.x), min(atas, b.y), max(kanan, b.x), max(bawah, b.y)
    sisi = max(kanan - kiri, bawah - atas, 1)
    tepi = sisi * 0.06
    kotak = (kiri - tepi, atas - tepi, kanan - kiri + 2 * tepi, bawah - atas + 2 * tepi)
    return {"isi": " ".join(f"{n:.1f}" for n in kotak), "jari": f"{sisi / 32:.2f}", "huruf": f"{sisi / 26:.2f}"}


def rings(d: str) -> list[list[tuple[int, int]]]:
    """Return the points of every ring of a path of `draw_map` (`M x y l dx dy ... z`)."""
    hasil = []
    for cincin in d.split("M")[1:]:
        awal, langkah = cincin.rstrip("z").split("l")
        x, y = (int(n) for n in awal.split())
        angka = [int(n) for n in langkah.replace("-", " -").split()]
        titik = [(x, y)]
        for dx, dy in zip(angka[::2], angka[1::2], strict=True):
            x, y = x + dx, y + dy
            titik.append((x, y))
        hasil.append(titik)
    return hasil


def extent(d: str) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a path."""
    x, y = zip(*(titik for cincin in rings(d) for titik in cincin), strict=True)
    return min(x), min(y), max(x), max(y)
