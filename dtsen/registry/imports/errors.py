"""What can be wrong with a file or a row, in words that say what to do."""

from __future__ import annotations

from dtsen.lib.ditolak import Ditolak


class BerkasSalah(Ditolak):
    """A file that cannot be imported at all. `kode` for machines and tests, `pesan` for people."""


PESAN = {
    "kk_kosong": "No KK kosong. Isi 16 angka dari kartu keluarga.",
    "nama_kosong": "Nama kosong. Isi nama seperti di KTP.",
    "nama_berangka": "Nama berisi angka atau tanda selain . , ' -. Tulis nama seperti di KTP.",
    "kunci_kosong": "Pengenal keluarga kosong, jadi baris ini tidak dapat digabung. Isi kolom kunci.",
    "tanggal_salah": "Tanggal lahir tidak terbaca. Tulis tahun-bulan-hari, misalnya 1987-11-12.",
    "tanggal_mustahil": "Tanggal lahir sebelum 1900 atau sesudah tanggal sumber. Periksa KTP atau akta.",
    "angka_salah": "Harus angka bulat dalam batas. Nilai ini dikosongkan.",
    "desil_salah": "Desil harus 1 sampai 10. Periksa berkas dari BPS.",
    "baris_ganda": "Baris ini mengulang baris lain dalam berkas yang sama. Hapus salah satunya.",
    "jumlah_kolom": "Jumlah kolom baris ini tidak sama dengan judul. Periksa tanda pemisah dan kutip.",
    "pengodean": "Baris ini berisi huruf rusak. Simpan ulang berkas sebagai CSV UTF-8.",
    "nik_kosong": "NIK kosong. Isi 16 angka dari KTP atau KK.",
    "keluarga_tidak_ada": "Baris keluarganya tidak ada atau ditolak. Perbaiki baris keluarga itu dahulu.",
    "wilayah_tidak_dikenal": "Kode desa tidak dikenal. Periksa kode wilayah di berkas.",
    "nik_ganda": "NIK ini dipakai lebih dari satu baris. Tunggu keputusan petugas, siapa pemiliknya.",
    "nik_orang_lain": "NIK ini sudah tercatat atas nama orang lain. Periksa KTP, mungkin salah ketik.",
}
