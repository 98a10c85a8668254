-- Tujuan: skor setiap keluarga dari data beku dengan satu kartu skor, bilangan bulat seluruhnya
-- Masukan: beku, dari dan sampai (id keluarga), per_keluarga, intersep, minimum; per fitur pakai_, poin_, kosong_, batas_
-- Butir: bagian.skor_baru: keluarga, bobot menurut basis, skor atau NULL dengan alasan_kosong
-- Idempoten: ya, bagian.skor_baru dibuat ulang sebelum pernyataan ini
INSERT INTO bagian.skor_baru (keluarga_id, kode_desa, bobot, skor, alasan_kosong)
SELECT
    f.keluarga_id,
    f.kode_desa,
    CASE WHEN %(per_keluarga)s THEN 1 ELSE f.bobot END,
    CASE WHEN d.alasan = '' THEN
        %(intersep)s
        + coalesce((%(poin_luas_per_jiwa)s::integer[])[width_bucket(f.luas_per_jiwa, %(batas_luas_per_jiwa)s::integer[]) + 1], %(kosong_luas_per_jiwa)s)
        + coalesce((%(poin_lantai_bukan_tanah)s::integer[])[f.lantai_bukan_tanah + 1], %(kosong_lantai_bukan_tanah)s)
        + coalesce((%(poin_dinding_tembok)s::integer[])[f.dinding_tembok + 1], %(kosong_dinding_tembok)s)
        + coalesce((%(poin_bab_sendiri)s::integer[])[f.bab_sendiri + 1], %(kosong_bab_sendiri)s)
        + coalesce((%(poin_air_bersih)s::integer[])[f.air_bersih + 1], %(kosong_air_bersih)s)
        + coalesce((%(poin_penerangan_pln)s::integer[])[f.penerangan_pln + 1], %(kosong_penerangan_pln)s)
        + coalesce((%(poin_masak_kayu)s::integer[])[f.masak_kayu + 1], %(kosong_masak_kayu)s)
        + coalesce((%(poin_rumah_sendiri)s::integer[])[f.rumah_sendiri + 1], %(kosong_rumah_sendiri)s)
        + coalesce((%(poin_ukuran_keluarga)s::integer[])[width_bucket(f.ukuran_keluarga, %(batas_ukuran_keluarga)s::integer[]) + 1], %(kosong_ukuran_keluarga)s)
        + coalesce((%(poin_anak_0_4)s::integer[])[width_bucket(f.anak_0_4, %(batas_anak_0_4)s::integer[]) + 1], %(kosong_anak_0_4)s)
        + coalesce((%(poin_umur_kepala)s::integer[])[width_bucket(f.umur_kepala, %(batas_umur_kepala)s::integer[]) + 1], %(kosong_umur_kepala)s)
        + coalesce((%(poin_rasio_ketergantungan)s::integer[])[width_bucket(f.rasio_ketergantungan, %(batas_rasio_ketergantungan)s::integer[]) + 1], %(kosong_rasio_ketergantungan)s)
        + coalesce((%(poin_anak_sd)s::integer[])[width_bucket(f.anak_sd, %(batas_anak_sd)s::integer[]) + 1], %(kosong_anak_sd)s)
        + coalesce((%(poin_anak_smp)s::integer[])[width_bucket(f.anak_smp, %(batas_anak_smp)s::integer[]) + 1], %(kosong_anak_smp)s)
        + coalesce((%(poin_anak_sma)s::integer[])[width_bucket(f.anak_sma, %(batas_anak_sma)s::integer[]) + 1], %(kosong_anak_sma)s)
        + coalesce((%(poin_ijazah_kepala)s::integer[])[f.ijazah_kepala + 1], %(kosong_ijazah_kepala)s)
        + coalesce((%(poin_ijazah_tertinggi)s::integer[])[f.ijazah_tertinggi + 1], %(kosong_ijazah_tertinggi)s)
        + coalesce((%(poin_pekerjaan_kepala)s::integer[])[f.pekerjaan_kepala + 1], %(kosong_pekerjaan_kepala)s)
        + coalesce((%(poin_sektor_kepala)s::integer[])[f.sektor_kepala + 1], %(kosong_sektor_kepala)s)
        + coalesce((%(poin_ac)s::integer[])[f.ac + 1], %(kosong_ac)s)
        + coalesce((%(poin_komputer)s::integer[])[f.komputer + 1], %(kosong_komputer)s)
        + coalesce((%(poin_kulkas)s::integer[])[f.kulkas + 1], %(kosong_kulkas)s)
        + coalesce((%(poin_sepeda)s::integer[])[f.sepeda + 1], %(kosong_sepeda)s)
        + coalesce((%(poin_motor)s::integer[])[f.motor + 1], %(kosong_motor)s)
        + coalesce((%(poin_mobil)s::integer[])[f.mobil + 1], %(kosong_mobil)s)
        + coalesce((%(poin_sapi_kerbau)s::integer[])[f.sapi_kerbau + 1], %(kosong_sapi_kerbau)s)
    END,
    d.alasan
FROM ranking_beku_fitur AS f
CROSS JOIN LATERAL (SELECT CASE
    WHEN f.bobot <= 0 THEN 'tanpa_anggota'
    WHEN num_nonnulls(
        CASE WHEN %(pakai_luas_per_jiwa)s THEN f.luas_per_jiwa END,
        CASE WHEN %(pakai_lantai_bukan_tanah)s THEN f.lantai_bukan_tanah END,
        CASE WHEN %(pakai_dinding_tembok)s THEN f.dinding_tembok END,
        CASE WHEN %(pakai_bab_sendiri)s THEN f.bab_sendiri END,
        CASE WHEN %(pakai_air_bersih)s THEN f.air_bersih END,
        CASE WHEN %(pakai_penerangan_pln)s THEN f.penerangan_pln END,
        CASE WHEN %(pakai_masak_kayu)s THEN f.masak_kayu END,
        CASE WHEN %(pakai_rumah_sendiri)s THEN f.rumah_sendiri END,
        CASE WHEN %(pakai_ukuran_keluarga)s THEN f.ukuran_keluarga END,
        CASE WHEN %(pakai_anak_0_4)s THEN f.anak_0_4 END,
        CASE WHEN %(pakai_umur_kepala)s THEN f.umur_kepala END,
        CASE WHEN %(pakai_rasio_ketergantungan)s THEN f.rasio_ketergantungan END,
        CASE WHEN %(pakai_anak_sd)s THEN f.anak_sd END,
        CASE WHEN %(pakai_anak_smp)s THEN f.anak_smp END,
        CASE WHEN %(pakai_anak_sma)s THEN f.anak_sma END,
        CASE WHEN %(pakai_ijazah_kepala)s THEN f.ijazah_kepala END,
        CASE WHEN %(pakai_ijazah_tertinggi)s THEN f.ijazah_tertinggi END,
        CASE WHEN %(pakai_pekerjaan_kepala)s THEN f.pekerjaan_kepala END,
        CASE WHEN %(pakai_sektor_kepala)s THEN f.sektor_kepala END,
        CASE WHEN %(pakai_ac)s THEN f.ac END,
        CASE WHEN %(pakai_komputer)s THEN f.komputer END,
        CASE WHEN %(pakai_kulkas)s THEN f.kulkas END,
        CASE WHEN %(pakai_sepeda)s THEN f.sepeda END,
        CASE WHEN %(pakai_motor)s THEN f.motor END,
        CASE WHEN %(pakai_mobil)s THEN f.mobil END,
        CASE WHEN %(pakai_sapi_kerbau)s THEN f.sapi_kerbau END
    ) < %(minimum)s THEN 'data_kurang'
    ELSE ''
END AS alasan) AS d
WHERE f.beku_id = %(beku)s AND f.keluarga_id BETWEEN %(dari)s AND %(sampai)s
