"""From the columns of a survey to the scored features, as a small table of rules that travels inside the model.

A rule is one of
  {"kolom": "pcfloor", "kali": 100}              floor(100 * value)
  {"kolom": "fcook", "balik": 1}                 1 - value
  {"tingkat": {"hheduc2": 1, "hheduc3": 2}}      the number of the one dummy that is set, 0 for none
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dtsen.ranking.stats.fitur import FITUR, KOSONG, Bilangan, Pecahan, Saringan
from dtsen.ranking.stats.scorecard import ModelSalah

DESIMAL = 3
"""Decimals kept before rounding down: survey files hold .3333333 for a third and 2.794667 for 41.92 m² ÷ 15."""


@dataclass(frozen=True, slots=True)
class Survei:
    """Survey rows turned into what a fit or an evaluation needs. All arrays have one entry per household."""

    fitur: dict[str, Bilangan]
    ln_rp: Pecahan
    """ln of rupiah per person and month."""
    bobot: Pecahan
    """Persons."""
    kelompok: Bilangan
    """Enumeration area as a number."""
    subkelompok: dict[str, Saringan]


def columns_of(pemetaan: Mapping[str, Any]) -> list[str]:
    """Return the columns a survey file must have for this mapping, sorted; subgroup columns are optional."""
    kolom = {pemetaan["target"]["kolom"], pemetaan["bobot"], pemetaan["kelompok"]}
    for aturan in pemetaan["fitur"].values():
        kolom |= set(aturan.get("tingkat", [])) or {aturan["kolom"]}
    return sorted(kolom)


def check(pemetaan: object) -> None:
    """Raise ModelSalah (`pemetaan`) when the mapping has not the expected shape."""
    wajib = {"target", "bobot", "kelompok", "fitur"}
    if not isinstance(pemetaan, dict) or not wajib <= set(pemetaan):
        raise ModelSalah("pemetaan", "Model tidak memuat pemetaan survei (target, bobot, kelompok, fitur).")
    asing = [kode for kode in pemetaan["fitur"] if kode not in FITUR]
    tanpa = [kode for kode, aturan in pemetaan["fitur"].items() if not {"kolom", "tingkat"} & set(aturan)]
    if asing or tanpa:
        raise ModelSalah("pemetaan", f"Pemetaan survei salah pada {', '.join(asing + tanpa)}.")


def apply(pemetaan: Mapping[str, Any], kolom: Mapping[str, Pecahan]) -> Survei:
    """Apply the rules. `kolom`: float arrays, NaN where the file has nothing."""
    target = pemetaan["target"]
    ln_rp = np.log(kolom[target["kolom"]] * target.get("kali", 1))
    _, kelompok = np.unique(kolom[pemetaan["kelompok"]], return_inverse=True)
    return Survei(
        {kode: _feature(aturan, kolom) for kode, aturan in pemetaan["fitur"].items()},
        ln_rp,
        kolom[pemetaan["bobot"]].astype(np.float64),
        kelompok.astype(np.int64),
        {
            nama: _between(aturan, kolom)
            for nama, aturan in pemetaan.get("subkelompok", {}).items()
            if aturan["kolom"] in kolom
        },
    )


def _feature(aturan: Mapping[str, Any], kolom: Mapping[str, Pecahan]) -> Bilangan:
    if "tingkat" in aturan:
        nilai = np.zeros(len(next(iter(kolom.values()))), dtype=np.float64)
        for nama, tingkat in aturan["tingkat"].items():
            nilai = nilai + kolom[nama] * tingkat
    else:
        nilai = kolom[aturan["kolom"]] * aturan.get("kali", 1)
        if "balik" in aturan:
            nilai = aturan["balik"] - nilai
    turun = np.floor(np.round(nilai, DESIMAL))
    return np.where(np.isnan(turun), KOSONG, np.nan_to_num(turun).astype(np.int64)).astype(np.int64)


def _between(aturan: Mapping[str, Any], kolom: Mapping[str, Pecahan]) -> Saringan:
    nilai = kolom[aturan["kolom"]]
    isi: Saringan = (nilai >= aturan.get("dari", -np.inf)) & (nilai <= aturan.get("sampai", np.inf))
    return isi
