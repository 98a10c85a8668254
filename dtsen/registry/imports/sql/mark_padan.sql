-- Tujuan: status padan Dukcapil setiap orang, dari daftar rujukan
-- Masukan: registry_rujukandukcapil, registry_individu, registry_keluarga, jiwa
-- Butir: orang yang tersentuh batch (jiwa)
-- Idempoten: ya, hanya baris yang berbeda ditulis
UPDATE registry_individu i
SET status_padan = p.status
FROM (
    SELECT
        o.id,
        CASE
            WHEN o.nik IS NULL OR d.nik IS NULL THEN 'nik_tidak_ditemukan'
            WHEN d.nama_norm <> o.nama_norm AND d.tanggal_lahir IS DISTINCT FROM o.tanggal_lahir THEN 'padan_sebagian'
            WHEN d.status = 'MENINGGAL' THEN 'meninggal'
            WHEN d.status IN ('PINDAH LN', 'PINDAH LUAR NEGERI') THEN 'pindah_ln'
            WHEN d.status LIKE 'PINDAH%' THEN 'pindah_luar_kab'
            WHEN d.status = 'NONAKTIF' THEN 'nonaktif'
            WHEN d.status = 'BELUM REKAM' THEN 'belum_rekam'
            WHEN d.nama_norm <> o.nama_norm OR d.tanggal_lahir IS DISTINCT FROM o.tanggal_lahir THEN 'padan_sebagian'
            WHEN d.nomor_kk <> k.nomor_kk THEN 'kk_berubah'
            ELSE 'padan'
        END AS status
    FROM registry_individu o
    JOIN registry_keluarga k ON k.id = o.keluarga_id
    LEFT JOIN registry_rujukandukcapil d ON d.nik = o.nik
    WHERE o.id IN (SELECT individu_id FROM jiwa WHERE putusan IS NULL)
) p
WHERE i.id = p.id AND i.status_padan <> p.status AND EXISTS (SELECT FROM registry_rujukandukcapil)
