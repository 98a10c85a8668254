-- Tujuan: jumlah keluarga aktif (atau jiwa yang tinggal di dalamnya) sampai satu desil nasional, dan yang belum berdesil
-- Masukan: desil_maks, jiwa (boolean: jiwa dihitung, bukan keluarga)
-- Butir: satu baris per desa
-- Idempoten: ya, hanya membaca
SELECT
    k.kode_desa,
    coalesce(sum(CASE WHEN %(jiwa)s THEN o.banyak ELSE 1 END) FILTER (WHERE d.nasional <= %(desil_maks)s), 0)::integer,
    coalesce(sum(CASE WHEN %(jiwa)s THEN o.banyak ELSE 1 END) FILTER (WHERE d.nasional IS NULL), 0)::integer
FROM registry_keluarga k
LEFT JOIN (
    -- The desil of the newest date rides on the date: one grouped look, no sorting. 0 stands for "belum ada".
    SELECT
        r.keluarga_id,
        nullif(max(((r.tanggal - date '2000-01-01')::bigint << 4) | coalesce(r.nasional, 0)) & 15, 0) AS nasional
    FROM registry_desilresmi r
    GROUP BY r.keluarga_id
) d ON d.keluarga_id = k.id
LEFT JOIN (
    SELECT i.keluarga_id, count(*) AS banyak
    FROM registry_individu i
    WHERE %(jiwa)s AND (i.keberadaan IS NULL OR i.keberadaan IN (1, 5))
    GROUP BY i.keluarga_id
) o ON o.keluarga_id = k.id
WHERE k.status = 'aktif'
GROUP BY k.kode_desa
