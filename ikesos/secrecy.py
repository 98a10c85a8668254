"""Hidden numbers of one indicator over all regions and groups: counted from the registry or handed in, alike.

What is counted are persons, families or cases, unless the structure says that it is places (`satuan` of the numerator:
desa): how many desa have a karang taruna points at nobody. A percentage that was handed in as such has no numerator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ikesos.figures import ORANG
from ikesos.inputs import PANJANG, UMUM, Isi
from ikesos.models import Simpul
from ikesos.models.struktur import KELOMPOK
from ikesos.stats.larik import Benar, Pecahan
from ikesos.stats.rumus import Rumus
from ikesos.stats.tutup import PELENGKAP, SISA, Jumlahan, Utuh, protect

TEMPAT = "desa"
"""Unit of an input that counts places."""
LANSIA, ANAK = (list(KELOMPOK).index(k) for k in ("lansia", "anak"))
"""Among persons nobody is in both: everybody without the two is a difference that anybody can work out."""


def hide(
    satu: Simpul, rumus: Rumus, isi: Isi, wilayah: list[str]
) -> tuple[Mapping[str, Pecahan], np.ndarray[Any, np.dtype[Any]]]:
    """Return the inputs as they enter the index, and why each cell is hidden ('' where it is shown)."""
    bentuk = (len(wilayah), len(KELOMPOK))
    tutup = np.full(bentuk, "", dtype="<U10")
    if set(rumus.nama) != {"a", "b"} or any(b.huruf == "a" and b.satuan == TEMPAT for b in satu.butir.all()):
        return isi.nilai, tutup
    a, b = isi.nilai["a"].copy(), isi.nilai["b"].copy()
    semua = b if isi.semua is None else isi.semua
    sendiri = (isi.warisan == "") & ~np.isnan(a) & ~np.isnan(b)
    asli_a, asli_b = (np.where(sendiri, isi.nilai[huruf], np.nan) for huruf in ("a", "b"))
    for k in range(len(KELOMPOK)):
        baris = np.flatnonzero(sendiri[:, k])
        kolom = asli_a[baris, k], asli_b[baris, k], semua[baris, k]
        penjaga = np.isin(tutup, (PELENGKAP, SISA))
        utuh = [Utuh(*(larik[baris, j] for larik in (asli_a, asli_b, a, b, penjaga))) for j in (UMUM, LANSIA)]
        if k == ANAK and satu.kode in ORANG and satu.sumber == "D":
            utuh = [utuh[0], utuh[0].without(utuh[1])]
        else:
            utuh = utuh[:1] if k != UMUM else []
        hasil = protect(*kolom, sums([wilayah[i] for i in baris], *kolom[:2]), utuh)
        tutup[baris, k], a[baris, k], b[baris, k] = hasil.sebab, hasil.a, hasil.b
    for sel, asal in _origins(isi.warisan, sendiri, wilayah):
        tutup[sel], a[sel], b[sel] = tutup[asal], a[asal], b[asal]
    # A hidden denominator stands in as nobody: no number, as before.
    return {"a": a, "b": np.where(b > 0, b, np.nan)}, tutup


def sums(wilayah: list[str], a: Pecahan, b: Pecahan) -> list[Jumlahan]:
    """The regions that are exactly the sum of their parts, kecamatan before kabupaten."""
    letak = {w: i for i, w in enumerate(wilayah)}
    bagian: dict[str, list[int]] = {}
    for w, i in letak.items():
        atas = next((w[:n] for n in (PANJANG["kecamatan"], PANJANG["kabupaten"]) if n < len(w)), "")
        if atas in letak:
            bagian.setdefault(atas, []).append(i)
    hasil = [(letak[w], anak) for w, anak in sorted(bagian.items(), key=lambda satu: (-len(satu[0]), satu[0]))]
    return [(i, anak) for i, anak in hasil if a[i] == a[anak].sum() and b[i] == b[anak].sum()]


def _origins(
    warisan: np.ndarray[Any, np.dtype[Any]], sendiri: Benar, wilayah: list[str]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """(cell, the cell it was taken from) of every inherited number (`inputs._inherited`)."""
    letak = {w: i for i, w in enumerate(wilayah)}
    hasil = []
    for i, k in np.argwhere(warisan != "").tolist():
        atas = letak[wilayah[i][: PANJANG[warisan[i, k]]]] if warisan[i, k] in PANJANG else i
        hasil.append(((i, k), (atas, k if sendiri[atas, k] else UMUM)))
    return hasil
