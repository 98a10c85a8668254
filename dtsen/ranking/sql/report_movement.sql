-- Tujuan: perpindahan desil dibanding run terbit sebelumnya, menurut sebab
-- Masukan: run
-- Butir: desil sebelumnya, desil sekarang (0 belum ada), sebab, keluarga
-- Idempoten: ya, hanya membaca
SELECT coalesce(desil_sebelumnya, 0), coalesce(desil, 0), sebab, count(*)
FROM ranking_hasil
WHERE run_id = %(run)s
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
