-- Tujuan: siapa yang masuk atau keluar bila satu aturan menggantikan yang lain, sehalaman
-- Masukan: seperti assess_families atau assess_persons; masuk (boolean), dari, sampai (rentang desa), lewati, banyak
-- Butir: satu baris per keluarga atau orang
-- Idempoten: ya, hanya membaca
SELECT
    p.keluarga_id, p.individu_id, p.nasional,
    CASE WHEN p.baru THEN p.sebab_lama ELSE p.sebab_baru END AS sebab,
    p.menerima
FROM ({putusan}) p
WHERE p.lama <> p.baru AND p.baru = %(masuk)s AND p.kode_desa >= %(dari)s AND p.kode_desa < %(sampai)s
ORDER BY p.kode_desa, p.keluarga_id, p.individu_id
OFFSET %(lewati)s LIMIT %(banyak)s
