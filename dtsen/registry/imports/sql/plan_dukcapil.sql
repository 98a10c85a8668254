-- Tujuan: putusan setiap baris rujukan Dukcapil terhadap daftar yang ada
-- Masukan: stage_dukcapil, registry_rujukandukcapil; tanggal
-- Butir: satu baris per baris berkas
-- Idempoten: ya, tabel dibuat baru dalam skema batch
CREATE UNLOGGED TABLE rujukan AS
SELECT
    s.*,
    CASE
        WHEN s.ke > 1 THEN 'tolak'
        WHEN d.nik IS NULL THEN 'baru'
        WHEN d.tanggal > %(tanggal)s THEN 'sama'
        WHEN (d.nomor_kk, d.nama, d.tanggal_lahir, d.jenis_kelamin, d.kode_wilayah, d.status, d.tanggal_status)
            IS DISTINCT FROM
            (s.nomor_kk, s.nama, s.tanggal_lahir, s.jenis_kelamin, s.kode_wilayah, s.status, s.tanggal_status)
        THEN 'berubah'
        ELSE 'sama'
    END AS putusan
FROM (SELECT *, row_number() OVER (PARTITION BY nik ORDER BY baris) AS ke FROM stage_dukcapil) s
LEFT JOIN registry_rujukandukcapil d ON d.nik = s.nik
