-- Tujuan: putusan dua aturan atas setiap keluarga aktif, sama dengan verval/kelayakan/ tanpa usulan bulan itu
-- Masukan: program, bulan (penerima terkini), hari_lama, hari_baru, batas desil kedua aturan; syarat sebagai ungkapan
-- Butir: satu baris per keluarga aktif yang desilnya masuk salah satu aturan
-- Idempoten: ya, hanya membaca
SELECT
    h.keluarga_id, NULL::bigint AS individu_id, h.kode_desa, h.nasional, h.menerima,
    h.desil_lama AND h.komponen_lama AND NOT h.larangan_lama AND NOT h.kecuali_lama AND h.bernik AS lama,
    h.desil_baru AND h.komponen_baru AND NOT h.larangan_baru AND NOT h.kecuali_baru AND h.bernik AS baru,
    CASE
        WHEN NOT h.desil_lama THEN 'desil' WHEN NOT h.komponen_lama THEN 'komponen'
        WHEN h.larangan_lama THEN 'larangan' WHEN h.kecuali_lama THEN 'pengecualian'
    END AS sebab_lama,
    CASE
        WHEN NOT h.desil_baru THEN 'desil' WHEN NOT h.komponen_baru THEN 'komponen'
        WHEN h.larangan_baru THEN 'larangan' WHEN h.kecuali_baru THEN 'pengecualian'
    END AS sebab_baru
FROM (
    SELECT
        o.keluarga_id, o.kode_desa, o.nasional, o.menerima, o.desil_lama, o.desil_baru,
        o.komponen_lama, o.komponen_baru,
        -- The bits of the head (else the spouse) ride on the number that chose them: one look at every person.
        o.kepala & 16 > 0 AS bernik,
        o.anggota_lama OR o.kepala & 8 > 0 OR o.lain_lama - (o.kepala >> 1 & 1) > 0 AS larangan_lama,
        o.anggota_baru OR o.kepala & 4 > 0 OR o.lain_baru - (o.kepala & 1) > 0 AS larangan_baru,
        coalesce(e.keluarga_lama OR (o.kepala >> 5 & 562949953421311) = ANY (e.orang_lama), FALSE) AS kecuali_lama,
        coalesce(e.keluarga_baru OR (o.kepala >> 5 & 562949953421311) = ANY (e.orang_baru), FALSE) AS kecuali_baru
    FROM (
        SELECT
            i.keluarga_id, i.kode_desa, i.nasional, i.menerima, i.desil_lama, i.desil_baru,
            bool_or({komponen_lama}) AS komponen_lama,
            bool_or({komponen_baru}) AS komponen_baru,
            bool_or({anggota_lama}) AS anggota_lama,
            bool_or({anggota_baru}) AS anggota_baru,
            sum(({lain_lama})::int) AS lain_lama,
            sum(({lain_baru})::int) AS lain_baru,
            min(
                (i.status_hubungan_keluarga::bigint << 54) | (i.individu_id << 5) | (i.bernik::int << 4)
                | (({penerima_lama})::int << 3) | (({penerima_baru})::int << 2)
                | (({lain_lama})::int << 1) | ({lain_baru})::int
            ) FILTER (WHERE i.status_hubungan_keluarga IN (1, 2)) AS kepala
        FROM ({orang}) i
        GROUP BY i.keluarga_id, i.kode_desa, i.nasional, i.menerima, i.desil_lama, i.desil_baru
    ) o
    LEFT JOIN ({kecuali}) e ON e.keluarga_id = o.keluarga_id
    WHERE o.kepala IS NOT NULL
) h
