-- Tujuan: keluarga aktif yang tidak ada dalam versi desil terbaru, dengan desil nasional terakhirnya
-- Masukan: tanggal, versi (desil terbaru)
-- Butir: satu baris per keluarga yang pernah punya baris desil
-- Idempoten: ya, hanya membaca
SELECT k.id, r.nasional
FROM registry_keluarga k
LEFT JOIN registry_desilresmi t ON t.keluarga_id = k.id AND t.tanggal = %(tanggal)s AND t.versi = %(versi)s
CROSS JOIN LATERAL (
    SELECT l.nasional FROM registry_desilresmi l
    WHERE l.keluarga_id = k.id
    ORDER BY l.tanggal DESC, l.versi DESC LIMIT 1
) r
WHERE k.status = 'aktif' AND t.keluarga_id IS NULL
