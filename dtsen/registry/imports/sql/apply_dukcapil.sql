-- Tujuan: rujukan Dukcapil menjadi seperti berkas
-- Masukan: rujukan; tanggal
-- Butir: satu baris per NIK yang baru atau berubah
-- Idempoten: ya
INSERT INTO registry_rujukandukcapil (
    nik, nomor_kk, nama, nama_norm, tanggal_lahir, jenis_kelamin, kode_wilayah, status, tanggal_status, tanggal
)
SELECT
    nik, nomor_kk, nama, nama_norm, tanggal_lahir, jenis_kelamin, kode_wilayah, status, tanggal_status, %(tanggal)s
FROM rujukan
WHERE putusan IN ('baru', 'berubah')
ON CONFLICT (nik) DO UPDATE SET
    nomor_kk = EXCLUDED.nomor_kk, nama = EXCLUDED.nama, nama_norm = EXCLUDED.nama_norm,
    tanggal_lahir = EXCLUDED.tanggal_lahir, jenis_kelamin = EXCLUDED.jenis_kelamin,
    kode_wilayah = EXCLUDED.kode_wilayah, status = EXCLUDED.status,
    tanggal_status = EXCLUDED.tanggal_status, tanggal = EXCLUDED.tanggal
WHERE registry_rujukandukcapil.tanggal <= EXCLUDED.tanggal
