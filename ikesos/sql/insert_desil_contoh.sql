-- Tujuan: versi desil resmi contoh yang lebih lama, agar pemeringkatan ulang terlihat di peragaan
-- Masukan: versi, tanggal, dasar (versi contoh); asal (versi yang ada); dari, sampai (rentang kode desa)
-- Butir: satu baris per keluarga yang punya versi asal; 9 dari 100 satu desil lebih rendah, 7 dari 100 lebih tinggi.
-- Yang berubah dipilih menurut urutan keluarga, bukan menurut nomornya, jadi sama di setiap pemasangan
-- Idempoten: ya, versi yang sudah ada dilewati
INSERT INTO registry_desilresmi (keluarga_id, kode_desa, versi, tanggal, nasional, dasar)
SELECT
    keluarga_id, kode_desa, %(versi)s, %(tanggal)s,
    CASE
        WHEN urutan * 7919 %% 100 < 9 THEN greatest(1, nasional - 1)
        WHEN urutan * 7919 %% 100 < 16 THEN least(10, nasional + 1)
        ELSE nasional
    END,
    %(dasar)s
FROM (
    SELECT keluarga_id, kode_desa, nasional, row_number() OVER (ORDER BY keluarga_id) AS urutan
    FROM registry_desilresmi
    WHERE versi = %(asal)s AND kode_desa >= %(dari)s AND kode_desa < %(sampai)s
) AS asal
ON CONFLICT (keluarga_id, versi) DO NOTHING
