-- Tujuan: putusan setiap baris individu: orang mana, keluarga mana, atau mengapa ditolak atau ditunda
-- Masukan: stage_individu, orang, belum, rumah, registry_individu, registry_keluarga
-- Butir: satu baris per baris individu berkas
-- Idempoten: ya, tabel dibuat baru dalam skema batch
CREATE UNLOGGED TABLE jiwa AS
WITH nama_cocok AS (
    SELECT DISTINCT ON (s.no) s.no, i.id
    FROM belum s
    JOIN rumah r ON r.kunci = s.kunci AND r.putusan IS NULL
    JOIN registry_individu i ON i.nama_norm = s.nama_norm AND i.tanggal_lahir = s.tanggal_lahir
    JOIN registry_keluarga k ON k.id = i.keluarga_id
    WHERE i.keluarga_id = r.keluarga_id OR k.nomor_kk = s.nomor_kk
    ORDER BY s.no, i.id
),
temu AS (
    SELECT
        s.no, s.nik, o.ke, o.kembar,
        r.no AS rumah_no, r.keluarga_id, r.putusan AS putusan_rumah,
        CASE WHEN o.sama THEN o.individu_id ELSE n.id END AS individu_id,
        CASE WHEN o.sama THEN 1 WHEN n.id IS NOT NULL THEN 2 END AS cara,
        o.individu_id IS NOT NULL AND NOT o.sama AS milik_lain
    FROM stage_individu s
    JOIN orang o ON o.no = s.no
    LEFT JOIN rumah r ON r.kunci = s.kunci AND r.putusan IS DISTINCT FROM 'tolak'
    LEFT JOIN nama_cocok n ON n.no = s.no
),
urut AS (
    SELECT
        *,
        CASE
            WHEN individu_id IS NOT NULL AND rumah_no IS NOT NULL
            THEN row_number() OVER (PARTITION BY individu_id ORDER BY rumah_no IS NULL, cara, no)
        END AS ke_orang
    FROM temu
),
putus AS (
    SELECT
        *,
        CASE
            WHEN kembar THEN 'baris_ganda'
            WHEN rumah_no IS NULL THEN 'keluarga_tidak_ada'
            WHEN putusan_rumah = 'tunda' THEN 'wilayah_tidak_dikenal'
            WHEN ke_orang > 1 THEN 'nik_ganda'
            WHEN individu_id IS NOT NULL THEN NULL
            WHEN ke > 1 THEN 'nik_ganda'
            WHEN milik_lain THEN 'nik_orang_lain'
            WHEN nik IS NULL THEN 'nik_rusak'
        END AS kode
    FROM urut
)
SELECT
    no, keluarga_id, cara, kode,
    CASE WHEN kode = 'baris_ganda' THEN 'tolak' WHEN kode IS NOT NULL THEN 'tunda' END AS putusan,
    kode IS NULL AND individu_id IS NULL AS baru,
    CASE
        WHEN kode IS NULL AND individu_id IS NULL THEN nextval('registry_individu_id_seq')
        ELSE individu_id
    END AS individu_id,
    CASE WHEN ke = 1 AND NOT milik_lain THEN nik END AS nik
FROM putus
