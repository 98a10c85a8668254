-- Tujuan: desa anggota mengikuti desa keluarganya
-- Masukan: rumah, registry_keluarga
-- Butir: anggota keluarga yang tersentuh batch
-- Idempoten: ya
UPDATE registry_individu i
SET kode_desa = k.kode_desa
FROM registry_keluarga k
WHERE k.id = i.keluarga_id AND i.kode_desa <> k.kode_desa
