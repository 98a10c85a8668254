-- Tujuan: menulis baris berkas yang cocok sebagai penerima (individu), yang sudah ada diperbarui
-- Masukan: berkas (id), program, bulan
-- Butir: satu baris per individu
-- Idempoten: ya
WITH ditulis AS (
    INSERT INTO verval_penerima AS p (
        program_id, bulan, unit, keluarga_id, individu_id, kode_desa, status, nominal, berkas_id
    )
    SELECT
        %(program)s, %(bulan)s, 'individu', k.id, i.id, k.kode_desa, b.status, b.nominal, b.berkas_id
    FROM verval_barispenerima b
    LEFT JOIN registry_individu i ON i.id = b.individu_id
    -- Where the person lives now, should somebody have moved since the file was read.
    JOIN registry_keluarga k ON k.id = i.keluarga_id
    WHERE b.berkas_id = %(berkas)s AND b.keadaan IN ('cocok_nik', 'cocok_kk')
    ON CONFLICT (program_id, bulan, individu_id) WHERE unit = 'individu' DO UPDATE
        SET status = excluded.status, nominal = excluded.nominal, berkas_id = excluded.berkas_id,
            individu_id = coalesce(excluded.individu_id, p.individu_id)
        WHERE (p.status, p.nominal) IS DISTINCT FROM (excluded.status, excluded.nominal)
    RETURNING (xmax = 0) AS baru
)
SELECT count(*) FILTER (WHERE baru), count(*) FILTER (WHERE NOT baru) FROM ditulis
