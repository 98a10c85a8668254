"""The sheet as a workbook: handed out with what is known, read back with every fault at once."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.imports.tables import open_tables
from ikesos.isian.lembar import Baris, Lembar
from verval.temuan.hasil import workbook

KODE, WILAYAH = "KODE", "WILAYAH"
BARIS_MAKS = 400


def headings(lembar: Lembar) -> dict[str, str]:
    """{column: heading}; the letter stands in front, so that a heading somebody shortens is still found."""
    return {nama: f"{nama} ({judul})" if len(nama) == 1 else judul.upper() for nama, judul in lembar.kolom}


def template(lembar: Lembar, baris: list[Baris]) -> bytes:
    """Return the workbook of a sheet: a row a region."""
    judul = headings(lembar)
    isi = [[b.wilayah.kode, b.wilayah.nama, *(b.ketik.get(nama, "") for nama in judul)] for b in baris]
    return workbook((KODE, WILAYAH, *judul.values()), isi, lembar.simpul.kode.replace(".", "_"))


def receive(lembar: Lembar, unggahan: UploadedFile[Any]) -> dict[str, dict[str, str]]:
    """Return what an uploaded workbook says, {region: {column: text}}; raises BerkasSalah."""
    with TemporaryDirectory() as folder:
        # Only the last part of the name is kept, whatever the browser sent.
        berkas = Path(folder) / Path(unggahan.name or "berkas").name
        with berkas.open("wb") as tujuan:
            for potong in unggahan.chunks():
                tujuan.write(potong)
        sisik.inspect(berkas)
        return _read(lembar, berkas)


def _read(lembar: Lembar, berkas: Path) -> dict[str, dict[str, str]]:
    for satu in open_tables(berkas):
        letak = _columns(lembar, satu.judul)
        if KODE not in letak:
            continue
        hasil: dict[str, dict[str, str]] = {}
        dikenal = {w.kode for w in lembar.wilayah}
        asing: list[str] = []
        for nomor, baris in satu.rows:
            isi = {nama: baris[i].strip() for nama, i in letak.items() if i < len(baris)}
            kode = isi.pop(KODE, "").replace(".", "")
            if not kode and not any(isi.values()):
                continue
            if kode not in dikenal or kode in hasil:
                asing.append(f"baris {nomor}: kode {kode[:12] or 'kosong'}")
                continue
            hasil[kode] = {k: v.removeprefix("'") for k, v in isi.items()}
            if len(hasil) > BARIS_MAKS:
                raise BerkasSalah("terlalu_panjang", f"Lebih dari {BARIS_MAKS} baris. Pakai templat halaman ini.")
        if asing:
            raise BerkasSalah("wilayah", f"Wilayah tidak dikenal atau tertulis dua kali: {'; '.join(asing[:20])}.")
        return hasil
    raise BerkasSalah("kolom_kurang", "Kolom KODE tidak ada. Pakai templat yang diunduh dari halaman ini.")


def _columns(lembar: Lembar, judul: list[str]) -> dict[str, int]:
    letak = {}
    for i, teks in enumerate(judul):
        rata = teks.strip().upper()
        if rata == KODE:
            letak[KODE] = i
        for nama, _ in lembar.kolom:
            if rata == headings(lembar)[nama].upper() or (len(nama) == 1 and rata.split(" ")[0] == nama.upper()):
                letak.setdefault(nama, i)
    kurang = [headings(lembar)[b.huruf] for b in lembar.butir if b.huruf not in letak]
    if KODE in letak and kurang:
        raise BerkasSalah("kolom_kurang", f"Kolom {', '.join(kurang)} tidak ada. Pakai templat halaman ini.")
    return letak
