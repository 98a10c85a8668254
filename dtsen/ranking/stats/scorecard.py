"""The integer scorecard: a model is data, read and checked here (methods B.5).

A score is the intercept plus one integer number of points a variable, in 1e-6 of ln rupiah per person and month.
Integers make the score the same on every machine and engine. Low score = poor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from dtsen.lib.ditolak import Ditolak
from dtsen.ranking.stats.fitur import FITUR, KOSONG, Bilangan

SATUAN = "1e-6 ln Rp per orang per bulan"
BATAS_MUTLAK = 50_000_000
"""Largest size of a number in a model: the sum of an intercept and 26 of them stays inside a PostgreSQL integer."""
PERSEN_DIKENAL = 60
"""A family with a smaller share of the variables known is not scored (`data_kurang`)."""


class ModelSalah(Ditolak):
    """A model file that cannot be used; `kode` is one of bentuk, variabel, batas, poin, label, angka."""


@dataclass(frozen=True, slots=True)
class Variabel:
    """One variable: level of value v = number of bounds <= v, as width_bucket does."""

    kode: str
    label: str
    batas: tuple[int, ...]
    poin: tuple[int, ...]
    label_level: tuple[str, ...]
    poin_kosong: int

    def level(self, nilai: Bilangan) -> Bilangan:
        """Return the level of each value, -1 where the value is KOSONG."""
        tingkat = np.searchsorted(np.array(self.batas, dtype=np.int64), nilai, side="right")
        return np.where(nilai == KOSONG, -1, tingkat).astype(np.int64)

    def points(self, nilai: Bilangan) -> Bilangan:
        """Return the points of each value; `poin_kosong` where it is not known."""
        daftar = np.array([*self.poin, self.poin_kosong], dtype=np.int64)
        return daftar[self.level(nilai)]

    def level_of(self, nilai: int | None) -> int | None:
        """Level of one value."""
        return None if nilai is None else sum(batas <= nilai for batas in self.batas)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A checked model."""

    kode: str
    judul: str
    intersep: int
    variabel: tuple[Variabel, ...]

    def score(self, fitur: Mapping[str, Bilangan]) -> tuple[Bilangan, Bilangan]:
        """Return (score, number of variables known) per family.

        A feature absent from `fitur` is unknown for every family.
        """
        jumlah = len(next(iter(fitur.values())))
        skor = np.full(jumlah, self.intersep, dtype=np.int64)
        dikenal = np.zeros(jumlah, dtype=np.int64)
        for variabel in self.variabel:
            nilai = fitur.get(variabel.kode)
            if nilai is None:
                nilai = np.full(jumlah, KOSONG, dtype=np.int64)
            skor += variabel.points(nilai)
            dikenal += nilai != KOSONG
        return skor, dikenal

    def enough(self, dikenal: Bilangan) -> np.ndarray[tuple[Any, ...], np.dtype[np.bool_]]:
        """True where at least 60 % of the variables are known: exact, in integers."""
        return dikenal * 100 >= PERSEN_DIKENAL * len(self.variabel)


def read_model(isi: object) -> Scorecard:
    """Check a parsed model file and return its scorecard; raises ModelSalah."""
    if not isinstance(isi, dict):
        raise ModelSalah("bentuk", "Berkas model harus berisi satu objek JSON.")
    for kunci in ("kode", "judul"):
        if not isinstance(isi.get(kunci), str) or not isi[kunci].strip():
            raise ModelSalah("bentuk", f"Model belum punya {kunci!r}. Isi dengan teks.")
    if isi.get("satuan") != SATUAN:
        raise ModelSalah("bentuk", f"Satuan model harus {SATUAN!r}.")
    daftar = isi.get("variabel")
    if not isinstance(daftar, list) or not daftar:
        raise ModelSalah("variabel", "Model belum punya daftar 'variabel'.")
    variabel = tuple(_read_variable(satu) for satu in daftar)
    if len({satu.kode for satu in variabel}) != len(variabel):
        raise ModelSalah("variabel", "Ada variabel yang tertulis dua kali dalam model.")
    return Scorecard(isi["kode"], isi["judul"], _bulat(isi.get("intersep"), "intersep"), variabel)


def _read_variable(isi: object) -> Variabel:
    if not isinstance(isi, dict) or isi.get("kode") not in FITUR:
        nama = isi.get("kode") if isinstance(isi, dict) else isi
        raise ModelSalah("variabel", f"Variabel {nama!r} tidak dikenal. Pakai nama fitur di docs/algoritma/pmt.md.")
    kode: str = isi["kode"]
    batas = _bulat_semua(isi.get("batas"), f"{kode}.batas")
    poin = _bulat_semua(isi.get("poin"), f"{kode}.poin")
    label = isi.get("label_level")
    if any(kiri >= kanan for kiri, kanan in pairwise(batas)):
        raise ModelSalah("batas", f"Batas variabel {kode} harus naik.")
    if len(poin) != len(batas) + 1:
        raise ModelSalah("poin", f"Variabel {kode} harus punya {len(batas) + 1} poin, bukan {len(poin)}.")
    if not isinstance(label, list) or len(label) != len(poin) or not all(isinstance(satu, str) for satu in label):
        raise ModelSalah("label", f"Variabel {kode} harus punya {len(poin)} label_level.")
    return Variabel(
        kode,
        str(isi.get("label", kode)),
        batas,
        poin,
        tuple(label),
        _bulat(isi.get("poin_kosong"), f"{kode}.poin_kosong"),
    )


def _bulat(nilai: object, nama: str) -> int:
    if not isinstance(nilai, int) or isinstance(nilai, bool) or abs(nilai) > BATAS_MUTLAK:
        raise ModelSalah("angka", f"{nama} harus bilangan bulat antara -50 juta dan 50 juta.")
    return nilai


def _bulat_semua(nilai: object, nama: str) -> tuple[int, ...]:
    if not isinstance(nilai, list):
        raise ModelSalah("angka", f"{nama} harus daftar bilangan bulat.")
    return tuple(_bulat(satu, nama) for satu in nilai)
