-- Tujuan: sebaran desil daerah dan desil nasional menurut wilayah anak
-- Masukan: run, versi, dari, sampai (rentang kode desa), panjang (angka kode anak)
-- Butir: satu baris per kode anak, jenis (D atau N) dan desil (NULL: belum ada); keluarga dan jiwa
-- Idempoten: ya, hanya membaca
WITH bagian AS (
    SELECT
        left(h.kode_desa, %(panjang)s) AS anak,
        h.desil AS daerah,
        r.nasional,
        h.bobot
    FROM ranking_hasil h
    LEFT JOIN registry_desilresmi r ON r.keluarga_id = h.keluarga_id AND r.versi = %(versi)s
    WHERE h.run_id = %(run)s AND h.kode_desa >= %(dari)s AND h.kode_desa < %(sampai)s
)
SELECT anak, 'D' AS jenis, daerah AS desil, count(*) AS keluarga, coalesce(sum(bobot), 0) AS jiwa
FROM bagian
GROUP BY anak, daerah
UNION ALL
SELECT anak, 'N', nasional, count(*), coalesce(sum(bobot), 0)
FROM bagian
GROUP BY anak, nasional
