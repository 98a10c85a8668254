-- Tujuan: jumlah keluarga aktif (atau jiwa yang tinggal di dalamnya) sampai satu desil nasional, dan yang belum berdesil
-- Masukan: desil_maks, jiwa (boolean: jiwa dihitung, bukan keluarga); tanggal, versi, terlewat, desil_terlewat (layak.newest_desil)
-- Butir: satu baris per desa
-- Idempoten: ya, hanya membaca
SELECT
    k.kode_desa,
    coalesce(sum(CASE WHEN %(jiwa)s THEN o.banyak ELSE 1 END) FILTER (WHERE coalesce(t.nasional, u.nasional) <= %(desil_maks)s), 0)::integer,
    coalesce(sum(CASE WHEN %(jiwa)s THEN o.banyak ELSE 1 END) FILTER (WHERE coalesce(t.nasional, u.nasional) IS NULL), 0)::integer
FROM registry_keluarga k
LEFT JOIN registry_desilresmi t ON t.keluarga_id = k.id AND t.tanggal = %(tanggal)s AND t.versi = %(versi)s
LEFT JOIN unnest(%(terlewat)s::bigint[], %(desil_terlewat)s::smallint[]) u (keluarga_id, nasional)
    ON u.keluarga_id = k.id
LEFT JOIN (
    SELECT i.keluarga_id, count(*) AS banyak
    FROM registry_individu i
    WHERE %(jiwa)s AND (i.keberadaan IS NULL OR i.keberadaan IN (1, 5))
    GROUP BY i.keluarga_id
) o ON o.keluarga_id = k.id
WHERE k.status = 'aktif'
GROUP BY k.kode_desa
