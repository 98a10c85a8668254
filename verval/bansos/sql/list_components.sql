-- Tujuan: anggota hidup beberapa keluarga yang merupakan komponen satu aturan
-- Masukan: keluarga (id); rupa sebagai ungkapan (bit komponen atas orang i)
-- Butir: satu baris per orang
-- Idempoten: ya, hanya membaca
SELECT i.keluarga_id, i.id, {rupa} AS rupa
FROM registry_individu i
WHERE
    i.keluarga_id = ANY (%(keluarga)s) AND (i.keberadaan IS NULL OR i.keberadaan IN (1, 5)) AND {rupa} > 0
ORDER BY i.keluarga_id, i.id
