"""From a structure and a table of indicators to the table of every node (methods A.4)."""

from __future__ import annotations

import csv
import math
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dtsen.lib.sel import aman
from ikesos.luar import struktur as berkas_struktur
from ikesos.luar.galat import Catatan
from ikesos.luar.struktur import Baris, Struktur
from ikesos.luar.tabel import Pembaca, Tabel, missing, read
from ikesos.stats import normalise
from ikesos.stats.aggregate import ARIT
from ikesos.stats.larik import Pecahan

ANGKA = 10
"""Digits after the point in the result."""


@dataclass(frozen=True, slots=True)
class Hasil:
    """`nilai[kode]` (n,): 0-100 of each node, NaN where too little is there; `peringatan` as sentences."""

    unit: list[str]
    kode: list[str]
    nilai: dict[str, Pecahan]
    peringatan: list[str]
    tanpa_indeks: int


def compute(struktur: Path, data: Path, *, puncak: str = ARIT) -> Hasil:
    """Read both files and return every node; raises BerkasSalah with every fault of both."""
    catatan = Catatan()
    susunan = berkas_struktur.load(struktur, catatan)
    tabel = read(data, catatan)
    unit, x = _values(tabel, susunan, catatan) if tabel else ([], {})
    z = (
        {kode: _normalised(satu, x[kode], catatan) for kode, satu in susunan.daun.items() if kode in x}
        if susunan
        else {}
    )
    catatan.stop_if_wrong()
    assert susunan is not None
    assert susunan.pohon is not None
    semua = susunan.pohon.evaluate(z, puncak=puncak)
    nilai = {kode: semua[kode].nilai for kode in susunan.kode}
    akar = np.column_stack([semua[s.kode].nilai for s in susunan.pohon.akar])
    return Hasil(unit, susunan.kode, nilai, catatan.peringatan, int(np.isnan(akar).any(axis=1).sum()))


def _values(tabel: Tabel, susunan: Struktur | None, catatan: Catatan) -> tuple[list[str], dict[str, Pecahan]]:
    letak_unit = next((i for i, nama in enumerate(tabel.judul) if nama.lower() == "unit"), None)
    if letak_unit is None:
        catatan.salah("kolom", f"{tabel.nama}: kolom unit tidak ada. Beri judul unit pada kolom nama wilayah.")
        return [], {}
    unit = list(tabel.column(letak_unit))
    _check_units(tabel, unit, catatan)
    kolom = {nama: i for i, nama in enumerate(tabel.judul) if i != letak_unit and nama}
    if susunan is not None:
        _check_columns(tabel.nama, kolom, susunan, catatan)
        kolom = {nama: i for nama, i in kolom.items() if nama in susunan.daun}
    pembaca = Pembaca((sel for i in kolom.values() for sel in tabel.column(i)), tabel.pemisah)
    return unit, {nama: _column(tabel, nama, i, pembaca, catatan) for nama, i in kolom.items()}


def _check_units(tabel: Tabel, unit: list[str], catatan: Catatan) -> None:
    dilihat: dict[str, int] = {}
    for (nomor, _), nama in zip(tabel.baris, unit, strict=True):
        if not nama:
            catatan.salah("unit_kosong", f"{tabel.nama} baris {nomor}: unit kosong. Isi nama atau kodenya.")
        elif nama in dilihat:
            catatan.salah("unit_ganda", f"{tabel.nama} baris {nomor}: unit {nama} sudah ada di baris {dilihat[nama]}.")
        dilihat.setdefault(nama, nomor)


def _check_columns(nama: str, kolom: dict[str, int], susunan: Struktur, catatan: Catatan) -> None:
    kecil = {k.lower(): k for k in kolom}
    for kode in susunan.daun:
        if kode not in kolom:
            mirip = kecil.get(kode.lower())
            saran = f" Ada kolom {mirip}: samakan huruf besar dan kecilnya." if mirip else " Tambahkan kolomnya."
            catatan.salah("kolom_kurang", f"{nama}: indikator {kode} tidak punya kolom.{saran}")
    for lebih in kolom:
        if lebih in susunan.daun:
            continue
        if lebih in susunan.kode:
            if susunan.pohon is None:
                # Whether it has children is not sure.
                continue
            pesan = f"{nama}: {lebih} punya anak di struktur, jadi nilainya dihitung. Hapus kolom itu."
        else:
            pesan = f"{nama}: kolom {lebih} tidak ada di struktur. Hapus kolom itu atau tambahkan indikatornya."
        catatan.salah("kolom_lebih", pesan)


def _column(tabel: Tabel, nama: str, letak: int, pembaca: Pembaca, catatan: Catatan) -> Pecahan:
    hasil = np.full(len(tabel.baris), np.nan)
    kosong = 0
    for i, (nomor, isi) in enumerate(tabel.baris):
        sel = isi[letak]
        if missing(sel):
            kosong += 1
            continue
        nilai = pembaca.read(sel)
        if nilai is None:
            catatan.salah("angka", f"{tabel.nama} baris {nomor}, kolom {nama}: {sel!r} bukan angka yang jelas.")
        else:
            hasil[i] = nilai
    if kosong:
        catatan.ingat(
            f"{nama}: {kosong} sel kosong. Bobotnya dibagi ke indikator lain, paling sedikit 2/3 bobot harus terisi."
        )
    return hasil


def _normalised(satu: Baris, x: Pecahan, catatan: Catatan) -> Pecahan:
    if satu.arah is None or np.isnan(x).all():
        return x
    bawah = float(np.nanmin(x)) if satu.minimum is None else satu.minimum
    atas = float(np.nanmax(x)) if satu.maksimum is None else satu.maksimum
    if bawah == atas:
        catatan.ingat(f"{satu.kode}: min dan max teramati sama ({bawah:g}), semua unit bernilai 50.")
        return np.where(np.isnan(x), np.nan, normalise.TENGAH)
    if bawah > atas and None in (satu.minimum, satu.maksimum):
        catatan.salah("batas", f"{satu.kode}: min {bawah:g} lebih besar daripada max {atas:g}. Isi keduanya.")
    if not bawah < atas:
        # Told here or with the structure.
        return x
    hasil = normalise.goalposts(x, arah=satu.arah, minimum=bawah, maksimum=atas)
    if hasil.terpotong.any():
        catatan.ingat(f"{satu.kode}: {int(hasil.terpotong.sum())} unit di luar min–max, dipotong ke 0 atau 100.")
    return hasil.nilai


def write(hasil: Hasil, out: Path) -> None:
    """Write `unit` and one column a node; the file appears whole or not at all. Raises OSError."""
    pegangan, nama = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    sementara = Path(nama)
    try:
        with os.fdopen(pegangan, "w", encoding="utf-8", newline="") as isi:
            tulis = csv.writer(isi)
            tulis.writerow(["unit", *map(aman, hasil.kode)])
            kolom = [_cells(hasil.nilai[kode]) for kode in hasil.kode]
            tulis.writerows(zip(map(aman, hasil.unit), *kolom, strict=True))
        sementara.chmod(0o644)
        sementara.replace(out)
    finally:
        sementara.unlink(missing_ok=True)


def _cells(nilai: Pecahan) -> list[str]:
    return ["" if math.isnan(v) else repr(v) for v in np.round(nilai, ANGKA).tolist()]
