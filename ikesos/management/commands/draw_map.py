"""`manage.py draw_map BATAS.geojson`: make `ikesos/data/peta.json`, the outline of each kecamatan as an SVG path.

Run once for new boundaries; the file it writes is kept with the code. Every point is put on a grid, so that two
neighbours keep the same border, and points that fall together are left out.
"""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ikesos.peta import BERKAS, LEBAR

Titik = tuple[int, int]
TERKECIL = 4
"""Points of the smallest ring that is drawn."""


class Command(BaseCommand):
    help = "Membuat gambar peta kecamatan dari batas GeoJSON."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batas", type=Path)
        parser.add_argument("--sumber", required=True, help="asal dan lisensi batas, satu kalimat")
        parser.add_argument("--keluar", type=Path, default=BERKAS)

    def handle(self, *args: Any, **o: Any) -> None:
        fitur = json.loads(o["batas"].read_text(encoding="utf-8"))["features"]
        titik = [t for f in fitur for cincin in _rings(f["geometry"]) for t in cincin]
        barat, timur = min(t[0] for t in titik), max(t[0] for t in titik)
        selatan, utara = min(t[1] for t in titik), max(t[1] for t in titik)
        skala = LEBAR / (timur - barat)
        kaku = skala / math.cos(math.radians((utara + selatan) / 2))
        isi = {
            "sumber": o["sumber"],
            "barat": barat,
            "utara": utara,
            "skala_x": skala,
            "skala_y": kaku,
            "tinggi": math.ceil((utara - selatan) * kaku),
            "kecamatan": {},
        }
        for f in sorted(fitur, key=lambda f: f["properties"]["kode"]):
            sifat = f["properties"]
            cincin = [[_grid(t, isi) for t in c] for c in _rings(f["geometry"])]
            isi["kecamatan"][sifat["kode"].replace(".", "")] = {
                "d": "".join(path for c in cincin if (path := _path(c))),
                "titik": _grid((sifat["lng"], sifat["lat"]), isi),
            }
        teks = json.dumps(isi, ensure_ascii=False, separators=(",", ":"))
        o["keluar"].write_text(teks + "\n", encoding="utf-8")
        self.stdout.write(f"{len(fitur)} kecamatan, {len(teks):,} huruf.")


def _rings(bentuk: dict[str, Any]) -> list[list[list[float]]]:
    banyak = bentuk["coordinates"] if bentuk["type"] == "MultiPolygon" else [bentuk["coordinates"]]
    return [cincin for poligon in banyak for cincin in poligon]


def _grid(titik: Any, isi: dict[str, Any]) -> Titik:
    return round((titik[0] - isi["barat"]) * isi["skala_x"]), round((isi["utara"] - titik[1]) * isi["skala_y"])


def _path(cincin: list[Titik]) -> str:
    """Relative path of a ring without repeated points; empty where too little is left."""
    sisa = [t for i, t in enumerate(cincin) if i == 0 or t != cincin[i - 1]]
    if len(sisa) < TERKECIL:
        return ""
    langkah = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(sisa)]
    ringkas = [langkah[0]]
    for dx, dy in langkah[1:]:
        # The same direction again makes one longer step.
        if (dx, dy) == ringkas[-1]:
            ringkas[-1] = (2 * dx, 2 * dy)
        else:
            ringkas.append((dx, dy))
    return f"M{sisa[0][0]} {sisa[0][1]}l" + " ".join(f"{dx} {dy}" for dx, dy in ringkas[:-1]).replace(" -", "-") + "z"
