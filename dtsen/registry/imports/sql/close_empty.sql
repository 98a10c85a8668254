-- Tujuan: keluarga yang semua anggotanya pindah ke keluarga lain oleh batch ini ditutup
-- Masukan: gabung_individu, registry_keluarga, registry_individu
-- Butir: keluarga yang ditinggalkan
-- Idempoten: ya
UPDATE registry_keluarga k
SET status = 'gabung', diubah = now()
WHERE k.status = 'aktif'
    AND k.id IN (SELECT keluarga_lama FROM gabung_individu WHERE keluarga_lama <> keluarga_id)
    AND NOT EXISTS (SELECT FROM registry_individu i WHERE i.keluarga_id = k.id)
