"""Read the files of a batch into its staging tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dtsen.lib.nama import bersihkan, normalize
from dtsen.registry.imports.kolom import NULL, Tanggal, find
from dtsen.registry.imports.layouts import dukcapil
from dtsen.registry.imports.readers import KUNCI_KK, SISTEM_KODE, Bagian, parts
from dtsen.registry.imports.rows import (
    KEPALA_INDIVIDU,
    KEPALA_KELUARGA,
    Catatan,
    Masalah,
    Penyusun,
    Tolak,
    family_rows,
    person_rows,
    read_kk,
    read_nik,
    teks,
)
from dtsen.registry.imports.stage import Penyalin
from dtsen.registry.models import PetaKode
from dtsen.wilayah.load import resolve_map

Lapor = Callable[[int, str], None]
SETIAP = 20_000
KOLOM_DUKCAPIL = (
    "nik", "nomor_kk", "nama", "nama_norm", "tanggal_lahir", "jenis_kelamin", "kode_wilayah", "status",
    "tanggal_status", "baris",
)  # fmt: skip


def known_codes(sumber: str) -> dict[tuple[str, str], str]:
    """Return what admins have said about codes the layout does not know."""
    peta: dict[tuple[str, str], str] = {}
    for kolom, nilai, kode, abaikan in PetaKode.objects.filter(sumber=sumber).values_list(
        "kolom", "nilai", "kode", "abaikan"
    ):
        if kode is not None:
            peta[kolom, nilai] = str(kode)
        elif abaikan:
            peta[kolom, nilai] = NULL
    return peta


def load(kursor: Any, sumber: str, tanggal: date, files: Sequence[Path], lapor: Lapor) -> Catatan:
    """Stream every row of the files into staging; raises BerkasSalah. Memory does not grow with the files."""
    catatan = Catatan()
    cache = Tanggal()
    tambahan = known_codes(sumber)
    wilayah = resolve_map(SISTEM_KODE[sumber]) if sumber in SISTEM_KODE else {}
    for bagian in parts(sumber, files):
        if bagian.tabel == "dukcapil":
            _load_dukcapil(kursor, bagian, catatan, cache, lapor)
            continue
        susun = Penyusun(bagian.lembar, bagian.nomor_berkas, bagian.tabel, bagian.kolom, catatan, tambahan)
        kunci_kk = sumber in KUNCI_KK
        if bagian.tabel == "keluarga":
            garis = family_rows(susun, tanggal=cache, wilayah=wilayah, kunci_kk=kunci_kk)
        else:
            garis = person_rows(susun, tanggal=cache, sumber_tanggal=tanggal, kunci_kk=kunci_kk)
        kepala = KEPALA_KELUARGA if bagian.tabel == "keluarga" else KEPALA_INDIVIDU
        with Penyalin(kursor, f"stage_{bagian.tabel}", (*kepala, *susun.kolom)) as salin:
            for satu in garis:
                salin.add(satu)
                if catatan.dibaca[bagian.tabel] % SETIAP == 0:
                    lapor(sum(catatan.dibaca.values()), bagian.lembar.berkas)
        lapor(sum(catatan.dibaca.values()), bagian.lembar.berkas)
    return catatan


def _load_dukcapil(kursor: Any, bagian: Bagian, catatan: Catatan, cache: Tanggal, lapor: Lapor) -> None:
    tempat = find(bagian.lembar.judul)
    letak = {ke: next((tempat[d] for d in dari if d in tempat), None) for ke, dari in dukcapil.KOLOM.items()}
    lebar = len(bagian.lembar.judul)
    with Penyalin(kursor, "stage_dukcapil", KOLOM_DUKCAPIL) as salin:
        for nomor, baris in bagian.lembar.rows:
            catatan.dibaca["individu"] += 1
            if catatan.dibaca["individu"] % SETIAP == 0:
                lapor(catatan.dibaca["individu"], bagian.lembar.berkas)
            try:
                if len(baris) != lebar:
                    raise Tolak("", "jumlah_kolom", str(len(baris)))
                isi = {ke: baris[p].strip() if p is not None else "" for ke, p in letak.items()}
                salin.add(_dukcapil_row(nomor, isi, cache))
            except Tolak as tolak:
                catatan.add(Masalah(bagian.nomor_berkas, nomor, "individu", "tolak", tolak.kolom, tolak.kode, ""))
    lapor(catatan.dibaca["individu"], bagian.lembar.berkas)


def _dukcapil_row(nomor: int, isi: dict[str, str], cache: Tanggal) -> str:
    nik, galat = read_nik(isi["nik"])
    if galat != NULL:
        raise Tolak("nik", galat, isi["nik"])
    kk = read_kk(isi["nomor_kk"])
    nama = bersihkan(teks(isi["nama"], 100))
    lahir, status = cache[isi["tanggal_lahir"]], cache[isi["tanggal_status"]]
    return "\t".join(
        (
            nik,
            kk,
            nama,
            normalize(nama)[:100],
            NULL if lahir == "?" else lahir,
            dukcapil.JK.get(isi["jenis_kelamin"].upper(), NULL),
            teks(isi["kode_wilayah"].replace(".", ""), 10),
            teks(isi["status"].upper(), 20),
            NULL if status == "?" else status,
            str(nomor),
        )
    )
