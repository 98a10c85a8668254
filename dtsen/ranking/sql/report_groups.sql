-- Tujuan: isi setiap desil dan keluarga tanpa skor, untuk laporan run
-- Masukan: run
-- Butir: desil (NULL tanpa skor), alasan_kosong, keluarga, bobot, skor terkecil dan terbesar, jumlah skor kali bobot
-- Idempoten: ya, hanya membaca
SELECT
    desil,
    alasan_kosong,
    count(*) AS keluarga,
    sum(bobot::bigint)::bigint AS bobot,
    min(skor) AS skor_terkecil,
    max(skor) AS skor_terbesar,
    coalesce(sum(skor::bigint * bobot), 0)::bigint AS skor_bobot
FROM ranking_hasil
WHERE run_id = %(run)s
GROUP BY desil, alasan_kosong
ORDER BY desil, alasan_kosong
