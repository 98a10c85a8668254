-- Tujuan: desil resmi dari BPS sebagai satu versi; yang sudah ada tidak pernah diubah
-- Masukan: rumah, stage_keluarga; versi, tanggal, dasar
-- Butir: satu baris per keluarga dan versi
-- Idempoten: ya, versi yang sudah ada dilewati
INSERT INTO registry_desilresmi (keluarga_id, kode_desa, versi, tanggal, nasional, provinsi, kabupaten, dasar)
SELECT
    r.keluarga_id, k.kode_desa, %(versi)s, %(tanggal)s,
    s.desil_nasional, s.desil_provinsi, s.desil_kabupaten, %(dasar)s
FROM rumah r
JOIN stage_keluarga s ON s.no = r.no
JOIN registry_keluarga k ON k.id = r.keluarga_id
WHERE r.putusan IS NULL
ON CONFLICT (keluarga_id, versi) DO NOTHING
