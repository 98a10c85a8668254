-- Tujuan: menghitung ulang segel dari baris jejaknya dan dari segel sebelumnya
-- Masukan: dari, sampai (nomor segel, keduanya termasuk)
-- Butir: satu baris setiap segel: yang tercatat di sebelah yang dihitung sekarang
-- Idempoten: ya, hanya membaca
SELECT
    s.nomor, s.zaman, s.jumlah, s.waktu_awal, s.waktu_akhir, s.dibuat,
    s.akar = i.akar AS akar_cocok,
    s.rantai = jejak_rantai(s, coalesce(l.rantai, ''::bytea)) AS rantai_cocok,
    i.jumlah AS jumlah_kini,
    (s.id_awal, s.id_akhir, s.waktu_awal, s.waktu_akhir)
        IS NOT DISTINCT FROM (i.id_awal, i.id_akhir, i.waktu_awal, i.waktu_akhir) AS tepi_cocok,
    l.nomor IS NOT NULL OR s.nomor = 1 AS ada_sebelum,
    s.jumlah_semua = coalesce(l.jumlah_semua, 0) + s.jumlah AS jumlah_cocok,
    CASE WHEN l.zaman = s.zaman THEN l.sampai_xid ELSE '0'::xid8 END = s.dari_xid
        AND coalesce(l.zaman, 0) <= s.zaman AS sambung,
    s.waktu_awal < l.waktu_akhir - interval '1 day' AS mundur
FROM accounts_segel s
LEFT JOIN accounts_segel l ON l.nomor = s.nomor - 1
CROSS JOIN LATERAL (
    SELECT count(*) AS jumlah, min(j.id) AS id_awal, max(j.id) AS id_akhir, min(j.waktu) AS waktu_awal,
        max(j.waktu) AS waktu_akhir,
        sha256(coalesce(string_agg(jejak_sidik(j), ''::bytea ORDER BY j.id, j.waktu), ''::bytea)) AS akar
    FROM accounts_jejak j
    WHERE j.zaman = s.zaman AND j.xid >= s.dari_xid AND j.xid < s.sampai_xid
) AS i
WHERE s.nomor BETWEEN %(dari)s AND %(sampai)s
ORDER BY s.nomor
