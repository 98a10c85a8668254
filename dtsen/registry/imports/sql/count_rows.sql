-- Tujuan: hitungan baru, berubah, sama, ditolak dan ditunda per tabel
-- Masukan: rumah, jiwa, gabung_keluarga, gabung_individu
-- Butir: satu baris per tabel dan putusan
-- Idempoten: ya, hanya membaca
SELECT 'keluarga' AS tabel, coalesce(putusan, CASE WHEN baru THEN 'baru' END) AS putusan, count(*)
FROM rumah WHERE baru OR putusan IS NOT NULL GROUP BY 2
UNION ALL
SELECT 'keluarga', CASE WHEN berubah THEN 'berubah' ELSE 'sama' END, count(*) FROM gabung_keluarga GROUP BY 2
UNION ALL
SELECT 'individu', coalesce(putusan, CASE WHEN baru THEN 'baru' END), count(*)
FROM jiwa WHERE baru OR putusan IS NOT NULL GROUP BY 2
UNION ALL
SELECT 'individu', CASE WHEN berubah THEN 'berubah' ELSE 'sama' END, count(*) FROM gabung_individu GROUP BY 2
