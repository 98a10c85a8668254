-- Tujuan: keluarga yang dihitung satu angka ketepatan, di antara beberapa keluarga
-- Masukan: seperti base.sql; layak, menerima, keluarga
-- Butir: satu baris per keluarga
-- Idempoten: ya, hanya membaca
SELECT DISTINCT b.keluarga_id
FROM ({dasar}) b
WHERE b.layak = %(layak)s AND b.menerima = %(menerima)s AND b.keluarga_id = ANY (%(keluarga)s)
