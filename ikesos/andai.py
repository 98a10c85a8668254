"""What if: one indicator of one region at another number. Calculated by the engine, stored nowhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtsen.wilayah.models import Wilayah
from ikesos import structure
from ikesos.models import HasilIndeks, Hitungan, Simpul
from ikesos.stats.kokoh import TITIK, Indikator, simulate, standard_error
from ikesos.stats.larik import Pecahan
from ikesos.stats.normalise import goalposts

TARIKAN = 300
"""Draws of an answer: somebody waits for it."""


class AndaiDitolak(ValueError):
    """A question that cannot be answered; `pesan` says why."""

    def __init__(self, pesan: str) -> None:
        super().__init__(pesan)
        self.pesan = pesan


@dataclass(frozen=True, slots=True)
class Jawaban:
    """Index and rank before and after. `x`, `menjadi`: in the unit of the indicator; ranks are None for the kabupaten.

    `rentang`: the band of the rank afterwards, by `TARIKAN` draws; None where there is no rank.
    `naik`: change on every level from the indicator up to the index [(node, before, after)].
    """

    simpul: Simpul
    x: float
    menjadi: float
    terpotong: bool
    indeks: tuple[float, float]
    peringkat: tuple[int, int] | None
    rentang: tuple[int, int] | None
    dari: int
    naik: list[tuple[Simpul, float, float]]


def ask(hitung: Hitungan, ini: Wilayah, kelompok: str, *, simpul: str, menjadi: float) -> Jawaban:
    """Answer for one region, the others staying as they are; raises AndaiDitolak."""
    semua = {s.kode: s for s in hitung.versi.simpul.order_by("urut")}
    node = semua.get(simpul)
    if node is None or node.tingkat != "indikator":
        raise AndaiDitolak("Pilih satu indikator.")
    if not np.isfinite(menjadi) or (node.satuan == "%" and not 0 <= menjadi <= 100) or menjadi < 0:
        raise AndaiDitolak(f"Isi angka dari 0{' sampai 100' if node.satuan == '%' else ' ke atas'}.")
    pohon = structure.tree(list(semua.values()))
    wilayah, nilai, x, galat, tutup = _stored(hitung, ini, kelompok, pohon.daun)
    i = wilayah.index(ini.kode) if ini.kode in wilayah else -1
    if i < 0 or (ini.kode, simpul) in tutup or np.isnan(x[simpul][i]):
        raise AndaiDitolak(f"{node.nama} belum punya angka yang boleh ditampilkan di {ini}.")
    arah, minimum, maksimum = node.patokan
    baru = goalposts(np.array([menjadi]), arah=arah, minimum=minimum, maksimum=maksimum)
    ubah = {k: v.copy() for k, v in nilai.items()}
    ubah[simpul][i] = baru.nilai[0]
    akar = pohon.akar[0].kode
    dulu, kini = pohon.evaluate(nilai), pohon.evaluate(ubah)
    if np.isnan(dulu[akar].nilai[i]):
        raise AndaiDitolak(f"Indeks {ini} belum lengkap, jadi belum dapat dibandingkan.")
    naik, kode = [], simpul
    while True:
        if np.isnan(dulu[kode].nilai[i]):
            raise AndaiDitolak(f"{semua[kode].nama} belum lengkap di {ini}, jadi {node.nama} belum ikut ke indeks.")
        naik.append((semua[kode], float(dulu[kode].nilai[i]), float(kini[kode].nilai[i])))
        induk = next(s.induk for s in pohon.simpul if s.kode == kode)
        if induk is None:
            break
        kode = induk
    peringkat = (rank(dulu[akar].nilai, i), rank(kini[akar].nilai, i)) if len(ini.kode) > 4 else None
    rentang = None
    if peringkat is not None:
        x_baru = x | {simpul: x[simpul].copy()}
        x_baru[simpul][i] = menjadi
        indikator = {k: _indicator(semua[k], galat[k]) for k in pohon.daun}
        kokoh = simulate(pohon, indikator, x_baru, tarikan=TARIKAN, benih=hitung.benih)
        rentang = int(kokoh.bawah[i]), int(kokoh.atas[i])
    return Jawaban(
        node, float(x[simpul][i]), menjadi, bool(baru.terpotong[0]), (naik[-1][1], naik[-1][2]), peringkat, rentang,
        int((~np.isnan(dulu[akar].nilai)).sum()), naik,
    )  # fmt: skip


def rank(nilai: Pecahan, i: int) -> int:
    """Place of unit `i`, 1 the best; equal numbers share a place."""
    return 1 + int((nilai > nilai[i] + TITIK).sum())


def _indicator(satu: Simpul, galat: Pecahan) -> Indikator:
    return Indikator(*satu.patokan, galat if satu.survei and galat.any() else None)


def _stored(
    hitung: Hitungan, ini: Wilayah, kelompok: str, daun: list[str]
) -> tuple[list[str], dict[str, Pecahan], dict[str, Pecahan], dict[str, Pecahan], set[tuple[str, str]]]:
    """Regions of the level; of every leaf the values, the measured numbers and their standard errors; hidden cells."""
    baris = HasilIndeks.objects.filter(
        hitungan=hitung, kelompok=kelompok, simpul__in=daun, wilayah__kode__regex=rf"^\d{{{len(ini.kode)}}}$"
    ).values_list("wilayah_id", "simpul", "nilai", "x", "tutup", "masukan__sampel")
    isi = list(baris)
    wilayah = sorted({w for w, *_ in isi})
    letak = {w: i for i, w in enumerate(wilayah)}
    nilai, x = ({k: np.full(len(wilayah), np.nan) for k in daun} for _ in range(2))
    responden = {k: np.full(len(wilayah), np.nan) for k in daun}
    for w, k, z, ukur, _, sampel in isi:
        nilai[k][letak[w]] = np.nan if z is None else z
        x[k][letak[w]] = np.nan if ukur is None else ukur
        responden[k][letak[w]] = sampel or np.nan
    galat = {k: np.nan_to_num(standard_error(np.clip(x[k], 0, 100), responden[k])) for k in daun}
    return wilayah, nilai, x, galat, {(w, k) for w, k, _, _, tutup, _ in isi if tutup}


def number(teks: str) -> float:
    """Read `12,5` or `12.5`; raises AndaiDitolak."""
    try:
        return float(teks.replace(",", "."))
    except ValueError as galat:
        raise AndaiDitolak("Isi angka, misalnya 85 atau 12,5.") from galat
