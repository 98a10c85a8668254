"""Small source files in the layouts that the importer reads; every test says only what it is about."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from dtsen.registry.imports import batches
from dtsen.registry.models import BatchImpor
from tests import cast

PERIAN_BPS = "6403060001"
MUARA_LEKA_BPS = "6403060002"
TANGGAL_DTSEN = date(2026, 7, 24)
KK = "6402011203100001"
AMINAH, BAHRUN, NURHALIZA = "6402015203800001", "6402010107780002", "6402014405100003"

KELUARGA = {
    "nomor_kartu_keluarga": KK,
    "kode_kelurahan_desa": PERIAN_BPS,
    "alamat": "JL. POROS",
    "jumlah_anggota_keluarga": "2",
    "nama_kepala_keluarga": "AMINAH",
    "desil_nasional": "3",
    "desil_provinsi": "3",
    "desil_kabupaten_kota": "2",
    "jenis_lantai_terluas": "08",
    "luas_lantai": "36",
    "sumber_penerangan_utama": "1",
    "daya_terpasang": "1",
    "bahan_bakar_utama_memasak": "10",
}
ANGGOTA = {
    "nomor_induk_kependudukan": AMINAH,
    "nomor_kartu_keluarga": KK,
    "nama": "AMINAH",
    "tanggal_lahir": "1980-03-12",
    "jenis_kelamin": "2",
    "status_hubungan_keluarga": "1",
    "status_kawin": "2",
}
BAHRUN_ = {
    **ANGGOTA,
    "nomor_induk_kependudukan": BAHRUN,
    "nama": "BAHRUN",
    "tanggal_lahir": "1978-07-01",
    "jenis_kelamin": "1",
    "status_hubungan_keluarga": "2",
}


def table(berkas: Path, baris: Sequence[dict[str, str]], *, pemisah: str = "|", judul: Iterable[str] = ()) -> Path:
    kolom = list(judul) or list(dict.fromkeys(k for satu in baris for k in satu))
    with berkas.open("w", encoding="utf-8", newline="") as isi:
        tulis = csv.DictWriter(isi, kolom, delimiter=pemisah, restval="", extrasaction="ignore")
        tulis.writeheader()
        tulis.writerows(baris)
    return berkas


def dtsen(
    folder: Path,
    keluarga: Sequence[dict[str, str]] = (KELUARGA,),
    anggota: Sequence[dict[str, str]] = (ANGGOTA, BAHRUN_),
    *,
    nama: str = "v3",
) -> list[Path]:
    """The two files of a DTSEN delivery."""
    return [
        table(folder / f"keluarga_dtsen_{nama}.csv", keluarga),
        table(folder / f"anggota_keluarga_dtsen_{nama}.csv", anggota),
    ]


def read(sumber: str, files: Sequence[Path], tanggal: date = TANGGAL_DTSEN) -> BatchImpor:
    """Start and read a batch in this process (the worker's own function, without the broker)."""
    batch = batches.start(sumber=sumber, tanggal=tanggal, files=files, pelaku=cast.user("petugas"))
    batches.read(batch.pk)
    batch.refresh_from_db()
    return batch


def apply(sumber: str, files: Sequence[Path], tanggal: date = TANGGAL_DTSEN) -> BatchImpor:
    """Read a batch and apply it as a second person."""
    batch = read(sumber, files, tanggal)
    assert batch.status == "siap", batch.catatan
    batches.confirm(batch_id=batch.pk, pelaku=cast.user("verifikator"))
    batches.write(batch.pk)
    batch.refresh_from_db()
    assert batch.status == "diterapkan", batch.catatan
    return batch


def counts(batch: BatchImpor, tabel: str) -> dict[str, int]:
    """Counts that are not zero; the five must add up to the rows read."""
    hitung: dict[str, int] = batch.hitungan["tabel"][tabel]
    assert hitung["dibaca"] == sum(n for nama, n in hitung.items() if nama != "dibaca"), hitung
    return {nama: n for nama, n in hitung.items() if n}
