-- Tujuan: putusan dua aturan per orang atas setiap anggota hidup, sama dengan verval/kelayakan/ tanpa usulan
-- Masukan: program, bulan (penerima terkini), hari_lama, hari_baru, batas desil kedua aturan; syarat sebagai ungkapan
-- Butir: satu baris per orang dari keluarga yang desilnya masuk salah satu aturan
-- Idempoten: ya, hanya membaca
SELECT
    h.keluarga_id, h.individu_id, h.kode_desa, h.nasional, h.menerima,
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
    WITH orang AS MATERIALIZED ({orang})
    SELECT
        i.keluarga_id, i.individu_id, i.kode_desa, i.nasional, i.menerima, i.desil_lama, i.desil_baru, i.bernik,
        {komponen_lama} AS komponen_lama,
        {komponen_baru} AS komponen_baru,
        {penerima_lama} OR coalesce(s.anggota_lama > 0 OR s.lain_lama - ({lain_lama})::int > 0, FALSE)
            AS larangan_lama,
        {penerima_baru} OR coalesce(s.anggota_baru > 0 OR s.lain_baru - ({lain_baru})::int > 0, FALSE)
            AS larangan_baru,
        coalesce(e.keluarga_lama OR i.individu_id = ANY (e.orang_lama), FALSE) AS kecuali_lama,
        coalesce(e.keluarga_baru OR i.individu_id = ANY (e.orang_baru), FALSE) AS kecuali_baru
    FROM orang i
    LEFT JOIN (
        -- Only families with somebody of an excluded group: few.
        SELECT
            i.keluarga_id,
            count(*) FILTER (WHERE {anggota_lama}) AS anggota_lama,
            count(*) FILTER (WHERE {anggota_baru}) AS anggota_baru,
            count(*) FILTER (WHERE {lain_lama}) AS lain_lama,
            count(*) FILTER (WHERE {lain_baru}) AS lain_baru
        FROM orang i
        WHERE {anggota_lama} OR {anggota_baru} OR {lain_lama} OR {lain_baru}
        GROUP BY i.keluarga_id
    ) s ON s.keluarga_id = i.keluarga_id
    LEFT JOIN ({kecuali}) e ON e.keluarga_id = i.keluarga_id
    WHERE {komponen_lama} OR {komponen_baru}
    OFFSET bigint '0'
) h
