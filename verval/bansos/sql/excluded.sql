-- Tujuan: pengecualian yang berlaku pada hari masing-masing aturan, per keluarga
-- Masukan: program, hari_lama, hari_baru
-- Butir: satu baris per keluarga yang punya pengecualian
-- Idempoten: ya, hanya membaca
SELECT
    x.keluarga_id,
    coalesce(bool_or(x.individu_id IS NULL) FILTER (WHERE x.lama), FALSE) AS keluarga_lama,
    coalesce(bool_or(x.individu_id IS NULL) FILTER (WHERE x.baru), FALSE) AS keluarga_baru,
    coalesce(array_agg(x.individu_id) FILTER (WHERE x.lama AND x.individu_id IS NOT NULL), '{{}}') AS orang_lama,
    coalesce(array_agg(x.individu_id) FILTER (WHERE x.baru AND x.individu_id IS NOT NULL), '{{}}') AS orang_baru
FROM (
    SELECT
        e.keluarga_id, e.individu_id,
        e.berlaku_dari <= %(hari_lama)s AND coalesce(e.berlaku_sampai >= %(hari_lama)s, TRUE) AS lama,
        e.berlaku_dari <= %(hari_baru)s AND coalesce(e.berlaku_sampai >= %(hari_baru)s, TRUE) AS baru
    FROM verval_pengecualianpenerima e
    WHERE e.program_id IS NULL OR e.program_id = %(program)s
) x
GROUP BY x.keluarga_id
