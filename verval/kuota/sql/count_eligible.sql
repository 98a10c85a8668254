-- Tujuan: berapa yang memenuhi aturan program
-- Masukan: seperti assess_families atau assess_persons, aturan yang sama dua kali
-- Butir: satu baris per desa
-- Idempoten: ya, hanya membaca
SELECT p.kode_desa, count(*) FROM ({putusan}) p WHERE p.lama GROUP BY p.kode_desa
