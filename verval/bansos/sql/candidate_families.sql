-- Tujuan: keluarga aktif yang desil nasional terbarunya masuk salah satu dari dua aturan
-- Masukan: program, bulan, min_lama, maks_lama, tahan_lama, min_baru, maks_baru, tahan_baru (histeresis)
-- Butir: satu baris per keluarga
-- Idempoten: ya, hanya membaca
SELECT * FROM (
    SELECT
        k.id AS keluarga_id, k.kode_desa, d.nasional, p.keluarga_id IS NOT NULL AS menerima,
        d.nasional BETWEEN %(min_lama)s AND %(maks_lama)s
        OR (%(tahan_lama)s AND p.keluarga_id IS NOT NULL AND d.nasional = %(maks_lama)s + 1
            AND d.sebelumnya IS DISTINCT FROM d.nasional) AS desil_lama,
        d.nasional BETWEEN %(min_baru)s AND %(maks_baru)s
        OR (%(tahan_baru)s AND p.keluarga_id IS NOT NULL AND d.nasional = %(maks_baru)s + 1
            AND d.sebelumnya IS DISTINCT FROM d.nasional) AS desil_baru
    FROM registry_keluarga k
    JOIN (
        -- The newest version that names a family, and the one before: versions are few, so two grouped looks.
        SELECT
            r.keluarga_id,
            (array_agg(r.nasional ORDER BY r.tanggal DESC, r.versi DESC))[1] AS nasional,
            (array_agg(r.nasional ORDER BY r.tanggal DESC, r.versi DESC))[2] AS sebelumnya
        FROM registry_desilresmi r
        GROUP BY r.keluarga_id
    ) d ON d.keluarga_id = k.id
    LEFT JOIN (
        SELECT DISTINCT n.keluarga_id FROM verval_penerima n
        WHERE
            n.program_id = %(program)s AND n.bulan = %(bulan)s
            AND n.status NOT IN (
                'exclude', 'exclude_pekerjaan', 'exclude_tidak_layak', 'exclude_meninggal', 'salah_guna'
            )
    ) p ON p.keluarga_id = k.id
    WHERE k.status = 'aktif'
) semua
WHERE semua.desil_lama OR semua.desil_baru
