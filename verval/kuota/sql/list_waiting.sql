-- Tujuan: satu urutan (metode B.6) yang layak dan belum menerima di satu desa, sehalaman atau satu keluarga
-- Masukan: seperti assess_families atau assess_persons; tua (tanggal lahir lansia), run (peringkat terbit atau NULL), terbuka (status usulan), keluarga (atau NULL), dari, sampai (posisi)
-- Butir: satu baris per keluarga atau orang; tanda = bit disabilitas 1, penyakit kronis 2, lanjut usia 4, perempuan kepala keluarga tanpa pasangan 8, hamil 16
-- Idempoten: ya, hanya membaca
WITH layak AS MATERIALIZED (
    SELECT p.keluarga_id, p.individu_id, p.nasional
    FROM ({putusan}) p
    WHERE
        p.lama AND NOT EXISTS (
            SELECT FROM verval_penerima n
            WHERE
                n.keluarga_id = p.keluarga_id AND n.program_id = %(program)s AND n.bulan = %(bulan)s
                AND (p.individu_id IS NULL OR n.individu_id = p.individu_id)
                AND n.status NOT IN (
                    'exclude', 'exclude_pekerjaan', 'exclude_tidak_layak', 'exclude_meninggal', 'salah_guna'
                )
        )
), urut AS (
    SELECT
        row_number() OVER (
            ORDER BY
                l.nasional NULLS LAST,
                t.disabilitas + t.kronis + t.lansia + t.tunggal + t.hamil DESC,
                h.skor NULLS LAST,
                u.sejak NULLS LAST,
                l.keluarga_id,
                l.individu_id
        ) AS posisi,
        count(*) OVER () AS semua,
        l.keluarga_id, l.individu_id, l.nasional,
        t.disabilitas + 2 * t.kronis + 4 * t.lansia + 8 * t.tunggal + 16 * t.hamil AS tanda,
        h.skor,
        u.sejak
    FROM layak l
    -- Family by family through the index: joined as a set, the planner expects one row and compares all with all.
    CROSS JOIN LATERAL (
        SELECT
            coalesce(bool_or(least(
                i.penglihatan, i.pendengaran, i.berjalan_atau_naik_tangga, i.menggunakan_tangan_jari,
                i.belajar_kemampuan_intelektual, i.pengendalian_perilaku, i.berbicara_komunikasi, i.mengurus_diri,
                i.mengingat_berkonsentrasi
            ) <= 2), FALSE)::integer AS disabilitas,
            coalesce(bool_or(i.penyakit_kronis > 1), FALSE)::integer AS kronis,
            coalesce(bool_or(i.tanggal_lahir <= %(tua)s), FALSE)::integer AS lansia,
            (
                coalesce(bool_or(i.status_hubungan_keluarga = 1 AND i.jenis_kelamin = 2), FALSE)
                AND NOT coalesce(bool_or(i.status_hubungan_keluarga = 2), FALSE)
            )::integer AS tunggal,
            coalesce(bool_or(i.hamil = 1), FALSE)::integer AS hamil
        FROM registry_individu i
        WHERE i.keluarga_id = l.keluarga_id AND (i.keberadaan IS NULL OR i.keberadaan IN (1, 5))
    ) t
    LEFT JOIN ranking_hasil h ON h.run_id = %(run)s AND h.keluarga_id = l.keluarga_id
    LEFT JOIN LATERAL (
        SELECT min(coalesce(k.diajukan, k.dibuat)) AS sejak
        FROM verval_usulan k
        WHERE
            k.keluarga_id = l.keluarga_id AND k.program_id = %(program)s AND k.status = ANY (%(terbuka)s)
            AND (l.individu_id IS NULL OR k.individu_id = l.individu_id)
    ) u ON TRUE
)
SELECT q.posisi, q.semua, q.keluarga_id, q.individu_id, q.nasional, q.tanda, q.skor, q.sejak
FROM urut q
WHERE
    CASE
        WHEN %(keluarga)s::bigint IS NULL THEN q.posisi BETWEEN %(dari)s AND %(sampai)s
        ELSE q.keluarga_id = %(keluarga)s::bigint
    END
ORDER BY q.posisi
