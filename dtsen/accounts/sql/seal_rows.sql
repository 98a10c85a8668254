-- Tujuan: menyegel satu rombongan baris jejak yang transaksinya sudah berakhir
-- Masukan: batas (dari find_watermark, dibaca sebelum pernyataan ini mulai), sebanyak (baris serombongan; satu transaksi tidak pernah dibelah)
-- Butir: paling banyak satu baris accounts_segel, dikembalikan nomor dan jumlahnya
-- Idempoten: ya, tanpa baris baru tidak ada segel baru
WITH kepala AS MATERIALIZED (
    SELECT nomor, zaman, sampai_xid, jumlah_semua, rantai FROM accounts_segel ORDER BY nomor DESC LIMIT 1
), awal AS MATERIALIZED (
    -- The oldest line behind the head, whichever zaman it belongs to.
    SELECT j.zaman, j.xid AS pertama, j.zaman IS NOT DISTINCT FROM k.zaman AS lanjut, k.sampai_xid AS lalu
    FROM (SELECT 1) AS satu LEFT JOIN kepala k ON true
    CROSS JOIN LATERAL (
        SELECT zaman, xid FROM accounts_jejak
        WHERE (zaman, xid) >= (coalesce(k.zaman, 0::smallint), coalesce(k.sampai_xid, '0'::xid8))
        ORDER BY zaman, xid LIMIT 1
    ) AS j
), rentang AS MATERIALIZED (
    SELECT a.zaman, a.pertama,
        CASE WHEN a.lanjut THEN a.lalu ELSE '0'::xid8 END AS dari,
        CASE WHEN a.zaman = jejak_zaman() THEN %(batas)s::text::xid8
             ELSE '18446744073709551615'::xid8 END AS batas
    FROM awal a
), pilihan AS MATERIALIZED (
    SELECT r.zaman, r.dari, least(r.batas, coalesce((
        SELECT xid FROM accounts_jejak j WHERE j.zaman = r.zaman AND j.xid > r.pertama
        ORDER BY xid OFFSET %(sebanyak)s LIMIT 1), r.batas)) AS sampai
    FROM rentang r
), isi AS MATERIALIZED (
    SELECT p.zaman, p.dari, p.sampai, clock_timestamp() AS dibuat, count(*) AS jumlah,
        min(j.id) AS id_awal, max(j.id) AS id_akhir, min(j.waktu) AS waktu_awal, max(j.waktu) AS waktu_akhir,
        sha256(string_agg(jejak_sidik(j), ''::bytea ORDER BY j.id, j.waktu)) AS akar
    FROM pilihan p JOIN accounts_jejak j ON j.zaman = p.zaman AND j.xid >= p.dari AND j.xid < p.sampai
    GROUP BY p.zaman, p.dari, p.sampai
), segel AS MATERIALIZED (
    SELECT row(coalesce(k.nomor, 0) + 1, i.zaman, i.dari, i.sampai, i.jumlah, coalesce(k.jumlah_semua, 0) + i.jumlah,
        i.id_awal, i.id_akhir, i.waktu_awal, i.waktu_akhir, i.dibuat, i.akar, ''::bytea)::accounts_segel AS s,
        coalesce(k.rantai, ''::bytea) AS sebelum
    FROM isi i LEFT JOIN kepala k ON true
)
INSERT INTO accounts_segel
SELECT (s).nomor, (s).zaman, (s).dari_xid, (s).sampai_xid, (s).jumlah, (s).jumlah_semua, (s).id_awal, (s).id_akhir,
    (s).waktu_awal, (s).waktu_akhir, (s).dibuat, (s).akar, jejak_rantai(s, sebelum)
FROM segel
RETURNING nomor, jumlah
