"""The 20 indicators that the registry itself can count, for every desa, kecamatan, kabupaten and group.

One statement counts numerators and denominators by desa and by combination of groups; everything else is sums of
those. Of each indicator: `a` numerator, `b` denominator (only those whose facts are known), `semua` with the unknown.

A group narrows persons to its members, and families (and the dependency ratio) to those with a member in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection

from dtsen.lib.sql import load
from dtsen.registry import lingkup
from dtsen.wilayah.cakupan import Bagian, Cakupan
from ikesos.models.struktur import KELOMPOK
from ikesos.stats.larik import Bulat

KELUARGA = ("KD1.2", "KD4.2", "KD5.1", "KD5.2", "KD7.1", "KE1.2", "KE2.1", "KE2.2", "KE2.3", "KE3.2")
ORANG = ("KD2.2", "KD3.1", "KD3.2", "KD4.1", "KD7.2", "PS2.3", "PS3.2", "PS3.3", "KE1.1", "KE3.1")
INDIKATOR = KELUARGA + ORANG
"""In the order of the arrays of `count_inputs.sql`."""
BIT = {"umum": 0, "lansia": 1, "disabilitas": 2, "anak": 4, "perempuan_kepala_keluarga": 8}
"""The bit of a group in the `g` of the statement; everybody is in `umum`."""


@dataclass(frozen=True, slots=True)
class Angka:
    """`isi` shape (regions, groups, indicators, 3): a, b, semua; `jiwa`, `keluarga` shape (regions, groups)."""

    wilayah: list[str]
    isi: Bulat
    jiwa: Bulat
    keluarga: Bulat

    def of(self, wilayah: str, kelompok: str, indikator: str) -> tuple[int, int, int]:
        satu = self.isi[self.wilayah.index(wilayah), list(KELOMPOK).index(kelompok), INDIKATOR.index(indikator)]
        return int(satu[0]), int(satu[1]), int(satu[2])


def count(kode: str, desa: list[str], *, acuan: date, versi: str, layak: dict[str, list[int]]) -> Angka:
    """Count every desa of `desa`, their kecamatan and the kabupaten `kode`; `layak` as `decent.in_force` gives it.

    Regions without anybody are there with zeros. Runs in the scope of the kabupaten.
    """
    dari, sampai = Bagian(kode).rentang
    isi: dict[str, Any] = {
        "dari": dari,
        "sampai": sampai,
        "acuan": acuan,
        "versi": versi,
        **{hal: kode_layak for hal, kode_layak in layak.items() if hal not in ("luas", "lansia")},
        "lansia": layak["lansia"][0],
        # A tenth of a square metre a person is the unit of the row.
        "luas": layak["luas"][0] / 10,
    }
    with lingkup.within(Cakupan.of([kode])), connection.cursor() as kursor:
        kursor.execute("SET LOCAL work_mem = '128MB'")
        kursor.execute(load(__file__, "count_inputs"), isi)
        return fold(kode, desa, kursor.fetchall())


def fold(kode: str, desa: list[str], baris: list[tuple[Any, ...]]) -> Angka:
    """Add rows of the statement up: combinations to groups, desa to kecamatan to kabupaten."""
    kecamatan = sorted({d[:6] for d in desa})
    wilayah = [kode, *kecamatan, *sorted(desa)]
    letak = {w: i for i, w in enumerate(wilayah)}
    hitung = np.zeros((len(wilayah), len(KELOMPOK), len(INDIKATOR), 3), np.int64)
    jiwa, keluarga = (np.zeros((len(wilayah), len(KELOMPOK)), np.int64) for _ in range(2))
    for kode_desa, g, orang, rumah, per_keluarga, per_orang in baris:
        # A combination may be one of persons only, or of families only: its other half is NULL.
        satu = np.array([n or 0 for n in (*per_keluarga, *per_orang)], dtype=np.int64).reshape(-1, 3)
        kena = [k for k, nama in enumerate(KELOMPOK) if not BIT[nama] or g & BIT[nama]]
        for w in (kode, kode_desa[:6], kode_desa):
            if (i := letak.get(w)) is not None:
                hitung[i, kena] += satu
                jiwa[i, kena] += orang
                keluarga[i, kena] += rumah
    return Angka(wilayah, hitung, jiwa, keluarga)
