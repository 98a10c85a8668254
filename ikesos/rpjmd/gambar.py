"""The line of an indicator as points of an SVG: actual figures, targets, projection with its band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ikesos.models.rpjmd import TAHUN
from ikesos.rpjmd.kinerja import AKHIR, Kinerja
from ikesos.rpjmd.realisasi import ceiling

LEBAR, TINGGI = 620, 210
TITIK_GARIS = 2
KIRI, KANAN, ATAS, BAWAH = 30, 590, 30, 172


@dataclass(frozen=True, slots=True)
class Titik:
    """A point, where it stands and what is written at it.

    `dy`: place of the text above or below; `kecil`: its text is left out where the picture is narrow.
    """

    x: float
    y: float
    teks: str
    dy: int
    kecil: bool


def picture(kinerja: Kinerja) -> dict[str, Any] | None:
    """Return the geometry of the picture, or None where there is no line to draw.

    A line for time need not begin at zero; the values are written at the points.
    """
    sah = {t.tahun: t.realisasi.nilai for t in kinerja.tahunan if t.realisasi}
    target = {t.tahun: t.target.nilai for t in kinerja.tahunan if t.target}
    if len(sah) + len(target) < TITIK_GARIS:
        return None
    proyeksi = _projection(kinerja, sah)
    semua = [*sah.values(), *target.values(), *(nilai for titik in proyeksi.values() for nilai in titik)]
    bawah, atas = min(semua), max(semua)
    ruang = (atas - bawah) * 0.12 or abs(atas) * 0.1 or 1.0
    bawah, atas = bawah - ruang, atas + ruang
    awal = min([*sah, *target, TAHUN.start])

    def x(tahun: int) -> float:
        return round(KIRI + (KANAN - KIRI) * (tahun - awal) / (AKHIR - awal), 1)

    def y(nilai: float) -> float:
        return round(BAWAH - (BAWAH - ATAS) * (nilai - bawah) / (atas - bawah), 1)

    def line(isi: dict[int, float]) -> str:
        return " ".join(f"{x(t)},{y(v)}" for t, v in sorted(isi.items()))

    def below(tahun: int, nilai: float) -> bool:
        """Where target and figure of a year would write on each other, the lower one writes below."""
        return tahun in sah and tahun in target and nilai < max(sah[tahun], target[tahun])

    tengah = {t: v[0] for t, v in proyeksi.items()}
    pita = [(t, v[2]) for t, v in sorted(proyeksi.items())] + [(t, v[1]) for t, v in sorted(proyeksi.items())][::-1]
    return {
        "lebar": LEBAR,
        "tinggi": TINGGI,
        "garis_bawah": BAWAH + 8,
        "tahun": [(x(t), t, (AKHIR - t) % 2 == 1) for t in range(awal, AKHIR + 1)],
        "realisasi": line(sah),
        "target": line(target),
        "proyeksi": line(tengah),
        "pita": " ".join(f"{x(t)},{y(v)}" for t, v in pita),
        "titik": [
            Titik(x(t), y(v), kinerja.tulis(v), 24 if below(t, v) else -10, t not in (min(sah), max(sah)))
            for t, v in sorted(sah.items())
        ],
        "titik_target": [
            Titik(x(t), y(v), kinerja.tulis(v), 24 if t not in sah or below(t, v) else -10, t != max(target))
            for t, v in sorted(target.items())
        ],
    }


def _projection(kinerja: Kinerja, sah: dict[int, float]) -> dict[int, tuple[float, float, float]]:
    """From the last figure to the end of the plan, within what the unit allows."""
    if kinerja.proyeksi is None:
        return {}
    batas = ceiling(kinerja.indikator)
    hasil = {}
    for tahun in range(max(sah), AKHIR + 1):
        nilai, bawah, atas = (min(batas, max(0.0, v)) for v in kinerja.proyeksi.at(tahun))
        hasil[tahun] = (nilai, bawah, atas)
    return hasil if len(hasil) > 1 else {}
