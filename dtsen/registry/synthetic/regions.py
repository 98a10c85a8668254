"""The desa of Kutai Kartanegara as the generator needs them, and how many families each gets."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dtsen.registry.synthetic.config import Bulat

BERKAS = Path(__file__).resolve().parents[2] / "wilayah" / "data" / "wilayah_kukar.csv"
NAMA_LAMA = {
    "6402022009": "Karya Utama",
    "6402052002": "Salo Palai",
    "6402052012": "Salo Cella",
    "6402062012": "Rampak Lambur",
    "6402122017": "Muara Tuboq",
    "6402162008": "Buana Jaya",
}
"""Names of before 2022, as older files write them."""


@dataclass(frozen=True, slots=True)
class Desa:
    """One desa or kelurahan; `kode_lama` is empty unless it changed kecamatan in 2020."""

    urut: int
    kode: str
    nama: str
    kecamatan: str
    nama_kecamatan: str
    kode_bps: str
    kode_lama: str
    nama_kecamatan_lama: str
    penduduk: int


def read(berkas: Path = BERKAS) -> list[Desa]:
    """Return the 237 desa in order of code."""
    with berkas.open(encoding="utf-8", newline="") as isi:
        baris = list(csv.DictReader(isi))
    nama = {b["kode"]: b["nama"] for b in baris if b["jenis"] == "kecamatan"}
    desa = sorted((b for b in baris if len(b["kode"]) == 10), key=lambda b: b["kode"])
    return [
        Desa(
            urut=i,
            kode=b["kode"],
            nama=b["nama"],
            kecamatan=b["induk"],
            nama_kecamatan=nama[b["induk"]],
            kode_bps=b["kode_bps"],
            kode_lama=b["kode_lama"],
            nama_kecamatan_lama=nama[b["kode_lama"][:6]] if b["kode_lama"] else "",
            penduduk=int(b["penduduk_perkiraan"]),
        )
        for i, b in enumerate(desa)
    ]


def apportion(desa: list[Desa], keluarga: int) -> Bulat:
    """Return families per desa, proportional to its people, by largest remainder; the sum is `keluarga`."""
    bobot = np.array([d.penduduk for d in desa], dtype=np.float64)
    kuota = bobot / bobot.sum() * keluarga
    dasar: Bulat = np.floor(kuota).astype(np.int64)
    sisa = keluarga - int(dasar.sum())
    dasar[np.argsort(dasar - kuota, kind="stable")[:sisa]] += 1
    return dasar
