"""House, assets and livestock as functions of a latent welfare and of draws that stay with the family.

The same draws at another date give the same house, a little better or worse: facts drift, they do not jump.
Shares per desil group (data/sebaran.json) are interpolated over the percentile of welfare.
"""

from __future__ import annotations

import numpy as np

from dtsen.registry.synthetic.config import Bulat, Logis, Pecahan
from dtsen.registry.synthetic.welfare import SEBARAN, phi

TENGAH = (0.0795, 0.252, 0.4985, 0.826)
"""Percentile in the middle of desil 1-2, 3-4, 5-7 and 8-10."""
_KISI = np.linspace(0, 1, 201)
RUMAH: dict[str, tuple[int, Pecahan]] = {}
ASET: dict[str, Pecahan] = {}
KOLOM_ASET = tuple(SEBARAN["aset"])
TERNAK = ("sapi", "kerbau", "kuda", "babi", "kambing_domba")
_PELUANG_TERNAK = (0.03, 0.002, 0.0006, 0.10, 0.022)
_RATA_TERNAK = (2.4, 2.0, 1.2, 2.5, 3.5)


def _tables() -> None:
    for nama, isi in SEBARAN["perumahan"].items():
        persen = np.array(isi["persen"], dtype=np.float64)
        halus = np.stack([np.interp(_KISI, TENGAH, persen[:, k]) for k in range(persen.shape[1])], axis=1)
        RUMAH[nama] = (isi["kode_awal"], np.cumsum(halus / halus.sum(axis=1, keepdims=True), axis=1)[:, :-1])
    for nama, persen_ya in SEBARAN["aset"].items():
        ASET[nama] = np.interp(_KISI, TENGAH, np.array(persen_ya, dtype=np.float64) / 100)


_tables()
BANYAK_ACAK = len(RUMAH) + len(KOLOM_ASET) + 2 * len(TERNAK) + 6
"""Uniform draws a family needs; the last six serve details of single sources."""


def _kisi(laten: Pecahan) -> Bulat:
    return np.rint(phi(laten) * (len(_KISI) - 1)).astype(np.int64)


def _house(acak: Pecahan, laten: Pecahan) -> dict[str, Bulat]:
    kisi = _kisi(laten)
    hasil: dict[str, Bulat] = {}
    for k, (nama, (awal, kumulatif)) in enumerate(RUMAH.items()):
        hasil[nama] = awal + (acak[:, k : k + 1] > kumulatif[kisi]).sum(axis=1).astype(np.int64)
    hasil["daya_terpasang"][hasil["sumber_penerangan_utama"] != 1] = -1
    tanpa_jamban = hasil["fasilitas_bab"] > 4
    hasil["jenis_kloset"][tanpa_jamban] = -1
    hasil["pembuangan_akhir_tinja"][tanpa_jamban] = -1
    return hasil


def _assets(acak: Pecahan, laten: Pecahan, zona: str) -> dict[str, Bulat]:
    kisi = _kisi(laten)
    sungai = 0.45 if zona == "tengah" else 1.7
    hasil: dict[str, Bulat] = {}
    for k, (nama, tabel) in enumerate(ASET.items()):
        peluang = tabel[kisi] * (sungai if nama in {"perahu", "kapal_perahu_motor"} else 1.0)
        hasil[nama] = np.where(acak[:, len(RUMAH) + k] < peluang, 1, 2).astype(np.int64)
    return hasil


def _livestock(acak: Pecahan, babi: Logis) -> dict[str, Bulat]:
    mulai = len(RUMAH) + len(KOLOM_ASET)
    hasil: dict[str, Bulat] = {}
    for k, nama in enumerate(TERNAK):
        punya = acak[:, mulai + 2 * k] < _PELUANG_TERNAK[k]
        banyak = 1 + np.floor(-np.log1p(-acak[:, mulai + 2 * k + 1]) * _RATA_TERNAK[k]).astype(np.int64)
        hasil[nama] = np.where(punya & ((nama != "babi") | babi), np.minimum(banyak, 60), 0)
    return hasil


def state(
    acak: Pecahan, laten: Pecahan, laten_aset: Pecahan, *, ukuran: Bulat, zona: str, babi: Logis
) -> dict[str, Bulat]:
    """Return coded facts by name; -1 where a question is skipped. Roof codes are those of Regsosek.

    `luas_lantai` is in m2. `laten` is welfare as the house shows it at the date asked for, `laten_aset` as
    the assets do.
    """
    hasil = _house(acak, laten)
    hasil |= {f"aset_{nama}": isi for nama, isi in _assets(acak, laten_aset, zona).items()}
    hasil |= {f"ternak_{nama}": isi for nama, isi in _livestock(acak, babi).items()}
    normal = np.sqrt(-2 * np.log(acak[:, -1] + 1e-12)) * np.cos(2 * np.pi * acak[:, -2])
    luas = np.exp(3.72 + 0.20 * laten + 0.07 * np.minimum(ukuran, 6) + 0.32 * normal)
    hasil["luas_lantai"] = np.clip(np.rint(luas), 9, 450).astype(np.int64)
    return hasil
