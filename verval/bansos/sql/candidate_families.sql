-- Tujuan: keluarga aktif yang desil nasional terbarunya masuk salah satu dari dua aturan
-- Masukan: program, bulan, min_lama, maks_lama, tahan_lama, min_baru, maks_baru, tahan_baru (histeresis)
-- Butir: satu baris per keluarga
-- Idempoten: ya, hanya membaca
SELECT * FROM (
    SELECT
        k.id AS keluarga_id, k.kode_desa, d.nasional, p.keluarga_id IS NOT NULL AS menerima,
        d.nasional BETWEEN %(min_lama)s AND %(maks_lama)s
        OR (%(tahan_lama)s AND p.keluarga_id IS NOT NULL AND d.nasional = %(maks_lama)s + 1
            AND d.nasional IS DISTINCT FROM (
                SELECT s.nasional FROM registry_desilresmi s WHERE s.keluarga_id = k.id
                ORDER BY s.tanggal DESC, s.versi DESC OFFSET 1 LIMIT 1
            )) AS desil_lama,
        d.nasional BETWEEN %(min_baru)s AND %(maks_baru)s
        OR (%(tahan_baru)s AND p.keluarga_id IS NOT NULL AND d.nasional = %(maks_baru)s + 1
            AND d.nasional IS DISTINCT FROM (
                SELECT s.nasional FROM registry_desilresmi s WHERE s.keluarga_id = k.id
                ORDER BY s.tanggal DESC, s.versi DESC OFFSET 1 LIMIT 1
            )) AS desil_baru
    FROM registry_keluarga k
    JOIN (
        -- The desil of the newest date rides on the date: one grouped look, no sorting. 0 stands for "belum ada".
        SELECT
            r.keluarga_id,
            nullif(max(((r.tanggal - date '2000-01-01')::bigint << 4) | coalesce(r.nasional, 0)) & 15, 0) AS nasional
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
