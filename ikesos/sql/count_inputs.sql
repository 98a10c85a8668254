-- Tujuan: pembilang dan penyebut 20 indikator IKESOS dari registri, menurut desa dan gabungan kelompok
-- Masukan: dari, sampai (rentang kode desa), acuan (tanggal umur), versi (desil resmi); lansia, luas, lantai, dinding, atap, air, bab, kloset, tinja, formal (daftar layak)
-- Butir: satu baris per desa dan gabungan kelompok g (bit 1 lansia, 2 disabilitas, 4 anak, 8 perempuan kepala keluarga); per indikator larik [pembilang, penyebut, semua]; penyebut hanya yang faktanya dikenal
-- Idempoten: ya, hanya membaca
WITH batas AS (
    SELECT
        (%(acuan)s::date - make_interval(years => 7))::date AS t7,
        (%(acuan)s::date - make_interval(years => 15))::date AS t15,
        (%(acuan)s::date - make_interval(years => 18))::date AS t18,
        (%(acuan)s::date - make_interval(years => 19))::date AS t19,
        (%(acuan)s::date - make_interval(years => %(lansia)s))::date AS tua,
        (%(acuan)s::date - make_interval(years => 65))::date AS t65
), bantuan AS (
    SELECT keluarga_id, bool_or(pangan) AS pangan FROM ikesos_penerima GROUP BY keluarga_id
), keluarga AS MATERIALIZED (
    SELECT k.id, k.kode_desa, r.nasional AS desil, b.keluarga_id IS NOT NULL AS dibantu, coalesce(b.pangan, false) AS pangan
    FROM registry_keluarga k
    LEFT JOIN registry_desilresmi r
        ON r.keluarga_id = k.id AND r.versi = %(versi)s AND r.kode_desa >= %(dari)s AND r.kode_desa < %(sampai)s
    LEFT JOIN bantuan b ON b.keluarga_id = k.id
    WHERE k.status = 'aktif' AND k.kode_desa >= %(dari)s AND k.kode_desa < %(sampai)s
), orang AS MATERIALIZED (
    SELECT
        k.id, k.kode_desa, k.desil, k.dibantu, k.pangan,
        i.tanggal_lahir > t.t15 AS bawah15,
        i.tanggal_lahir <= t.t65 AS atas65,
        i.tanggal_lahir <= t.tua AS tua,
        i.tanggal_lahir <= t.t7 AND i.tanggal_lahir > t.t19 AS sekolah,
        i.partisipasi_sekolah,
        i.ijazah_tertinggi_yang_dimiliki AS ijazah,
        i.status_bekerja AS kerja,
        i.status_padan,
        -- Who has some JKN can be said of those whose cover was asked for; the PBI columns alone name only a part.
        CASE WHEN i.jaminan_kesehatan IS NOT NULL THEN
            coalesce(i.pbi_nas = 1, false) OR coalesce(i.pbi_pemda = 1, false)
            OR (i.jaminan_kesehatan <> 99 AND i.jaminan_kesehatan & 7 > 0)
        END AS jkn,
        i.penyakit_kronis > 1 AS kronis,
        i.kepemilikan_usaha = 1 OR i.status_dalam_pekerjaan_utama = ANY (%(formal)s) AS usaha,
        i.status_bekerja IS NOT NULL OR i.kepemilikan_usaha IS NOT NULL AS usaha_dikenal,
        (i.tanggal_lahir <= t.tua AND i.tanggal_lahir IS NOT NULL)::integer
        + 2 * coalesce(least(
            i.penglihatan, i.pendengaran, i.berjalan_atau_naik_tangga, i.menggunakan_tangan_jari,
            i.belajar_kemampuan_intelektual, i.pengendalian_perilaku, i.berbicara_komunikasi, i.mengurus_diri,
            i.mengingat_berkonsentrasi
        ) <= 2, false)::integer
        + 4 * coalesce(i.tanggal_lahir > t.t18, false)::integer
        + 8 * coalesce(i.status_hubungan_keluarga = 1 AND i.jenis_kelamin = 2, false)::integer AS g
    FROM registry_individu i
    JOIN keluarga k ON k.id = i.keluarga_id
    CROSS JOIN batas t
    WHERE (i.keberadaan IS NULL OR i.keberadaan IN (1, 5)) AND i.kode_desa >= %(dari)s AND i.kode_desa < %(sampai)s
), rumah AS MATERIALIZED (
    SELECT
        id,
        kode_desa,
        desil,
        dibantu,
        pangan,
        count(*) AS jiwa,
        bit_or(g) AS g,
        count(*) FILTER (WHERE bawah15 OR atas65) AS tanggungan,
        count(*) FILTER (WHERE NOT bawah15 AND NOT atas65) AS produktif,
        coalesce(bool_or(usaha), false) AS usaha,
        bool_or(usaha_dikenal) AS usaha_dikenal
    FROM orang
    GROUP BY id, kode_desa, desil, dibantu, pangan
), nilai AS (
    SELECT
        r.*,
        c.jenis_lantai_terluas = ANY (%(lantai)s) AND c.jenis_dinding_terluas = ANY (%(dinding)s)
            AND c.jenis_atap_terluas = ANY (%(atap)s) AND c.luas_lantai_m2 >= %(luas)s * r.jiwa AS layak,
        c.jenis_lantai_terluas + c.jenis_dinding_terluas + c.jenis_atap_terluas + c.luas_lantai_m2 IS NOT NULL AS layak_dikenal,
        c.sumber_penerangan_utama AS terang,
        c.sumber_air_minum_utama = ANY (%(air)s) AND c.fasilitas_bab = ANY (%(bab)s)
            AND coalesce(c.jenis_kloset = ANY (%(kloset)s) AND c.pembuangan_akhir_tinja = ANY (%(tinja)s), false) AS bersih,
        -- Kloset and tinja are not asked where there is no toilet.
        c.sumber_air_minum_utama IS NOT NULL AND c.fasilitas_bab IS NOT NULL AND (
            c.fasilitas_bab <> ALL (%(bab)s) OR c.jenis_kloset + c.pembuangan_akhir_tinja IS NOT NULL
        ) AS bersih_dikenal,
        c.aset_bergerak_sepeda_motor = 1 OR c.aset_bergerak_mobil = 1 OR c.aset_bergerak_perahu = 1
            OR c.aset_bergerak_kapal_perahu_motor = 1 OR c.aset_tidak_bergerak_lahan_lainnya = 1
            OR c.jumlah_ternak_sapi > 0 OR c.jumlah_ternak_kerbau > 0 OR c.jumlah_ternak_kuda > 0
            OR c.jumlah_ternak_babi > 0 OR c.jumlah_ternak_kambing_domba > 0 AS aset,
        c.aset_bergerak_sepeda_motor + c.aset_bergerak_mobil + c.aset_bergerak_perahu
            + c.aset_bergerak_kapal_perahu_motor + c.aset_tidak_bergerak_lahan_lainnya + c.jumlah_ternak_sapi
            + c.jumlah_ternak_kerbau + c.jumlah_ternak_kuda + c.jumlah_ternak_babi + c.jumlah_ternak_kambing_domba
            IS NOT NULL AS aset_dikenal,
        c.status_kepemilikan_rumah AS milik,
        c.rekening_digital <= 3 OR c.aset_bergerak_emas_perhiasan = 1 AS tabungan,
        c.rekening_digital + c.aset_bergerak_emas_perhiasan IS NOT NULL AS tabungan_dikenal
    FROM rumah r
    LEFT JOIN registry_kondisikeluarga c
        ON c.keluarga_id = r.id AND c.kode_desa >= %(dari)s AND c.kode_desa < %(sampai)s
), per_orang AS (
    SELECT
        o.kode_desa,
        o.g,
        count(*) AS jiwa,
        count(*) FILTER (WHERE o.kronis AND o.desil <= 4 AND o.jkn) AS kd22a,
        count(*) FILTER (WHERE o.kronis AND o.desil <= 4 AND o.jkn IS NOT NULL) AS kd22b,
        count(*) FILTER (WHERE o.kronis AND o.desil <= 4) AS kd22s,
        count(*) FILTER (WHERE o.sekolah AND o.partisipasi_sekolah = 2) AS kd31a,
        count(*) FILTER (WHERE o.sekolah AND o.partisipasi_sekolah IS NOT NULL) AS kd31b,
        count(*) FILTER (WHERE o.sekolah) AS kd31s,
        count(*) FILTER (WHERE NOT o.bawah15 AND o.ijazah BETWEEN 6 AND 22) AS kd32a,
        count(*) FILTER (WHERE NOT o.bawah15 AND o.ijazah IS NOT NULL) AS kd32b,
        count(*) FILTER (WHERE NOT o.bawah15) AS kd32s,
        count(*) FILTER (WHERE o.jkn) AS kd41a,
        count(*) FILTER (WHERE o.jkn IS NOT NULL) AS kd41b,
        count(*) FILTER (WHERE o.status_padan = 'padan') AS kd72a,
        count(*) FILTER (WHERE o.status_padan <> 'belum_dicek') AS kd72b,
        count(*) FILTER (WHERE o.tua AND o.desil <= 4) AS ps23b,
        count(*) FILTER (WHERE o.g & 2 > 0 AND o.desil <= 5 AND o.dibantu) AS ps32a,
        count(*) FILTER (WHERE o.g & 2 > 0 AND o.desil <= 5) AS ps32b,
        count(*) FILTER (WHERE o.g & 8 > 0 AND o.desil <= 4 AND o.dibantu) AS ps33a,
        count(*) FILTER (WHERE o.g & 8 > 0 AND o.desil <= 4) AS ps33b,
        count(*) FILTER (WHERE NOT o.bawah15 AND NOT o.atas65 AND o.kerja = 1) AS ke11a,
        count(*) FILTER (WHERE NOT o.bawah15 AND NOT o.atas65 AND o.kerja IS NOT NULL) AS ke11b,
        count(*) FILTER (WHERE NOT o.bawah15 AND NOT o.atas65) AS ke11s,
        count(*) FILTER (WHERE o.desil <= 2) AS ke31a,
        count(*) FILTER (WHERE o.desil IS NOT NULL) AS ke31b
    FROM orang o
    GROUP BY o.kode_desa, o.g
), per_keluarga AS (
    SELECT
        kode_desa,
        g,
        count(*) AS keluarga,
        count(*) FILTER (WHERE desil <= 4 AND pangan) AS kd12a,
        count(*) FILTER (WHERE desil <= 4 AND dibantu) AS kd42a,
        count(*) FILTER (WHERE desil <= 4) AS miskin,
        -- Somebody old who lives alone is a family of the same combination of groups.
        count(*) FILTER (WHERE jiwa = 1 AND g & 1 > 0 AND desil <= 4) AS sendiri,
        count(*) FILTER (WHERE layak_dikenal AND layak) AS kd51a,
        count(*) FILTER (WHERE layak_dikenal) AS kd51b,
        count(*) FILTER (WHERE terang = 1) AS kd52a,
        count(*) FILTER (WHERE terang IS NOT NULL) AS kd52b,
        count(*) FILTER (WHERE bersih_dikenal AND bersih) AS kd71a,
        count(*) FILTER (WHERE bersih_dikenal) AS kd71b,
        count(*) FILTER (WHERE usaha_dikenal AND usaha) AS ke12a,
        count(*) FILTER (WHERE usaha_dikenal) AS ke12b,
        count(*) FILTER (WHERE aset_dikenal AND aset) AS ke21a,
        count(*) FILTER (WHERE aset_dikenal) AS ke21b,
        count(*) FILTER (WHERE milik = 1) AS ke22a,
        count(*) FILTER (WHERE milik IS NOT NULL) AS ke22b,
        count(*) FILTER (WHERE tabungan_dikenal AND tabungan) AS ke23a,
        count(*) FILTER (WHERE tabungan_dikenal) AS ke23b,
        sum(tanggungan) AS ke32a,
        sum(produktif) AS ke32b
    FROM nilai
    GROUP BY kode_desa, g
)
SELECT
    coalesce(o.kode_desa, k.kode_desa),
    coalesce(o.g, k.g),
    coalesce(o.jiwa, 0),
    coalesce(k.keluarga, 0),
    ARRAY[kd12a, miskin, miskin, kd42a, miskin, miskin, kd51a, kd51b, keluarga, kd52a, kd52b, keluarga,
        kd71a, kd71b, keluarga, ke12a, ke12b, keluarga, ke21a, ke21b, keluarga, ke22a, ke22b, keluarga,
        ke23a, ke23b, keluarga, ke32a, ke32b, ke32b] AS per_keluarga,
    ARRAY[kd22a, kd22b, kd22s, kd31a, kd31b, kd31s, kd32a, kd32b, kd32s, kd41a, kd41b, o.jiwa,
        kd72a, kd72b, o.jiwa, ps23b - coalesce(sendiri, 0), ps23b, ps23b, ps32a, ps32b, ps32b, ps33a, ps33b, ps33b,
        ke11a, ke11b, ke11s, ke31a, ke31b, o.jiwa] AS per_orang
FROM per_orang o
FULL JOIN per_keluarga k ON k.kode_desa = o.kode_desa AND k.g = o.g
