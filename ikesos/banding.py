"""Regions side by side, variable by variable: a profile instead of one number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dtsen.wilayah.models import Wilayah
from ikesos.gambar import percent
from ikesos.halaman import Anak, Bagian, results
from ikesos.models import HasilIndeks, Hitungan, Simpul
from ikesos.models.struktur import KELOMPOK

PALING_BANYAK = 4
"""Regions in one picture; each has a shape of its own."""


def compare(
    hitung: Hitungan, ini: Wilayah, anak: Sequence[Anak], kelompok: str, dipilih: Sequence[str]
) -> dict[str, Any]:
    """Context of the profiles: the chosen children (the first, a middle and the last one unless asked otherwise)."""
    peta = {a.wilayah.kode: a.wilayah for a in anak}
    kode = [k for k in dict.fromkeys(dipilih) if k in peta][:PALING_BANYAK] or _ends(anak)
    simpul = list(hitung.versi.simpul.filter(tingkat="variabel").select_related("induk").order_by("urut"))
    hasil = results(hitung, [ini.kode, *kode], kelompok, [s.kode for s in simpul])
    return {
        "pilih": kode,
        "lebih": len(set(dipilih) & peta.keys()) > PALING_BANYAK,
        "banding": [peta[k] for k in kode],
        "profil": [
            {
                "simpul": s,
                "induk": _point(hasil.get((ini.kode, s.kode)), s),
                "titik": [_point(hasil.get((k, s.kode)), s) for k in kode],
            }
            for s in simpul
        ],
    }


def groups(hitung: Hitungan, ini: Wilayah) -> list[tuple[Simpul, list[float | None]]]:
    """Index, dimensions and variables of one region, each with its value in every group."""
    simpul = list(hitung.versi.simpul.exclude(tingkat="indikator").order_by("kode"))
    simpul.sort(key=lambda s: s.tingkat != "indeks")
    baris = HasilIndeks.objects.filter(hitungan=hitung, wilayah=ini, simpul__in=[s.kode for s in simpul])
    hasil = {(h.simpul, h.kelompok): h for h in baris}
    return [(s, [Bagian(s, hasil.get((s.kode, k))).nilai for k in KELOMPOK]) for s in simpul]


def indicators(hitung: Hitungan, ini: Wilayah, kelompok: str) -> list[Bagian]:
    """The indicators of a region whose number may be shown."""
    simpul = list(hitung.versi.simpul.filter(tingkat="indikator").order_by("urut"))
    hasil = results(hitung, [ini.kode], kelompok, [s.kode for s in simpul])
    semua = [Bagian(s, hasil.get((ini.kode, s.kode))) for s in simpul]
    return [b for b in semua if b.nilai is not None and b.hasil and b.hasil.x is not None]


def _ends(anak: Sequence[Anak]) -> list[str]:
    urut = [a.wilayah.kode for a in anak if a.peringkat] or [a.wilayah.kode for a in anak]
    return list(dict.fromkeys([urut[0], urut[len(urut) // 2], urut[-1]])) if urut else []


def _point(hasil: HasilIndeks | None, simpul: Simpul) -> dict[str, Any]:
    nilai = Bagian(simpul, hasil).nilai
    return {"nilai": nilai, "x": None if nilai is None else percent(nilai)}
