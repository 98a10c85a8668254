-- Tujuan: empat sel ketepatan per desa dan per kelompok, dengan bobot keluarga (atau orang) dan jiwa, serta rupiahnya
-- Masukan: seperti base.sql
-- Butir: satu baris per desa dan per nilai setiap kelompok
-- Idempoten: ya, hanya membaca
SELECT
    CASE grouping(b.kode_desa, b.perempuan, b.lansia, b.kecil)
        WHEN 7 THEN 'desa' WHEN 11 THEN 'perempuan' WHEN 13 THEN 'lansia' ELSE 'kecil'
    END AS kelompok,
    coalesce(b.kode_desa, coalesce(b.perempuan, b.lansia, b.kecil)::text) AS nilai,
    count(*) FILTER (WHERE b.layak AND b.menerima) AS tepat,
    count(*) FILTER (WHERE b.layak AND NOT b.menerima) AS luput,
    count(*) FILTER (WHERE b.menerima AND NOT b.layak) AS bocor,
    count(*) FILTER (WHERE NOT b.menerima AND NOT b.layak) AS lain,
    coalesce(sum(b.jiwa) FILTER (WHERE b.layak AND b.menerima), 0) AS jiwa_tepat,
    coalesce(sum(b.jiwa) FILTER (WHERE b.layak AND NOT b.menerima), 0) AS jiwa_luput,
    coalesce(sum(b.jiwa) FILTER (WHERE b.menerima AND NOT b.layak), 0) AS jiwa_bocor,
    coalesce(sum(b.jiwa) FILTER (WHERE NOT b.menerima AND NOT b.layak), 0) AS jiwa_lain,
    coalesce(sum(b.nominal) FILTER (WHERE b.layak), 0) AS uang_tepat,
    coalesce(sum(b.nominal) FILTER (WHERE NOT b.layak), 0) AS uang_bocor,
    count(*) FILTER (WHERE b.menerima AND b.nominal IS NULL) AS tanpa_nominal
FROM ({dasar}) b
GROUP BY GROUPING SETS ((b.kode_desa), (b.perempuan), (b.lansia), (b.kecil))
