-- Tujuan: kelompok skor yang sama di sembilan tepi desil (yang memuat titik k per sepuluh dari seluruh bobot)
-- Masukan: run
-- Butir: k, skor, bobot kelompok, keluarga dalam kelompok
-- Idempoten: ya, hanya membaca
WITH jumlah AS (
    SELECT skor, sum(bobot)::integer AS bobot, count(*) AS keluarga
    FROM ranking_hasil
    WHERE run_id = %(run)s AND skor IS NOT NULL
    GROUP BY skor
),
kumulatif AS (
    SELECT
        skor, bobot, keluarga,
        sum(bobot) OVER (ORDER BY skor ROWS UNBOUNDED PRECEDING) AS sampai,
        sum(bobot) OVER () AS semua
    FROM jumlah
)
SELECT k, c.skor, c.bobot, c.keluarga
FROM generate_series(1, 9) AS k
INNER JOIN kumulatif AS c ON 10 * (c.sampai - c.bobot) < k * c.semua AND 10 * c.sampai >= k * c.semua
ORDER BY k
