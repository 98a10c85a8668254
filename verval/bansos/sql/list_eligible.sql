-- Tujuan: siapa yang memenuhi satu aturan
-- Masukan: seperti assess_families atau assess_persons, aturan yang sama dua kali
-- Butir: satu baris per keluarga atau orang
-- Idempoten: ya, hanya membaca
SELECT p.keluarga_id, p.individu_id, p.kode_desa, p.nasional, p.menerima
FROM ({putusan}) p
WHERE p.lama
ORDER BY p.kode_desa, p.keluarga_id, p.individu_id
