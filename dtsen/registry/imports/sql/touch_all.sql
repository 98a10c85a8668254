-- Tujuan: rujukan baru menyangkut semua orang
-- Masukan: registry_individu
-- Butir: satu baris per orang
-- Idempoten: ya, tabel dibuat baru dalam skema batch
CREATE UNLOGGED TABLE jiwa AS
SELECT id AS individu_id, NULL::text AS putusan FROM registry_individu
