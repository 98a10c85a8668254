-- Tujuan: setiap keluarga (atau orang) dengan kelayakan, penerimaan, bobot dan kelompoknya, untuk angka dan daftar
-- Masukan: program, bulan, hari, lansia (lahir paling lambat); semua dan layak sebagai ungkapan
-- Butir: satu baris per keluarga aktif atau orang, ditambah penerima yang tidak aktif lagi
-- Idempoten: ya, hanya membaca
SELECT
    s.keluarga_id, s.individu_id, s.kode_desa, s.aktif,
    coalesce(s.aktif AND l.lolos, FALSE) AS layak, l.sebab,
    t.keluarga_id IS NOT NULL AS menerima,
    t.nominal,
    coalesce({jiwa}, 0) AS jiwa,
    coalesce(o.perempuan, FALSE) AS perempuan, coalesce(o.lansia, FALSE) AS lansia, coalesce(o.jiwa, 0) <= 2 AS kecil
FROM ({semua}) s
LEFT JOIN ({layak}) l ON l.keluarga_id = s.keluarga_id AND l.individu_id = s.individu_id
LEFT JOIN (
    SELECT n.keluarga_id, {kunci} AS individu_id, sum(n.nominal) AS nominal
    FROM verval_penerima n
    WHERE
        n.program_id = %(program)s AND n.bulan = %(bulan)s AND {bernama}
        AND n.status NOT IN (
            'exclude', 'exclude_pekerjaan', 'exclude_tidak_layak', 'exclude_meninggal', 'salah_guna'
        )
    GROUP BY 1, 2
) t ON t.keluarga_id = s.keluarga_id AND t.individu_id = s.individu_id
LEFT JOIN (
    SELECT
        i.keluarga_id, count(*) AS jiwa,
        bool_or(i.status_hubungan_keluarga = 1 AND i.jenis_kelamin = 2) AS perempuan,
        bool_or(i.status_hubungan_keluarga = 1 AND i.tanggal_lahir <= %(lansia)s) AS lansia
    FROM registry_individu i
    WHERE i.keberadaan IS NULL OR i.keberadaan IN (1, 5)
    GROUP BY i.keluarga_id
) o ON o.keluarga_id = s.keluarga_id
WHERE s.aktif OR t.keluarga_id IS NOT NULL
