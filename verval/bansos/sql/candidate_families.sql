-- Tujuan: keluarga aktif yang desil nasional terbarunya masuk salah satu dari dua aturan
-- Masukan: program, bulan, min_lama, maks_lama, tahan_lama, min_baru, maks_baru, tahan_baru (histeresis); tanggal, versi, terlewat, desil_terlewat (desil terbaru: layak.newest_desil)
-- Butir: satu baris per keluarga
-- Idempoten: ya, hanya membaca
SELECT
    d.keluarga_id, d.kode_desa, d.nasional, d.menerima, d.desil_lama, d.desil_baru
FROM (
    SELECT
        s.*,
        s.nasional BETWEEN %(min_lama)s AND %(maks_lama)s
        OR (%(tahan_lama)s AND s.menerima AND s.nasional = %(maks_lama)s + 1
            AND s.nasional IS DISTINCT FROM (
                SELECT r.nasional FROM registry_desilresmi r WHERE r.keluarga_id = s.keluarga_id
                ORDER BY r.tanggal DESC, r.versi DESC OFFSET 1 LIMIT 1
            )) AS desil_lama,
        s.nasional BETWEEN %(min_baru)s AND %(maks_baru)s
        OR (%(tahan_baru)s AND s.menerima AND s.nasional = %(maks_baru)s + 1
            AND s.nasional IS DISTINCT FROM (
                SELECT r.nasional FROM registry_desilresmi r WHERE r.keluarga_id = s.keluarga_id
                ORDER BY r.tanggal DESC, r.versi DESC OFFSET 1 LIMIT 1
            )) AS desil_baru
    FROM (
        -- Nearly everybody is in the newest version, which lies side by side in its index however many there have
        -- been; the others come as a list: looked up here, they would keep the join from being shared among workers.
        SELECT
            k.id AS keluarga_id, k.kode_desa, coalesce(t.nasional, u.nasional) AS nasional,
            p.keluarga_id IS NOT NULL AS menerima
        FROM registry_keluarga k
        LEFT JOIN registry_desilresmi t
            ON t.keluarga_id = k.id AND t.tanggal = %(tanggal)s AND t.versi = %(versi)s
        LEFT JOIN unnest(%(terlewat)s::bigint[], %(desil_terlewat)s::smallint[]) u (keluarga_id, nasional)
            ON u.keluarga_id = k.id
        LEFT JOIN (
            SELECT DISTINCT n.keluarga_id FROM verval_penerima n
            WHERE
                n.program_id = %(program)s AND n.bulan = %(bulan)s
                AND n.status NOT IN (
                    'exclude', 'exclude_pekerjaan', 'exclude_tidak_layak', 'exclude_meninggal', 'salah_guna'
                )
        ) p ON p.keluarga_id = k.id
        WHERE k.status = 'aktif'
    ) s
) d
WHERE d.desil_lama OR d.desil_baru
