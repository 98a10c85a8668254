-- Tujuan: mencari baris jejak yang tidak dicakup segel dan juga bukan baris baru
-- Masukan: tidak ada
-- Butir: satu baris: jumlah di luar rentang, jumlah dari masa depan, jumlah belum tersegel yang bertanggal mundur
-- Idempoten: ya, hanya membaca
WITH kepala AS MATERIALIZED (
    SELECT zaman, sampai_xid, waktu_akhir FROM accounts_segel ORDER BY nomor DESC LIMIT 1
), ujung AS MATERIALIZED (
    SELECT zaman, max(sampai_xid) AS sampai FROM accounts_segel GROUP BY zaman
)
SELECT
    (SELECT count(*) FROM kepala k JOIN generate_series(0, k.zaman - 1) AS z (zaman) ON true
     LEFT JOIN ujung u ON u.zaman = z.zaman
     JOIN accounts_jejak j ON j.zaman = z.zaman::smallint AND j.xid >= coalesce(u.sampai, '0'::xid8))
    + (SELECT count(*) FROM accounts_jejak WHERE zaman < 0) AS luar,
    (SELECT count(*) FROM accounts_jejak WHERE zaman > jejak_zaman())
    + (SELECT count(*) FROM accounts_jejak
       WHERE zaman = jejak_zaman() AND xid > pg_snapshot_xmax(pg_current_snapshot())) AS depan,
    (SELECT count(*) FROM kepala k JOIN accounts_jejak j ON j.zaman = k.zaman AND j.xid >= k.sampai_xid
     WHERE j.waktu < k.waktu_akhir - interval '1 day') AS mundur
