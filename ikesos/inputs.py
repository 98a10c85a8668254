"""The inputs of every indicator for every region and group: counted from the registry, or handed in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

import numpy as np
from django.db import connection

from dtsen.lib.periode import Periode
from dtsen.lib.sql import load
from dtsen.lib.tampil import WITA
from dtsen.registry import lingkup
from dtsen.wilayah.cakupan import Bagian, Cakupan
from ikesos.figures import INDIKATOR, Angka
from ikesos.models import HasilIndeks, Hitungan, IsianInput, Simpul
from ikesos.models.struktur import KELOMPOK
from ikesos.stats.larik import Benar, Pecahan

PANJANG = {"kabupaten": 4, "kecamatan": 6, "desa": 10}
MUSYAWARAH = "PS1.4"
UMUM = 0
"""Place of everybody among the groups."""


@dataclass(slots=True)
class Isi:
    """Inputs of one indicator, arrays (regions, groups); `warisan`: a word of WARISAN where it came from elsewhere."""

    nilai: dict[str, Pecahan]
    warisan: np.ndarray[Any, np.dtype[Any]]
    contoh: Benar
    sampel: Pecahan
    semua: Pecahan | None = None


@dataclass(slots=True)
class Masukan:
    """Everything a calculation is made from; `sidik` is its SHA-256."""

    wilayah: list[str]
    isi: dict[str, Isi] = field(default_factory=dict)

    def fingerprint(self, *lain: str) -> str:
        hitung = hashlib.sha256(json.dumps([self.wilayah, *lain]).encode())
        for kode, satu in sorted(self.isi.items()):
            hitung.update(kode.encode())
            for huruf, nilai in sorted(satu.nilai.items()):
                hitung.update(huruf.encode() + nilai.tobytes())
            hitung.update("".join(satu.warisan.ravel()).encode() + satu.contoh.tobytes() + satu.sampel.tobytes())
        return hitung.hexdigest()


def gather(simpul: list[Simpul], angka: Angka, periode: Periode, kode: str) -> Masukan:
    """Return the inputs of every indicator of a version for the regions of `angka`."""
    hasil = Masukan(angka.wilayah)
    indikator = [s for s in simpul if s.tingkat == "indikator"]
    isian = _entries(periode)
    musyawarah = deliberated(kode, periode)
    for satu in indikator:
        huruf = [b.huruf for b in satu.butir.all()]
        if satu.sumber == "D":
            hasil.isi[satu.kode] = _counted(angka, satu.kode)
        elif satu.kode == MUSYAWARAH and satu.sumber == "A":
            hasil.isi[satu.kode] = _inherited(_of_desa(angka.wilayah, musyawarah), satu, angka.wilayah)
        else:
            hasil.isi[satu.kode] = _inherited(_handed_in(angka.wilayah, satu, huruf, isian), satu, angka.wilayah)
    return hasil


def restore(asal: Hitungan, simpul: list[Simpul]) -> Masukan:
    """Return the inputs that a calculation stored, for the indicators of any version: what is not there stays empty.

    An indicator is the same where its code and the letters of its inputs are.
    """
    baris = HasilIndeks.objects.filter(hitungan=asal, masukan__isnull=False)
    wilayah = sorted(set(baris.values_list("wilayah_id", flat=True)), key=lambda w: (len(w), w))
    letak, kelompok = {w: i for i, w in enumerate(wilayah)}, {k: i for i, k in enumerate(KELOMPOK)}
    hasil = Masukan(wilayah)
    for satu in (s for s in simpul if s.tingkat == "indikator"):
        hasil.isi[satu.kode] = _empty(wilayah, [b.huruf for b in satu.butir.all()])
        if satu.sumber == "D":
            hasil.isi[satu.kode].semua = np.full((len(wilayah), len(KELOMPOK)), np.nan)
    for b in baris.iterator(chunk_size=5_000):
        isi, ada = hasil.isi.get(b.simpul), b.masukan or {}
        if isi is None or not set(isi.nilai) <= ada.keys():
            continue
        sel = letak[b.wilayah_id], kelompok[b.kelompok]
        for huruf, larik in isi.nilai.items():
            larik[sel] = _number(ada[huruf])
        if isi.semua is not None:
            isi.semua[sel] = _number(ada.get("semua"))
        isi.sampel[sel] = _number(ada.get("sampel"))
        isi.warisan[sel], isi.contoh[sel] = b.warisan, b.contoh
    return hasil


def _number(nilai: float | None) -> float:
    return np.nan if nilai is None else nilai


def _empty(wilayah: list[str], huruf: list[str]) -> Isi:
    bentuk = (len(wilayah), len(KELOMPOK))
    return Isi(
        {h: np.full(bentuk, np.nan) for h in huruf},
        np.full(bentuk, "", dtype="<U10"),
        np.zeros(bentuk, np.bool_),
        np.full(bentuk, np.nan),
    )


def _counted(angka: Angka, kode: str) -> Isi:
    hasil = _empty(angka.wilayah, [])
    satu = angka.isi[:, :, INDIKATOR.index(kode)].astype(np.float64)
    hasil.nilai = {"a": satu[..., 0], "b": satu[..., 1]}
    hasil.semua = satu[..., 2]
    return hasil


def _entries(periode: Periode) -> dict[tuple[str, str, str], IsianInput]:
    """{(butir, region, group): confirmed row}: the one of the quarter before that of the year."""
    hasil = {}
    for baris in IsianInput.objects.filter(
        status="dikonfirmasi", periode__in=(str(periode.tahun), periode.kode)
    ).order_by("periode"):
        hasil[baris.butir, baris.wilayah_id, baris.kelompok] = baris
    return hasil


def _handed_in(
    wilayah: list[str], satu: Simpul, huruf: list[str], isian: dict[tuple[str, str, str], IsianInput]
) -> Isi:
    hasil = _empty(wilayah, huruf)
    for i, w in enumerate(wilayah):
        for k, kelompok in enumerate(KELOMPOK):
            baris = [isian.get((f"{satu.kode}.{h}", w, kelompok)) for h in huruf]
            ada = [b for b in baris if b is not None]
            if len(ada) != len(huruf):
                continue
            for h, b in zip(huruf, ada, strict=True):
                hasil.nilai[h][i, k] = b.nilai
            hasil.contoh[i, k] = any(b.contoh for b in ada)
            hasil.sampel[i, k] = min((b.sampel for b in ada if b.sampel), default=np.nan)
    if len(huruf) > 1:
        _add_up(hasil, wilayah)
    return hasil


def _add_up(isi: Isi, wilayah: list[str]) -> None:
    """A kabupaten without an entry of its own is the sum of its kecamatan, where every one of them has been counted."""
    kecamatan = [i for i, w in enumerate(wilayah) if len(w) == PANJANG["kecamatan"]]
    for i in (i for i, w in enumerate(wilayah) if len(w) == PANJANG["kabupaten"]):
        for k in range(len(KELOMPOK)):
            if kecamatan and all(np.isnan(v[i, k]) and not np.isnan(v[kecamatan, k]).any() for v in isi.nilai.values()):
                for v in isi.nilai.values():
                    v[i, k] = v[kecamatan, k].sum()
                isi.contoh[i, k] = isi.contoh[kecamatan, k].any()
                isi.sampel[i, k] = isi.sampel[kecamatan, k].sum()


def _inherited(isi: Isi, satu: Simpul, wilayah: list[str]) -> Isi:
    """Fill groups from everybody, and regions below the lowest level of the indicator from the region above."""
    letak = {w: i for i, w in enumerate(wilayah)}
    panjang = PANJANG[satu.wilayah_terendah]
    for k in range(len(KELOMPOK)):
        for i, w in enumerate(wilayah):
            if not any(np.isnan(v[i, k]) for v in isi.nilai.values()):
                continue
            if len(w) > panjang and (atas := letak.get(w[:panjang])) is not None:
                asal = (atas, k if not any(np.isnan(v[atas, k]) for v in isi.nilai.values()) else UMUM)
                sebab = satu.wilayah_terendah
            else:
                asal, sebab = (i, UMUM), "umum"
            if any(np.isnan(v[asal]) for v in isi.nilai.values()):
                continue
            for v in isi.nilai.values():
                v[i, k] = v[asal]
            isi.warisan[i, k], isi.contoh[i, k], isi.sampel[i, k] = sebab, isi.contoh[asal], isi.sampel[asal]
    return isi


def _of_desa(wilayah: list[str], kena: set[str]) -> Isi:
    """a: desa in the set, b: all desa, of each kecamatan and kabupaten."""
    hasil = _empty(wilayah, ["a", "b"])
    desa = [w for w in wilayah if len(w) == PANJANG["desa"]]
    for i, w in enumerate(wilayah):
        if len(w) < PANJANG["desa"]:
            di_dalam = [d for d in desa if d.startswith(w)]
            hasil.nilai["a"][i, UMUM] = sum(d in kena for d in di_dalam)
            hasil.nilai["b"][i, UMUM] = len(di_dalam)
    return hasil


def deliberated(kode: str, periode: Periode) -> set[str]:
    """Desa of a region where a deliberation was held to its end during the quarter."""
    dari, sampai = Bagian(kode).rentang
    mulai, akhir = (datetime.combine(p.mulai, time(), tzinfo=WITA) for p in (periode, periode.berikut))
    isi: dict[str, Any] = {"dari": dari, "sampai": sampai, "mulai": mulai, "akhir": akhir}
    with lingkup.within(Cakupan.of([kode])), connection.cursor() as kursor:
        kursor.execute(load(__file__, "count_musyawarah"), isi)
        return {str(baris[0]) for baris in kursor.fetchall()}
