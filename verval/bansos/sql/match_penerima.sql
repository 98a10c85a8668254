-- Tujuan: mencocokkan baris berkas penerima dengan registri menurut NIK, lalu No KK, dan menyimpannya
-- Masukan: berkas (id), unit (keluarga | individu), luar (kode kabupaten untuk baris tanpa keluarga)
-- Butir: satu baris per baris berkas
-- Idempoten: tidak, satu berkas dicocokkan sekali
WITH orang AS (
    SELECT
        b.*,
        -- A record closed as somebody's second one stands for the first. The living before the dead.
        coalesce(hidup.sama_dengan_id, hidup.id, mati.id) AS individu_id
    FROM baris_baru b
    LEFT JOIN registry_individu hidup
        ON hidup.nik = b.nik AND b.nik <> '' AND (hidup.keberadaan IS NULL OR NOT hidup.keberadaan = 2)
    LEFT JOIN LATERAL (
        SELECT m.id FROM registry_individu m
        WHERE hidup.id IS NULL AND b.nik <> '' AND m.nik = b.nik AND m.keberadaan = 2
        ORDER BY m.id LIMIT 1
    ) mati ON TRUE
),
tempat AS (
    SELECT
        o.baris, o.nik, o.kk, o.nama, o.status, o.nominal, o.salah,
        CASE WHEN i.id IS NOT NULL THEN i.id END AS individu_id,
        coalesce(i.keluarga_id, k.id) AS keluarga_id,
        coalesce(i.kode_desa, k.kode_desa) AS kode_desa
    FROM orang o
    LEFT JOIN registry_individu i ON i.id = o.individu_id
    LEFT JOIN registry_keluarga k
        ON i.id IS NULL AND o.kk <> '' AND %(unit)s = 'keluarga' AND k.nomor_kk = o.kk AND k.status = 'aktif'
),
urut AS (
    SELECT
        t.*,
        row_number() OVER (
            PARTITION BY CASE WHEN %(unit)s = 'keluarga' THEN t.keluarga_id ELSE t.individu_id END, t.salah <> ''
            ORDER BY t.baris
        ) AS ke
    FROM tempat t
),
putusan AS (
    SELECT
        u.*,
        CASE
            WHEN u.salah <> '' THEN 'salah'
            WHEN u.keluarga_id IS NULL THEN 'tidak_cocok'
            WHEN u.ke > 1 THEN 'ganda'
            WHEN u.individu_id IS NOT NULL THEN 'cocok_nik'
            ELSE 'cocok_kk'
        END AS keadaan
    FROM urut u
)
INSERT INTO verval_barispenerima (
    berkas_id, baris, nik, nomor_kk, nama, keluarga_id, individu_id, kode_desa, status, nominal, keadaan, pesan
)
SELECT
    %(berkas)s, p.baris,
    CASE WHEN p.keluarga_id IS NULL THEN p.nik ELSE '' END,
    CASE WHEN p.keluarga_id IS NULL THEN p.kk ELSE '' END,
    CASE WHEN p.keluarga_id IS NULL THEN p.nama ELSE '' END,
    p.keluarga_id, p.individu_id, coalesce(p.kode_desa, %(luar)s), p.status, p.nominal, p.keadaan,
    CASE p.keadaan
        WHEN 'salah' THEN p.salah
        WHEN 'ganda' THEN 'Keluarga atau orang yang sama sudah ada di baris sebelumnya.'
        WHEN 'tidak_cocok' THEN 'NIK dan No KK ini tidak ada di registri. Periksa nomornya, atau daftarkan dahulu.'
        ELSE ''
    END
FROM putusan p
