-- Tujuan: sembilan ambang desil.v1 dari jumlah bobot setiap skor (docs/algoritma/desil.v1.md)
-- Masukan: bagian.skor_baru
-- Butir: larik sembilan bilangan; NULL bila tidak ada skor dengan desil lebih besar dari k
-- Idempoten: ya, hanya membaca
WITH jumlah AS (
    SELECT skor, sum(bobot)::integer AS bobot
    FROM bagian.skor_baru
    WHERE skor IS NOT NULL
    GROUP BY skor
),
kumulatif AS (
    SELECT
        skor,
        bobot,
        sum(bobot) OVER (ORDER BY skor ROWS UNBOUNDED PRECEDING) AS sampai,
        (SELECT sum(bobot) FROM bagian.skor_baru WHERE skor IS NOT NULL) AS semua
    FROM jumlah
),
desil AS MATERIALIZED (
    -- Integer division of positive bigint values: floor(10 * (2 * lower + own) / (2 * total)) + 1.
    SELECT least(10, 10 * (2 * sampai - bobot) / (2 * semua) + 1) AS desil, min(skor) AS mulai
    FROM kumulatif
    GROUP BY 1
)
SELECT array_agg((SELECT min(d.mulai) FROM desil AS d WHERE d.desil > k) ORDER BY k)
FROM generate_series(1, 9) AS k
