-- Tujuan: anggota hidup keluarga calon dengan setiap syarat kedua aturan, masing-masing dinilai satu kali
-- Masukan: seperti candidate_families; syarat sebagai ungkapan atas orang i, yang sama untuk kedua aturan ditulis sekali
-- Butir: satu baris per orang
-- Idempoten: ya, hanya membaca
SELECT
    c.keluarga_id, c.kode_desa, c.nasional, c.menerima, c.desil_lama, c.desil_baru,
    i.id AS individu_id, i.nik IS NOT NULL AS bernik, i.status_hubungan_keluarga
    {syarat}
FROM ({calon}) c
JOIN registry_individu i ON i.keluarga_id = c.keluarga_id
WHERE i.keberadaan IS NULL OR i.keberadaan IN (1, 5)
-- Without OFFSET 0 the planner would work a condition out wherever a verdict names it.
OFFSET bigint '0'
