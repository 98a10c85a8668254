-- Tujuan: pengecualian dan hasil kelayakan yang menghalangi pada hari masing-masing aturan, per keluarga
-- Masukan: program, hari_lama, hari_baru; menolak_lama, menolak_baru (hasil kelayakan yang ditolak aturannya)
-- Butir: satu baris per keluarga yang punya pengecualian atau hasil kelayakan
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
    UNION ALL
    SELECT
        h.keluarga_id, NULL,
        coalesce(h.hasil_lama = ANY (%(menolak_lama)s::text[]), FALSE),
        coalesce(h.hasil_baru = ANY (%(menolak_baru)s::text[]), FALSE)
    FROM (
        -- Of the outcomes that nobody has taken back the one with the latest day counts.
        SELECT
            n.keluarga_id,
            (array_agg(n.hasil ORDER BY n.berlaku_dari DESC, n.id DESC)
                FILTER (WHERE n.berlaku_dari <= %(hari_lama)s))[1] AS hasil_lama,
            (array_agg(n.hasil ORDER BY n.berlaku_dari DESC, n.id DESC)
                FILTER (WHERE n.berlaku_dari <= %(hari_baru)s))[1] AS hasil_baru
        FROM verval_hasilkelayakan n
        WHERE
            n.mencabut_id IS NULL
            AND NOT EXISTS (SELECT FROM verval_hasilkelayakan c WHERE c.mencabut_id = n.id)
        GROUP BY n.keluarga_id
    ) h
) x
GROUP BY x.keluarga_id
