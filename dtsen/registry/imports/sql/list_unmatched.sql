-- Tujuan: baris individu yang belum dikenali lewat NIK, untuk dicari lewat nama dan tanggal lahir
-- Masukan: stage_individu, orang
-- Butir: satu baris per baris individu berkas yang belum dikenali
-- Idempoten: ya, tabel dibuat baru dalam skema batch
CREATE UNLOGGED TABLE belum AS
SELECT s.no, s.kunci, s.nomor_kk, s.nama_norm, s.tanggal_lahir
FROM stage_individu s
JOIN orang o ON o.no = s.no AND NOT o.sama
