"""DTSEN of BPS, v3 2026: two files, BPS codes, canonical code lists, three desil columns."""

from __future__ import annotations

from dtsen.registry.fakta import FAKTA_INDIVIDU, FAKTA_KELUARGA
from dtsen.registry.imports.kolom import YA_TIDAK, Kolom, fakta, peta

PBI = ("pbi_nas", "pbi_pemda")
MASAK = peta({**{n: n for n in range(12)}, 12: 0})
BUKAN_BERKAS = {
    "rt", "rw", "dusun", "bukti_kepemilikan_tanah", "rekening_digital", "internet_utama", "nomor_meter_pln",
    "keberadaan", "tempat_lahir", "ibu_kandung", "hamil", "hamil_sejak", "jaminan_kesehatan", "kartu_identitas",
    "kode_desa_ktp", "luas_lantai_m2", "bahan_bakar_utama_memasak", *PBI,
}  # fmt: skip

KELUARGA: tuple[Kolom, ...] = (
    Kolom("kunci", ("nomor_kartu_keluarga", "no_kk", "nkk", "nomor_kk")),
    Kolom("kode_desa", ("kode_kelurahan_desa",)),
    Kolom("nama_kepala", ("nama_kepala_keluarga", "nama_anggota_keluarga")),
    Kolom("desil_nasional", ("desil_nasional", "desil")),
    Kolom("desil_provinsi", ("desil_provinsi",)),
    Kolom("desil_kabupaten", ("desil_kabupaten_kota",)),
    fakta("luas_lantai_m2", "luas_lantai", tingkat="keluarga"),
    fakta("bahan_bakar_utama_memasak", tingkat="keluarga", pakai=MASAK),
    fakta("pbi_nas", "pbi_nas", "pbi_nasional_keluarga", tingkat="keluarga", pakai=YA_TIDAK),
    fakta("pbi_pemda", tingkat="keluarga", pakai=YA_TIDAK),
    *(fakta(f.nama, tingkat="keluarga") for f in FAKTA_KELUARGA if f.nama not in BUKAN_BERKAS),
)
INDIVIDU: tuple[Kolom, ...] = (
    Kolom("kunci", ("nomor_kartu_keluarga", "no_kk", "nkk", "nomor_kk")),
    Kolom("nik", ("nomor_induk_kependudukan", "nik")),
    fakta("kode_desa_ktp", "kode_kelurahan_desa_ktp", tingkat="individu"),
    fakta("pbi_nas", "pbi_nas", "pbi_nasional", tingkat="individu", pakai=YA_TIDAK),
    fakta("pbi_pemda", tingkat="individu", pakai=YA_TIDAK),
    fakta("nama", "nama", "nama_lengkap", tingkat="individu"),
    *(fakta(f.nama, tingkat="individu") for f in FAKTA_INDIVIDU if f.nama not in BUKAN_BERKAS | {"nama"}),
)
WAJIB_KELUARGA = ("kode_kelurahan_desa", "desil_nasional", "jenis_lantai_terluas")
WAJIB_INDIVIDU = ("nomor_induk_kependudukan", "status_hubungan_keluarga")
