-- Tujuan: baris yang kini cocok dengan keluarga atau orang yang sudah tercatat menerima program itu pada bulan itu
-- Masukan: berkas (id), program, bulan, unit (keluarga | individu)
-- Butir: satu baris per baris berkas
-- Idempoten: ya
UPDATE verval_barispenerima b
SET keadaan = 'ganda', pesan = 'Keluarga atau orang ini sudah tercatat dari baris atau berkas lain.'
WHERE
    b.berkas_id = %(berkas)s AND b.keadaan IN ('cocok_nik', 'cocok_kk')
    AND EXISTS (
        SELECT FROM verval_penerima p
        WHERE
            p.program_id = %(program)s AND p.bulan = %(bulan)s AND p.unit = %(unit)s
            AND CASE WHEN %(unit)s = 'keluarga' THEN p.keluarga_id = b.keluarga_id ELSE p.individu_id = b.individu_id END
    )
