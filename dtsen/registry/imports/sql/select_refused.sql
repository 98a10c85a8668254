-- Tujuan: baris yang ditolak atau ditunda oleh pencocokan, untuk berkas tolakan
-- Masukan: rumah, jiwa, stage_keluarga, stage_individu
-- Butir: satu baris per baris berkas
-- Idempoten: ya, hanya membaca
SELECT 'keluarga' AS tabel, s.berkas, s.baris, r.putusan, r.kode, NULL::text AS galat
FROM rumah r JOIN stage_keluarga s ON s.no = r.no WHERE r.putusan IS NOT NULL
UNION ALL
SELECT 'individu', s.berkas, s.baris, j.putusan, j.kode, s.galat_nik
FROM jiwa j JOIN stage_individu s ON s.no = j.no WHERE j.putusan IS NOT NULL
ORDER BY 1, 2, 3
