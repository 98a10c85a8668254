-- Tujuan: orang di registri dengan NIK yang sama, dan apakah itu memang orang yang sama
-- Masukan: stage_individu, nik_berulang, registry_individu
-- Butir: satu baris per baris individu berkas
-- Idempoten: ya, tabel dibuat baru dalam skema batch
CREATE UNLOGGED TABLE orang AS
SELECT
    s.no,
    coalesce(b.ke, 1) AS ke,
    coalesce(b.ke > 1 AND b.kembar, false) AS kembar,
    coalesce(h.id, m.id) AS individu_id,
    coalesce(h.keluarga_id, m.keluarga_id) AS keluarga_lama,
    coalesce(h.status_hubungan_keluarga, m.status_hubungan_keluarga) = 1 AS kepala_lama,
    coalesce(
        coalesce(h.tanggal_lahir, m.tanggal_lahir) = s.tanggal_lahir
        OR coalesce(h.nama_norm, m.nama_norm) = s.nama_norm
        OR similarity(coalesce(h.nama_norm, m.nama_norm), s.nama_norm) >= 0.3,
        false
    ) AS sama
FROM stage_individu s
LEFT JOIN nik_berulang b ON b.no = s.no
LEFT JOIN registry_individu h
    ON h.nik = s.nik AND (h.keberadaan IS NULL OR h.keberadaan <> 2) AND coalesce(b.ke, 1) = 1
LEFT JOIN (
    SELECT DISTINCT ON (nik) nik, id, keluarga_id, status_hubungan_keluarga, tanggal_lahir, nama_norm
    FROM registry_individu
    WHERE keberadaan = 2 AND nik IS NOT NULL
    ORDER BY nik, id
) m ON m.nik = s.nik AND coalesce(b.ke, 1) = 1 AND h.id IS NULL
