-- Tujuan: keluarga yang menerima satu program pada satu bulan, di antara beberapa keluarga
-- Masukan: program, bulan, keluarga
-- Butir: satu baris per keluarga
-- Idempoten: ya, hanya membaca
SELECT DISTINCT n.keluarga_id
FROM verval_penerima n
WHERE
    n.program_id = %(program)s AND n.bulan = %(bulan)s AND n.keluarga_id = ANY (%(keluarga)s)
    AND n.status NOT IN ('exclude', 'exclude_pekerjaan', 'exclude_tidak_layak', 'exclude_meninggal', 'salah_guna')
