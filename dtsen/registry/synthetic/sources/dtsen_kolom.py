"""Headers of DTSEN v3 2026: keluarga (52 columns) and anggota (48 columns)."""

from __future__ import annotations

KELUARGA = (
    "nomor_kartu_keluarga", "kode_provinsi", "provinsi", "kode_kabupaten_kota", "kabupaten_kota",
    "kode_kecamatan", "kecamatan", "kode_kelurahan_desa", "kelurahan_desa", "alamat",
    "jumlah_anggota_keluarga", "nama_kepala_keluarga", "desil_nasional", "desil_provinsi",
    "desil_kabupaten_kota", "pbi_nas", "pbi_pemda", "id_pelanggan_pln", "status_kepemilikan_rumah",
    "jenis_lantai_terluas", "luas_lantai", "jenis_dinding_terluas", "jenis_atap_terluas",
    "sumber_air_minum_utama", "sumber_penerangan_utama", "daya_terpasang", "bahan_bakar_utama_memasak",
    "fasilitas_bab", "jenis_kloset", "pembuangan_akhir_tinja", "kepemilikan_aset",
    "aset_bergerak_tabung_gas", "aset_bergerak_lemari_es", "aset_bergerak_ac", "aset_bergerak_pemanas_air",
    "aset_bergerak_telepon_rumah", "aset_bergerak_tv_datar", "aset_bergerak_emas_perhiasan",
    "aset_bergerak_komputer_laptop_tablet", "aset_bergerak_sepeda_motor", "aset_bergerak_sepeda",
    "aset_bergerak_mobil", "aset_bergerak_perahu", "aset_bergerak_kapal_perahu_motor",
    "aset_bergerak_smartphone", "aset_tidak_bergerak_lahan_lainnya", "aset_tidak_bergerak_rumah_lainnya",
    "jumlah_ternak_sapi", "jumlah_ternak_kerbau", "jumlah_ternak_kuda", "jumlah_ternak_babi",
    "jumlah_ternak_kambing_domba",
)  # fmt: skip
ANGGOTA = (
    "nomor_induk_kependudukan", "nomor_kartu_keluarga", "nama", "tanggal_lahir", "jenis_kelamin",
    "status_hubungan_keluarga", "pbi_nas", "pbi_pemda", "status_kawin", "partisipasi_sekolah",
    "jenjang_tertinggi_yang_diduduki", "kelas_tertinggi_yang_diduduki", "ijazah_tertinggi_yang_dimiliki",
    "status_bekerja", "lapangan_usaha_dari_pekerjaan_utama", "status_dalam_pekerjaan_utama",
    "kepemilikan_usaha", "jumlah_usaha", "lapangan_usaha_dari_usaha_utama",
    "jumlah_pekerja_yang_dibayar_dari_usaha_utama", "jumlah_pekerja_yang_tidak_dibayar_dari_usaha_utama",
    "omzet_usaha_utama", "kondisi_gizi", "penglihatan", "pendengaran", "berjalan_atau_naik_tangga",
    "menggunakan_tangan_jari", "belajar_kemampuan_intelektual", "pengendalian_perilaku",
    "berbicara_komunikasi", "mengurus_diri", "mengingat_berkonsentrasi", "kesedihan_depresi",
    "penyakit_kronis", "kode_provinsi_ktp", "provinsi_ktp", "kode_kabupaten_kota_ktp", "kabupaten_kota_ktp",
    "kode_kecamatan_ktp", "kecamatan_ktp", "kode_kelurahan_desa_ktp", "kelurahan_desa_ktp", "rt_ktp",
    "rw_ktp", "dusun_ktp", "alamat_ktp", "pekerjaan_ktp", "pendidikan_akhir_ktp",
)  # fmt: skip
