-- Tujuan: berapa penerima terkini di satu desa yang memegang tempat, dan berapa di antaranya masih memenuhi aturan
-- Masukan: seperti assess_families atau assess_persons; desa
-- Butir: satu baris: penerima, yang masih memenuhi aturan (dengan histeresis)
-- Idempoten: ya, hanya membaca
SELECT
    count(*),
    count(*) FILTER (WHERE EXISTS (
        SELECT FROM ({putusan}) p
        WHERE p.lama AND p.keluarga_id = n.keluarga_id AND (p.individu_id IS NULL OR p.individu_id = n.individu_id)
    ))
FROM verval_penerima n
WHERE
    n.program_id = %(program)s AND n.bulan = %(bulan)s AND n.kode_desa = %(desa)s
    AND n.status NOT IN ('exclude', 'exclude_pekerjaan', 'exclude_tidak_layak', 'exclude_meninggal', 'salah_guna')
