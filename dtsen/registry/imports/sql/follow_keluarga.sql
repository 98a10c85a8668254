-- Tujuan: desa dan status padan anggota mengikuti keluarga yang desa atau No KK-nya berubah
-- Masukan: gabung_keluarga, registry_keluarga, registry_individu, registry_rujukandukcapil
-- Butir: anggota yang tidak ada dalam berkas pun ikut
-- Idempoten: ya
UPDATE registry_individu i
SET kode_desa = k.kode_desa,
    status_padan = registry_padan(i.nik, i.nama_norm, i.tanggal_lahir, k.nomor_kk, d)
FROM gabung_keluarga g
JOIN registry_keluarga k ON k.id = g.keluarga_id
JOIN registry_individu o ON o.keluarga_id = k.id
LEFT JOIN registry_rujukandukcapil d ON d.nik = o.nik
WHERE g.kunci_berubah AND i.id = o.id
    AND (i.kode_desa, i.status_padan)
        <> (k.kode_desa, registry_padan(i.nik, i.nama_norm, i.tanggal_lahir, k.nomor_kk, d))
