"""Targets of many indicators as one workbook: handed out with what stands, read back with every fault at its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from dtsen.accounts.models import User
from dtsen.lib.buku import text_workbook
from dtsen.registry.imports.errors import BerkasSalah
from ikesos import buku
from ikesos.buku import address
from ikesos.isian.lembar import number, text
from ikesos.models import IndikatorRpjmd, TargetRpjmd
from ikesos.models.rpjmd import TAHUN
from ikesos.rpjmd import target
from ikesos.rpjmd.galat import RpjmdDitolak
from ikesos.rpjmd.milik import writable
from ikesos.rpjmd.realisasi import check_value

KODE = "KODE"
JUDUL = (KODE, "INDIKATOR", "SATUAN", "OPD")


@dataclass(slots=True)
class Rencana:
    """What a workbook says: changed targets, how many are as they were, every fault."""

    ubah: list[tuple[IndikatorRpjmd, int, float]] = field(default_factory=list)
    tetap: int = 0
    salah: list[str] = field(default_factory=list)


def template(user: User) -> bytes:
    """Return the workbook of the indicators a user may write, with the targets in force."""
    nilai = {(t.indikator_id, t.tahun): t.nilai for t in TargetRpjmd.objects.filter(diganti__isnull=True)}
    isi = [
        [i.kode, i.nama, i.satuan, i.opd, *(text(nilai.get((i.kode, t))) for t in TAHUN)]
        for i in writable(user).select_related("instansi")
    ]
    return text_workbook((*JUDUL, *map(str, TAHUN)), isi, "Target")


def receive(unggahan: UploadedFile[Any], user: User) -> Rencana:
    """Read a workbook: blank cells leave a target as it is. Raises BerkasSalah where it is no such workbook at all."""
    lembar = next((s for s in buku.read(unggahan) if KODE in (j.strip().upper() for j in s.judul)), None)
    if lembar is None:
        raise BerkasSalah("kolom_kurang", "Kolom KODE tidak ada. Pakai templat yang diunduh dari halaman ini.")
    hasil = Rencana()
    judul = [j.strip().upper() for j in lembar.judul]
    tahun = _years(judul, hasil.salah)
    milik = {i.kode: i for i in writable(user)}
    kini = {(t.indikator_id, t.tahun): t for t in TargetRpjmd.objects.filter(diganti__isnull=True)}
    letak, sudah = judul.index(KODE), set[str]()
    for nomor, sel in lembar.baris:
        isi = dict(enumerate(s.strip().removeprefix("'") for s in sel))
        kode = isi.get(letak, "").upper()
        if not kode and not any(isi.get(kolom) for kolom in tahun):
            continue
        indikator = milik.get(kode)
        if indikator is None or kode in sudah:
            sebab = "tertulis dua kali" if kode in sudah else "tidak dikenal atau milik instansi lain"
            hasil.salah.append(f"{address(letak, nomor)}: kode {kode[:20] or 'kosong'} {sebab}.")
            continue
        sudah.add(kode)
        for kolom, satu in tahun.items():
            sini = address(kolom, nomor)
            if sini in lembar.rumus:
                hasil.salah.append(f"{sini}: berisi rumus. Tempel isinya sebagai nilai.")
            elif isi.get(kolom):
                _cell(hasil, indikator, satu, isi[kolom], sini, kini.get((kode, satu)))
    return hasil


def _years(judul: list[str], salah: list[str]) -> dict[int, int]:
    hasil: dict[int, int] = {}
    for kolom, teks in enumerate(judul):
        if not teks.isdecimal():
            continue
        if int(teks) not in TAHUN:
            salah.append(f"{address(kolom, 1)}: tahun {teks[:6]} di luar RPJMD {TAHUN.start} sampai {TAHUN.stop - 1}.")
        elif int(teks) in hasil.values():
            salah.append(f"{address(kolom, 1)}: tahun {teks} tertulis dua kali.")
        else:
            hasil[kolom] = int(teks)
    if not hasil:
        salah.append(f"Baris 1: tidak ada kolom tahun {TAHUN.start} sampai {TAHUN.stop - 1}.")
    return hasil


def _cell(
    hasil: Rencana, indikator: IndikatorRpjmd, tahun: int, teks: str, sini: str, kini: TargetRpjmd | None
) -> None:
    nilai = number(teks, sini, hasil.salah)
    if nilai is None:
        return
    try:
        check_value(nilai, indikator)
    except RpjmdDitolak as galat:
        hasil.salah.append(f"{sini}: {galat.pesan}")
        return
    if kini is not None and kini.nilai == nilai and not kini.contoh:
        hasil.tetap += 1
    else:
        hasil.ubah.append((indikator, tahun, nilai))


@transaction.atomic
def load(rencana: Rencana, dokumen: str, alasan: str, *, pelaku: User) -> int:
    """Write every changed target, all or none; returns how many. Raises RpjmdDitolak, TidakBerwenang."""
    if rencana.salah:
        raise RpjmdDitolak("isi", "Perbaiki sel yang disebut, lalu unggah lagi.")
    for indikator, tahun, nilai in rencana.ubah:
        target.assign(indikator, tahun, nilai, dokumen, alasan=alasan, pelaku=pelaku)
    return len(rencana.ubah)
