-- Tujuan: hasil satu run: desil dari ambang, desil sebelumnya dan sebab perubahannya
-- Masukan: run, dari dan sampai (id keluarga), ambang (tanpa NULL), sebelum (run terbit terakhir atau NULL), beku, beku_sebelum, model_sama
-- Butir: bagian.hasil_baru, satu baris setiap keluarga dalam data beku
-- Idempoten: ya, bagian.hasil_baru dibuat ulang sebelum pernyataan ini
INSERT INTO bagian.hasil_baru (
    run_id, keluarga_id, kode_desa, bobot, skor, desil, desil_sebelumnya, sebab, alasan_kosong
)
SELECT
    %(run)s,
    s.keluarga_id,
    s.kode_desa,
    s.bobot,
    s.skor,
    width_bucket(s.skor, %(ambang)s::integer[]) + 1,
    p.desil,
    CASE
        WHEN p.keluarga_id IS NULL OR (p.desil IS NULL AND s.skor IS NOT NULL) THEN 'baru'
        WHEN p.desil IS NOT DISTINCT FROM width_bucket(s.skor, %(ambang)s::integer[]) + 1 THEN 'tetap'
        WHEN %(model_sama)s THEN
            CASE WHEN s.skor IS DISTINCT FROM p.skor THEN 'data_berubah' ELSE 'pergeseran_penduduk' END
        WHEN (
            SELECT to_jsonb(a.*) - 'beku_id' = to_jsonb(b.*) - 'beku_id'
            FROM ranking_beku_fitur AS a, ranking_beku_fitur AS b
            WHERE
                a.beku_id = %(beku)s AND a.keluarga_id = s.keluarga_id
                AND b.beku_id = %(beku_sebelum)s AND b.keluarga_id = s.keluarga_id
        ) THEN 'model'
        ELSE 'tidak_diketahui'
    END,
    s.alasan_kosong
FROM bagian.skor_baru AS s
LEFT JOIN ranking_hasil AS p ON p.run_id = %(sebelum)s AND p.keluarga_id = s.keluarga_id
WHERE s.keluarga_id BETWEEN %(dari)s AND %(sampai)s
