"""Names by community, sex and generation, in the spelling of Dukcapil: capitals, no titles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dtsen.registry.synthetic.config import Bulat

_BERKAS = Path(__file__).with_name("data") / "nama.json"
_KATA: dict[str, Any] = json.loads(_BERKAS.read_text(encoding="utf-8"))
KELOMPOK = ("jawa", "kutai", "banjar", "bugis", "dayak", "toraja")
ISLAM = frozenset({"jawa", "kutai", "banjar", "bugis"})
TUA, DEWASA, MUDA = 0, 1, 2
_AWALAN_L = ("MUHAMMAD", "AHMAD", "ABDUL", "MUHAMMAD")
_AWALAN_P = ("SITI", "NUR", "SITI")


def _pilih(daftar: Sequence[str], r: float) -> str:
    return daftar[int(r * len(daftar))]


def _depan(kelompok: str, jk: str, generasi: int, r: float) -> str:
    kata = _KATA[kelompok]
    if generasi == MUDA:
        return _pilih(_KATA["muda_islam" if kelompok in ISLAM else "muda_kristen"][jk], r)
    if kelompok == "toraja":
        return _pilih(kata[jk], r)
    return _pilih(kata[f"{jk}_{'tua' if generasi == TUA else 'dewasa'}"], r)


def _belakang(kelompok: str, jk: str, generasi: int, r: float) -> str:
    if kelompok == "toraja":
        return _pilih(_KATA["toraja"]["belakang"], r)
    if generasi == MUDA and kelompok in ISLAM:
        return _pilih(_KATA["muda_islam"][f"belakang_{jk}"], r)
    return _pilih(_KATA[kelompok][f"belakang_{jk}"], r)


def _banyak_kata(kelompok: str, generasi: int, r: float) -> int:
    """One to three words: the old go by one, the young by two or three; families of dayak and toraja carry two."""
    if kelompok in {"dayak", "toraja"}:
        return 2
    satu = (0.6 if kelompok == "jawa" else 0.45, 0.22, 0.08)[generasi]
    tiga = (0.05, 0.14, 0.28)[generasi]
    return 1 if r < satu else 3 if r > 1 - tiga else 2


def _kata(kelompok: str, jk: str, generasi: int, r: Sequence[float]) -> list[str]:
    banyak = _banyak_kata(kelompok, generasi, r[0])
    kata = [_depan(kelompok, jk, generasi, r[1])]
    if kelompok in ISLAM and generasi != TUA and r[2] < (0.25 if jk == "L" else 0.17):
        awalan = _pilih(_AWALAN_L if jk == "L" else _AWALAN_P, r[3])
        kata = [awalan, *(k for k in kata if k != awalan)]
    gelar = _KATA[kelompok].get("peluang_gelar", 0.0)
    if r[4] < gelar:
        kata.insert(0, _pilih(_KATA[kelompok][f"gelar_{jk}"], r[3]))
    if banyak == 3 and len(kata) < 2:
        tengah = _depan(kelompok, jk, generasi, r[5])
        kata += [tengah] if tengah not in kata else []
    if banyak > 1:
        kata.append(_belakang(kelompok, jk, generasi, r[6]))
    return kata


def one(kelompok: str, jk: str, generasi: int, r: Sequence[float]) -> str:
    """Return a name from seven uniform draws."""
    kata = _kata(kelompok, jk, generasi, r)
    unik = [k for i, k in enumerate(kata) if k not in kata[:i]]
    return " ".join(unik)


def draw(rng: np.random.Generator, kelompok: Bulat, jk: Bulat, tahun_lahir: Bulat) -> list[str]:
    """Return one name per person; `kelompok` indexes KELOMPOK, `jk` is 1 L or 2 P."""
    acak = rng.random((len(jk), 7)).tolist()
    generasi = np.where(tahun_lahir < 1970, TUA, np.where(tahun_lahir < 1998, DEWASA, MUDA)).tolist()
    return [
        one(KELOMPOK[k], "L" if j == 1 else "P", g, r)
        for k, j, g, r in zip(kelompok.tolist(), jk.tolist(), generasi, acak, strict=True)
    ]
