-- Tujuan: kepala keluarga (unit keluarga) atau setiap anggota (unit individu) keluarga aktif, untuk data demo
-- Masukan: unit
-- Butir: satu baris per keluarga atau orang; kunci = id keluarga atau id orang
-- Idempoten: ya, hanya membaca
SELECT
    CASE WHEN %(unit)s = 'keluarga' THEN k.id ELSE i.id END AS kunci, i.nik, k.nomor_kk, i.nama
FROM registry_keluarga k
JOIN registry_individu i ON i.keluarga_id = k.id
WHERE
    k.status = 'aktif' AND (i.keberadaan IS NULL OR i.keberadaan IN (1, 5))
    AND (%(unit)s = 'individu' OR i.status_hubungan_keluarga = 1)
ORDER BY k.kode_desa, k.id, i.id
