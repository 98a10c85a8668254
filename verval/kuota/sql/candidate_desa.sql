-- Tujuan: seperti candidate_families, untuk satu desa: tiap keluarga dicari desilnya, tabel desil tidak dibaca utuh
-- Masukan: desa, program, bulan, min_lama, maks_lama, tahan_lama, min_baru, maks_baru, tahan_baru (histeresis)
-- Butir: satu baris per keluarga
-- Idempoten: ya, hanya membaca
SELECT s.keluarga_id, s.kode_desa, s.nasional, s.menerima, s.masuk AS desil_lama, s.masuk AS desil_baru
FROM (
    SELECT
        k.id AS keluarga_id, k.kode_desa, d.nasional, p.keluarga_id IS NOT NULL AS menerima,
        d.nasional BETWEEN %(min_lama)s AND %(maks_lama)s
        OR (%(tahan_lama)s AND p.keluarga_id IS NOT NULL AND d.nasional = %(maks_lama)s + 1
            AND d.nasional IS DISTINCT FROM (
                SELECT s.nasional FROM registry_desilresmi s WHERE s.keluarga_id = k.id
                ORDER BY s.tanggal DESC, s.versi DESC OFFSET 1 LIMIT 1
            )) AS masuk
    FROM registry_keluarga k
    JOIN LATERAL (
        SELECT r.nasional FROM registry_desilresmi r WHERE r.keluarga_id = k.id
        ORDER BY r.tanggal DESC, r.versi DESC LIMIT 1
    ) d ON TRUE
    LEFT JOIN (
        SELECT DISTINCT n.keluarga_id FROM verval_penerima n
        WHERE
            n.program_id = %(program)s AND n.bulan = %(bulan)s AND n.kode_desa = %(desa)s
            AND n.status NOT IN (
                'exclude', 'exclude_pekerjaan', 'exclude_tidak_layak', 'exclude_meninggal', 'salah_guna'
            )
    ) p ON p.keluarga_id = k.id
    WHERE k.status = 'aktif' AND k.kode_desa = %(desa)s
) s
WHERE s.masuk
