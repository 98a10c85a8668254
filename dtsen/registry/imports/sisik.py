"""Is the file what its name says, and safe to open? Asked once, before anything of an import is kept."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from dtsen.lib.unggahan import CUKUP, NAMA, kind
from dtsen.registry.imports.errors import BerkasSalah

UKURAN_MAKS = 1024**3
"""Bytes of one file: the largest delivery so far is a third of it."""
ISI_MAKS = 4 * 1024**3
"""Bytes of a workbook once unfolded."""
LIPAT_MAKS = 200
"""Times that a part of a workbook may unfold to its packed size; sheets of people reach 30."""
KECIL = 10 * 1024**2
"""Below this much content nobody counts: a small sheet of equal cells unfolds as well as a bomb."""
BAGIAN_MAKS = 10_000
INGAT_DASAR, INGAT_LIPAT = 400 * 1024**2, 64
"""Memory in which a workbook must open: so many bytes, and so many for each of its own.

Two cells in opposite corners make a file of 1.5 kB and a table of 17 billion cells; the library that reads workbooks
does not return from that, it ends the process.
"""
DETIK_DASAR, DETIK_PER_MB = 20, 2
"""Seconds of a core; a sheet of people takes a tenth."""
NAMA_MAKS = 200
"""Bytes of the name of a file: file systems allow 255."""
POTONG = 1024**2
MAKRO = ("vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")
"""Parts of a workbook that hold programs: Excel, Excel 4.0 macro sheets, LibreOffice."""
MAKRO_OLE = "_VBA_PROJECT".encode("utf-16-le")
ZIP, TEKS, OLE = {".xlsx", ".xlsb", ".ods"}, {".csv", ".txt", ".tsv"}, {".xls"}
INTI = {".xlsx": "xl/workbook.xml", ".xlsb": "xl/workbook.bin", ".ods": "content.xml"}


def inspect(berkas: Path) -> None:
    """Raise BerkasSalah (`terlalu_besar | isi_lain | makro | buku_rusak | bom`) for a file that must not be opened.

    A locked workbook (`terkunci`) and other endings are left to the reader, which has better words for them.
    """
    if berkas.stat().st_size > UKURAN_MAKS:
        raise BerkasSalah("terlalu_besar", f"{berkas.name} lebih dari 1 GB. Bagi menjadi beberapa berkas.")
    with berkas.open("rb") as isi:
        jenis = kind(isi.read(CUKUP))
    akhiran = berkas.suffix.lower()
    if akhiran in ZIP and jenis == "zip":
        _workbook(berkas, INTI[akhiran])
        _rehearse(berkas)
    elif akhiran in OLE and jenis == "ole":
        _old_workbook(berkas)
        _rehearse(berkas)
    elif _other(akhiran, jenis):
        raise BerkasSalah(
            "isi_lain",
            f"{berkas.name} bernama {akhiran}, tetapi isinya {NAMA[jenis]}. Unduh ulang dari sumbernya.",
        )


def receive(unggahan: UploadedFile[Any], folder: Path) -> Path:
    """Put an upload into a folder under the last part of its name, cut to what a file system takes."""
    nama = Path(unggahan.name or "berkas")
    pokok = nama.stem.encode()[: NAMA_MAKS - len(nama.suffix.encode()[:20])].decode(errors="ignore")
    berkas = folder / f"{pokok}{nama.suffix[:20]}"
    with berkas.open("wb") as isi:
        for potong in unggahan.chunks():
            isi.write(potong)
    return berkas


def _rehearse(berkas: Path) -> None:
    """Let another process open the workbook first, in the memory and time that an honest one needs."""
    ukuran = berkas.stat().st_size
    detik = DETIK_DASAR + DETIK_PER_MB * ukuran // 1024**2
    buka, ingat = Path(__file__).with_name("buka.py"), INGAT_DASAR + INGAT_LIPAT * ukuran
    perintah = [sys.executable, "-I", str(buka), str(berkas.resolve()), str(ingat), str(detik)]
    # No secret is within reach of what reads the file.
    diam = {"RUST_BACKTRACE": "0"}
    try:
        subprocess.run(perintah, env=diam, stdin=subprocess.DEVNULL, capture_output=True, timeout=4 * detik, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as galat:
        raise _bomb(berkas) from galat


def _other(akhiran: str, jenis: str) -> bool:
    if akhiran in TEKS:
        return jenis not in {"lain", "kosong"}
    if akhiran in ZIP:
        return jenis not in {"zip", "kosong", "ole", "lain"}
    return akhiran in OLE and jenis not in {"ole", "kosong", "lain"}


def _broken(berkas: Path) -> BerkasSalah:
    return BerkasSalah(
        "buku_rusak", f"{berkas.name} tidak dapat dibuka sebagai buku kerja. Simpan ulang dari Excel, lalu unggah lagi."
    )


def _macro(berkas: Path) -> BerkasSalah:
    return BerkasSalah(
        "makro",
        f"{berkas.name} berisi makro. Di Excel pilih Simpan Sebagai > Buku Kerja Excel (.xlsx), lalu unggah lagi.",
    )


def _bomb(berkas: Path) -> BerkasSalah:
    return BerkasSalah(
        "bom", f"{berkas.name} mengembang tidak wajar saat dibuka. Simpan ulang dari Excel, atau unggah sebagai CSV."
    )


def _old_workbook(berkas: Path) -> None:
    sisa = b""
    with berkas.open("rb") as isi:
        while potong := isi.read(POTONG):
            if MAKRO_OLE in sisa + potong:
                raise _macro(berkas)
            sisa = potong[-len(MAKRO_OLE) :]


def _workbook(berkas: Path, inti: str) -> None:
    try:
        with zipfile.ZipFile(berkas) as arsip:
            daftar = arsip.infolist()
            nama = [satu.filename.lower() for satu in daftar]
            if len(daftar) > BAGIAN_MAKS or len(set(nama)) != len(nama) or inti not in nama:
                raise _broken(berkas)
            if any(satu.endswith(MAKRO[0]) or satu.startswith(MAKRO[1:]) for satu in nama):
                raise _macro(berkas)
            if sum(satu.compress_size for satu in daftar) > berkas.stat().st_size:  # parts that lie over each other
                raise _bomb(berkas)
            sisa = ISI_MAKS
            for satu in daftar:
                sisa -= _unfold(berkas, arsip, satu, sisa)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as galat:
        raise _broken(berkas) from galat


def _unfold(berkas: Path, arsip: zipfile.ZipFile, satu: zipfile.ZipInfo, sisa: int) -> int:
    """Unfold one part and throw it away, since the sizes in its heading are the sender's words. Returns its bytes."""
    boleh = min(sisa, max(KECIL, LIPAT_MAKS * satu.compress_size))
    if satu.file_size > boleh:
        raise _bomb(berkas)
    banyak = 0
    with arsip.open(satu) as isi:
        while potong := isi.read(POTONG):
            banyak += len(potong)
            if banyak > boleh:
                raise _bomb(berkas)
    return banyak
