-- Tujuan: sembilan ambang desil.v1 dari jumlah bobot setiap skor (docs/algoritma/desil.v1.md)
-- Masukan: bagian.skor_baru
-- Butir: larik sembilan bilangan; NULL bila tidak ada skor dengan desil lebih besar dari k
-- Idempoten: ya, hanya membaca
-- Exact, in two passes without sorting all scores: buckets of 4096 micro points first; only a bucket in which the
-- desil can change (its first and last possible midpoint lie in different tenths) is cut into single scores.
WITH ember AS MATERIALIZED (
    SELECT skor >> 12 AS ember, sum(bobot)::integer AS bobot, min(skor) AS mulai
    FROM bagian.skor_baru
    WHERE skor IS NOT NULL
    GROUP BY skor >> 12
),
kumulatif AS MATERIALIZED (
    SELECT
        ember, bobot, mulai,
        sum(bobot) OVER (ORDER BY ember) - bobot AS sebelum,
        sum(bobot) OVER () AS semua
    FROM ember
),
terbagi AS MATERIALIZED (
    SELECT *, 10 * sebelum / semua + 1 AS terendah, 10 * (sebelum + bobot) / semua + 1 AS tertinggi FROM kumulatif
),
halus AS (
    SELECT s.skor, t.semua, t.sebelum, sum(s.bobot)::integer AS bobot
    FROM terbagi AS t
    INNER JOIN bagian.skor_baru AS s ON s.skor >> 12 = t.ember
    WHERE t.terendah < t.tertinggi
    GROUP BY s.skor, t.semua, t.sebelum
),
halus_kumulatif AS (
    SELECT
        skor, semua, bobot,
        sebelum + sum(bobot) OVER (PARTITION BY sebelum ORDER BY skor ROWS UNBOUNDED PRECEDING) AS sampai
    FROM halus
),
desil AS MATERIALIZED (
    SELECT least(10, terendah) AS desil, mulai FROM terbagi WHERE terendah = tertinggi
    UNION ALL
    -- Integer division of positive bigint values: floor(10 * (2 * lower + own) / (2 * total)) + 1.
    SELECT least(10, 10 * (2 * sampai - bobot) / (2 * semua) + 1), skor FROM halus_kumulatif
)
SELECT array_agg((SELECT min(d.mulai) FROM desil AS d WHERE d.desil > k) ORDER BY k)
FROM generate_series(1, 9) AS k
