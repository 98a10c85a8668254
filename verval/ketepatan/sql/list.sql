-- Tujuan: daftar di balik satu angka ketepatan, dengan sebabnya
-- Masukan: seperti base.sql; layak, menerima, dari, sampai (rentang kode desa), lewati, banyak
-- Butir: satu baris per keluarga atau orang
-- Idempoten: ya, hanya membaca
WITH halaman AS MATERIALIZED (
    -- First the page, then what is said of each on it.
    SELECT b.keluarga_id, b.individu_id, b.kode_desa, b.aktif, b.sebab
    FROM ({dasar}) b
    WHERE
        b.layak = %(layak)s AND b.menerima = %(menerima)s
        AND b.kode_desa >= %(dari)s AND b.kode_desa < %(sampai)s
    ORDER BY b.kode_desa, b.keluarga_id, b.individu_id
    OFFSET %(lewati)s LIMIT %(banyak)s
)
SELECT
    b.keluarga_id, nullif(b.individu_id, 0), d.nasional, b.aktif, coalesce(b.sebab, ''),
    EXISTS (
        SELECT FROM verval_penerima n
        WHERE n.keluarga_id = b.keluarga_id AND n.program_id = %(program)s AND n.bulan = %(bulan)s
            AND b.individu_id IN (0, n.individu_id)
    ) AS tercatat
FROM halaman b
LEFT JOIN LATERAL (
    SELECT r.nasional FROM registry_desilresmi r
    WHERE r.keluarga_id = b.keluarga_id ORDER BY r.tanggal DESC, r.versi DESC LIMIT 1
) d ON TRUE
ORDER BY b.kode_desa, b.keluarga_id, b.individu_id
