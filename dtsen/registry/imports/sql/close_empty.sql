-- Tujuan: keluarga tanpa anggota ditutup: yang ditinggalkan semua anggotanya, dan keluarga baru dari sumber lama
--         yang semua orangnya menurut sumber lebih baru tinggal di keluarga lain
-- Masukan: gabung_individu, rumah, jiwa, registry_keluarga, registry_individu
-- Butir: satu baris per keluarga yang kosong
-- Idempoten: ya
UPDATE registry_keluarga k
SET status = 'gabung', diubah = now()
WHERE k.status = 'aktif'
    AND k.id IN (
        SELECT keluarga_lama FROM gabung_individu WHERE keluarga_lama <> keluarga_id
        UNION
        SELECT r.keluarga_id FROM rumah r JOIN jiwa j ON j.keluarga_id = r.keluarga_id
        WHERE r.baru AND j.putusan IS NULL AND NOT j.baru
    )
    AND NOT EXISTS (SELECT FROM registry_individu i WHERE i.keluarga_id = k.id)
