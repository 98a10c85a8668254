-- Tujuan: berapa yang masuk, keluar, dan tetap bila satu aturan menggantikan yang lain
-- Masukan: seperti assess_families atau assess_persons
-- Butir: satu baris per desa, arah, sebab, dan keadaan menerima
-- Idempoten: ya, hanya membaca
SELECT
    p.kode_desa,
    CASE WHEN p.lama AND p.baru THEN 'tetap' WHEN p.baru THEN 'masuk' ELSE 'keluar' END AS arah,
    CASE WHEN p.lama AND p.baru THEN '' WHEN p.baru THEN p.sebab_lama ELSE p.sebab_baru END AS sebab,
    p.menerima,
    count(*) AS banyak
FROM ({putusan}) p
WHERE p.lama OR p.baru
GROUP BY 1, 2, 3, 4
