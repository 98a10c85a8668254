-- Tujuan: mutu data menurut wilayah anak: padan Dukcapil, dan umur data rumah
-- Masukan: dari, sampai (rentang kode desa), panjang (angka kode anak), basi (kode asal: lebih kecil berarti basi)
-- Butir: satu baris per kode anak; orang hidup, yang padan, keluarga aktif, yang data rumahnya basi atau tidak ada
-- Idempoten: ya, hanya membaca
WITH orang AS (
    SELECT
        left(i.kode_desa, %(panjang)s) AS anak,
        count(*) AS orang,
        count(*) FILTER (WHERE i.status_padan = 'padan') AS padan
    FROM registry_individu i
    WHERE i.kode_desa >= %(dari)s AND i.kode_desa < %(sampai)s
      AND (i.keberadaan IS NULL OR i.keberadaan IN (1, 5))
    GROUP BY 1
), keluarga AS (
    SELECT
        left(k.kode_desa, %(panjang)s) AS anak,
        count(*) AS keluarga,
        count(*) FILTER (
            WHERE coalesce(greatest(c.asal[1], c.asal[2], c.asal[4], c.asal[5]), 0) < %(basi)s
        ) AS basi
    FROM registry_keluarga k
    LEFT JOIN registry_kondisikeluarga c ON c.keluarga_id = k.id
    WHERE k.status = 'aktif' AND k.kode_desa >= %(dari)s AND k.kode_desa < %(sampai)s
    GROUP BY 1
)
SELECT
    anak,
    coalesce(orang.orang, 0),
    coalesce(orang.padan, 0),
    coalesce(keluarga.keluarga, 0),
    coalesce(keluarga.basi, 0)
FROM orang
FULL JOIN keluarga USING (anak)
