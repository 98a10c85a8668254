"""Small families for the ranking tests: facts written out, everything not named is unknown."""

from __future__ import annotations

from datetime import date
from typing import Any

from dtsen.ranking import model_files, scorecards
from dtsen.ranking.models import ModelSkor
from dtsen.registry.models import Individu, Keluarga, KondisiKeluarga
from tests.cast import PERIAN

RUMAH: dict[str, Any] = {
    "status_kepemilikan_rumah": 1, "jenis_lantai_terluas": 2, "luas_lantai_m2": 60, "jenis_dinding_terluas": 1,
    "sumber_air_minum_utama": 3, "sumber_penerangan_utama": 1, "bahan_bakar_utama_memasak": 4, "fasilitas_bab": 1,
    "aset_bergerak_ac": 2, "aset_bergerak_komputer_laptop_tablet": 2, "aset_bergerak_lemari_es": 1,
    "aset_bergerak_sepeda": 1, "aset_bergerak_sepeda_motor": 1, "aset_bergerak_mobil": 2,
    "jumlah_ternak_sapi": 0, "jumlah_ternak_kerbau": 0,
}  # fmt: skip
KEPALA: dict[str, Any] = {
    "status_hubungan_keluarga": 1, "tanggal_lahir": date(1980, 5, 1), "partisipasi_sekolah": 3,
    "ijazah_tertinggi_yang_dimiliki": 8, "status_bekerja": 1, "status_dalam_pekerjaan_utama": 6,
    "lapangan_usaha_dari_pekerjaan_utama": 1, "keberadaan": 1,
}  # fmt: skip


def keluarga(*anggota: dict[str, Any], rumah: dict[str, Any] | None = None, **isi: Any) -> Keluarga:
    """Write one active family: its members (the head first, filled up from KEPALA) and its house."""
    ini = Keluarga.objects.create(kode_desa=PERIAN, **{"nama_kepala": "Uji", **isi})
    KondisiKeluarga.objects.create(keluarga=ini, **(RUMAH if rumah is None else rumah))
    for orang in anggota:
        Individu.objects.create(
            keluarga=ini, kode_desa=PERIAN, nama="Uji", nama_norm="UJI", **{"keberadaan": 1, **orang}
        )
    return ini


def kepala(**isi: Any) -> dict[str, Any]:
    return {**KEPALA, **isi}


def desa_ranked(banyak: int = 40) -> list[Keluarga]:
    """Families that differ in house and assets, so that scores spread over all desil; in bulk, as many tests ask."""
    anak = {
        "tanggal_lahir": date(2015, 1, 1), "partisipasi_sekolah": 2, "jenjang_tertinggi_yang_diduduki": 3,
        "ijazah_tertinggi_yang_dimiliki": 23,
    }  # fmt: skip
    semua = Keluarga.objects.bulk_create(Keluarga(kode_desa=PERIAN, nama_kepala="Uji") for _ in range(banyak))
    KondisiKeluarga.objects.bulk_create(
        KondisiKeluarga(
            keluarga=ini,
            **{
                **RUMAH,
                "luas_lantai_m2": 20 + 3 * i,
                "jenis_lantai_terluas": 8 if i < 10 else 2,
                "aset_bergerak_sepeda_motor": 1 + (i % 3 == 0),
                "aset_bergerak_mobil": 1 + (i < 30),
            },
        )
        for i, ini in enumerate(semua)
    )
    Individu.objects.bulk_create(
        Individu(keluarga=ini, kode_desa=PERIAN, nama="Uji", nama_norm="UJI", **{"keberadaan": 1, **orang})
        for i, ini in enumerate(semua)
        for orang in (kepala(ijazah_tertinggi_yang_dimiliki=(23, 3, 8, 13)[i % 4]), *[anak] * (i % 5))
    )
    return semua


def load_default_model() -> ModelSkor:
    return scorecards.load(model_files.read(model_files.BAWAAN)[0], bawaan=True)[0]
