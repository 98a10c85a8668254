-- Tujuan: keluarga di registri bagi setiap keluarga berkas: No KK sekarang, No KK dahulu, lalu kepala yang sama
-- Masukan: stage_keluarga, stage_individu, orang, registry_keluarga, registry_riwayatkk
-- Butir: satu baris per baris keluarga berkas; keluarga baru sudah mendapat id
-- Idempoten: ya, tabel dibuat baru dalam skema batch (id yang tak terpakai hilang begitu saja)
CREATE UNLOGGED TABLE rumah AS
WITH kepala AS (
    SELECT DISTINCT ON (kunci) kunci, no, nomor_kk
    FROM stage_individu
    WHERE status_hubungan_keluarga = 1
    ORDER BY kunci, no
),
dasar AS (
    SELECT
        k.no, k.kunci, k.kode_desa,
        coalesce(k.nomor_kk, h.nomor_kk) AS nomor_kk,
        h.no AS kepala_no,
        row_number() OVER (PARTITION BY k.kunci ORDER BY k.no) AS ke
    FROM stage_keluarga k
    LEFT JOIN kepala h ON h.kunci = k.kunci
),
satu AS (
    SELECT
        *,
        CASE
            WHEN nomor_kk IS NOT NULL THEN row_number() OVER (PARTITION BY nomor_kk ORDER BY ke, no)
        END AS ke_kk
    FROM dasar
),
calon AS (
    SELECT s.no, r.id AS keluarga_id, 1 AS cara
    FROM satu s
    JOIN registry_keluarga r ON r.nomor_kk = s.nomor_kk AND r.status = 'aktif'
    WHERE s.ke = 1 AND s.ke_kk = 1
    UNION ALL
    SELECT s.no, w.keluarga_id, 2
    FROM satu s
    JOIN registry_riwayatkk w ON w.nomor_kk = s.nomor_kk
    JOIN registry_keluarga r ON r.id = w.keluarga_id AND r.status = 'aktif'
    WHERE s.ke = 1 AND s.ke_kk = 1
    UNION ALL
    SELECT s.no, o.keluarga_lama, 3
    FROM satu s
    JOIN orang o ON o.no = s.kepala_no AND o.sama AND o.kepala_lama
    JOIN registry_keluarga r ON r.id = o.keluarga_lama AND r.status = 'aktif'
    WHERE s.ke = 1
),
pilih AS (
    SELECT DISTINCT ON (no) no, keluarga_id, cara FROM calon ORDER BY no, cara, keluarga_id
),
tunggal AS (
    SELECT DISTINCT ON (keluarga_id) no, keluarga_id FROM pilih ORDER BY keluarga_id, cara, no
),
putus AS (
    SELECT
        s.no, s.kunci, s.kode_desa,
        CASE WHEN s.ke_kk = 1 THEN s.nomor_kk END AS nomor_kk,
        t.keluarga_id,
        CASE
            WHEN s.ke > 1 THEN 'tolak'
            WHEN s.kode_desa IS NULL AND t.keluarga_id IS NULL THEN 'tunda'
        END AS putusan,
        CASE
            WHEN s.ke > 1 THEN 'baris_ganda'
            WHEN s.kode_desa IS NULL AND t.keluarga_id IS NULL THEN 'wilayah_tidak_dikenal'
        END AS kode
    FROM satu s
    LEFT JOIN tunggal t ON t.no = s.no
)
SELECT
    no, kunci, kode_desa, nomor_kk, putusan, kode,
    keluarga_id IS NULL AND putusan IS NULL AS baru,
    CASE
        WHEN keluarga_id IS NULL AND putusan IS NULL THEN nextval('registry_keluarga_id_seq')
        ELSE keluarga_id
    END AS keluarga_id
FROM putus
