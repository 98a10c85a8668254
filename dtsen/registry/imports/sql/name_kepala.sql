-- Tujuan: nama kepala pada keluarga mengikuti anggota yang menjadi kepala
-- Masukan: rumah, registry_individu
-- Butir: keluarga yang tersentuh batch
-- Idempoten: ya
UPDATE registry_keluarga k
SET nama_kepala = h.nama
FROM (
    SELECT DISTINCT ON (i.keluarga_id) i.keluarga_id, i.nama
    FROM registry_individu i
    JOIN rumah r ON r.keluarga_id = i.keluarga_id AND r.putusan IS NULL
    WHERE i.status_hubungan_keluarga = 1 AND (i.keberadaan IS NULL OR i.keberadaan IN (1, 5))
    ORDER BY i.keluarga_id, i.id
) h
WHERE k.id = h.keluarga_id AND k.nama_kepala <> h.nama
