-- Tujuan: kesalahan yang tidak boleh ada dalam hasil
-- Masukan: run, beku, ambang (tanpa NULL)
-- Butir: keluarga beku tanpa hasil, hasil di luar data beku, desil berbeda dari ambang, skor kosong tanpa alasan
-- Idempoten: ya, hanya membaca
SELECT
    count(*) FILTER (WHERE h.keluarga_id IS NULL),
    count(*) FILTER (WHERE f.keluarga_id IS NULL),
    count(*) FILTER (
        WHERE h.keluarga_id IS NOT NULL
        AND h.desil IS DISTINCT FROM width_bucket(h.skor, %(ambang)s::integer[]) + 1
    ),
    count(*) FILTER (WHERE h.keluarga_id IS NOT NULL AND (h.skor IS NULL) <> (h.alasan_kosong <> ''))
FROM (SELECT keluarga_id FROM ranking_beku_fitur WHERE beku_id = %(beku)s) AS f
FULL JOIN (
    SELECT keluarga_id, skor, desil, alasan_kosong FROM ranking_hasil WHERE run_id = %(run)s
) AS h ON h.keluarga_id = f.keluarga_id
