-- Tujuan: status padan semua orang menurut rujukan Dukcapil yang baru
-- Masukan: registry_rujukandukcapil, registry_individu, registry_keluarga
-- Butir: satu baris per orang
-- Idempoten: ya, hanya baris yang berbeda ditulis
UPDATE registry_individu i
SET status_padan = registry_padan(i.nik, i.nama_norm, i.tanggal_lahir, k.nomor_kk, d)
FROM registry_individu o
JOIN registry_keluarga k ON k.id = o.keluarga_id
LEFT JOIN registry_rujukandukcapil d ON d.nik = o.nik
WHERE i.id = o.id
    AND i.status_padan <> registry_padan(i.nik, i.nama_norm, i.tanggal_lahir, k.nomor_kk, d)
