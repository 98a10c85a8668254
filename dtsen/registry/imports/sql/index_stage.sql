-- Tujuan: statistik dan indeks tabel tahap sebelum pencocokan
-- Masukan: stage_keluarga, stage_individu
-- Butir: -
-- Idempoten: ya, sekali per tabel tahap
ANALYZE stage_keluarga;
ANALYZE stage_individu
