"""Headers of P3KE keluarga (30 columns) and individu (31 columns)."""

from __future__ import annotations

KELUARGA = (
    "id_keluarga_P3KE", "provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan", "kode_kemdagri",
    "desil_kesejahteraan", "alamat", "kepala_keluarga", "nik", "padan_dukcapil", "jenis_kelamin",
    "tanggal_lahir", "pekerjaan", "pendidikan", "kepemilikan_rumah",
    "memiliki_simpananuang_perhiasan_ternak_lainnya", "jenis_atap", "jenis_dinding", "jenis_lantai",
    "sumber_penerangan", "bahan_bakar_memasak", "sumber_air_minum", "memiliki_fasilitas_buang_air_besar",
    "penerima_bpnt", "penerima_bpum", "penerima_bst", "penerima_pkh", "penerima_sembako", "resiko_stunting",
)  # fmt: skip
INDIVIDU = (
    "id_keluarga_p3ke", "provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan", "kode_kemdagri",
    "desil_kesejahteraan", "alamat", "id_individu", "nama", "nik", "padan_dukcapil", "jenis_kelamin",
    "hubungan_dengan_kepala_keluarga", "tanggal_lahir", "status_kawin", "pekerjaan", "pendidikan",
    "usia_dibawah_7_tahun", "usia_7_sd_12", "usia_13_sd_15", "usia_16_sd_18", "usia_19_sd_21",
    "usia_22_sd_59", "usia_60_tahun_keatas", "penerima_bpnt", "penerima_bpum", "penerima_bst",
    "penerima_pkh", "penerima_sembako", "resiko_stunting",
)  # fmt: skip
