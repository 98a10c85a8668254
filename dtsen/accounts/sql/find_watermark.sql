-- Tujuan: nomor transaksi yang di bawahnya tidak ada lagi yang dapat menulis ke basis data ini
-- Masukan: tidak ada
-- Butir: satu baris: nomor itu, sebagai teks
-- Idempoten: ya, hanya membaca
SELECT coalesce((
    SELECT x FROM pg_snapshot_xip(s.snapshot) AS x
    -- Transactions of other databases of the cluster are left out only where a lock proves them to be that.
    WHERE NOT EXISTS (
        SELECT FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'transactionid' AND l.granted AND l.mode = 'ExclusiveLock'
            AND l.transactionid = x::xid AND a.datname <> current_database())
    ORDER BY x LIMIT 1
), pg_snapshot_xmax(s.snapshot))::text
FROM (SELECT pg_current_snapshot() AS snapshot) AS s
