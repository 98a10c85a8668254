-- Tujuan: rerata poin tertimbang setiap fitur di antara keluarga yang berskor; pembanding "mengapa" di halaman keluarga
-- Masukan: run, beku, dan per fitur: batas_, poin_, kosong_
-- Butir: satu objek JSON fitur -> rerata poin, dibulatkan; fitur di luar model bernilai 0
-- Idempoten: ya, hanya membaca
SELECT jsonb_build_object(
    'luas_per_jiwa', round(sum(h.bobot::bigint * coalesce((%(poin_luas_per_jiwa)s::integer[])[width_bucket(f.luas_per_jiwa, %(batas_luas_per_jiwa)s::integer[]) + 1], %(kosong_luas_per_jiwa)s)) / nullif(sum(h.bobot), 0)),
    'lantai_bukan_tanah', round(sum(h.bobot::bigint * coalesce((%(poin_lantai_bukan_tanah)s::integer[])[f.lantai_bukan_tanah + 1], %(kosong_lantai_bukan_tanah)s)) / nullif(sum(h.bobot), 0)),
    'dinding_tembok', round(sum(h.bobot::bigint * coalesce((%(poin_dinding_tembok)s::integer[])[f.dinding_tembok + 1], %(kosong_dinding_tembok)s)) / nullif(sum(h.bobot), 0)),
    'bab_sendiri', round(sum(h.bobot::bigint * coalesce((%(poin_bab_sendiri)s::integer[])[f.bab_sendiri + 1], %(kosong_bab_sendiri)s)) / nullif(sum(h.bobot), 0)),
    'air_bersih', round(sum(h.bobot::bigint * coalesce((%(poin_air_bersih)s::integer[])[f.air_bersih + 1], %(kosong_air_bersih)s)) / nullif(sum(h.bobot), 0)),
    'penerangan_pln', round(sum(h.bobot::bigint * coalesce((%(poin_penerangan_pln)s::integer[])[f.penerangan_pln + 1], %(kosong_penerangan_pln)s)) / nullif(sum(h.bobot), 0)),
    'masak_kayu', round(sum(h.bobot::bigint * coalesce((%(poin_masak_kayu)s::integer[])[f.masak_kayu + 1], %(kosong_masak_kayu)s)) / nullif(sum(h.bobot), 0)),
    'rumah_sendiri', round(sum(h.bobot::bigint * coalesce((%(poin_rumah_sendiri)s::integer[])[f.rumah_sendiri + 1], %(kosong_rumah_sendiri)s)) / nullif(sum(h.bobot), 0)),
    'ukuran_keluarga', round(sum(h.bobot::bigint * coalesce((%(poin_ukuran_keluarga)s::integer[])[width_bucket(f.ukuran_keluarga, %(batas_ukuran_keluarga)s::integer[]) + 1], %(kosong_ukuran_keluarga)s)) / nullif(sum(h.bobot), 0)),
    'anak_0_4', round(sum(h.bobot::bigint * coalesce((%(poin_anak_0_4)s::integer[])[width_bucket(f.anak_0_4, %(batas_anak_0_4)s::integer[]) + 1], %(kosong_anak_0_4)s)) / nullif(sum(h.bobot), 0)),
    'umur_kepala', round(sum(h.bobot::bigint * coalesce((%(poin_umur_kepala)s::integer[])[width_bucket(f.umur_kepala, %(batas_umur_kepala)s::integer[]) + 1], %(kosong_umur_kepala)s)) / nullif(sum(h.bobot), 0)),
    'rasio_ketergantungan', round(sum(h.bobot::bigint * coalesce((%(poin_rasio_ketergantungan)s::integer[])[width_bucket(f.rasio_ketergantungan, %(batas_rasio_ketergantungan)s::integer[]) + 1], %(kosong_rasio_ketergantungan)s)) / nullif(sum(h.bobot), 0)),
    'anak_sd', round(sum(h.bobot::bigint * coalesce((%(poin_anak_sd)s::integer[])[width_bucket(f.anak_sd, %(batas_anak_sd)s::integer[]) + 1], %(kosong_anak_sd)s)) / nullif(sum(h.bobot), 0)),
    'anak_smp', round(sum(h.bobot::bigint * coalesce((%(poin_anak_smp)s::integer[])[width_bucket(f.anak_smp, %(batas_anak_smp)s::integer[]) + 1], %(kosong_anak_smp)s)) / nullif(sum(h.bobot), 0)),
    'anak_sma', round(sum(h.bobot::bigint * coalesce((%(poin_anak_sma)s::integer[])[width_bucket(f.anak_sma, %(batas_anak_sma)s::integer[]) + 1], %(kosong_anak_sma)s)) / nullif(sum(h.bobot), 0)),
    'ijazah_kepala', round(sum(h.bobot::bigint * coalesce((%(poin_ijazah_kepala)s::integer[])[f.ijazah_kepala + 1], %(kosong_ijazah_kepala)s)) / nullif(sum(h.bobot), 0)),
    'ijazah_tertinggi', round(sum(h.bobot::bigint * coalesce((%(poin_ijazah_tertinggi)s::integer[])[f.ijazah_tertinggi + 1], %(kosong_ijazah_tertinggi)s)) / nullif(sum(h.bobot), 0)),
    'pekerjaan_kepala', round(sum(h.bobot::bigint * coalesce((%(poin_pekerjaan_kepala)s::integer[])[f.pekerjaan_kepala + 1], %(kosong_pekerjaan_kepala)s)) / nullif(sum(h.bobot), 0)),
    'sektor_kepala', round(sum(h.bobot::bigint * coalesce((%(poin_sektor_kepala)s::integer[])[f.sektor_kepala + 1], %(kosong_sektor_kepala)s)) / nullif(sum(h.bobot), 0)),
    'ac', round(sum(h.bobot::bigint * coalesce((%(poin_ac)s::integer[])[f.ac + 1], %(kosong_ac)s)) / nullif(sum(h.bobot), 0)),
    'komputer', round(sum(h.bobot::bigint * coalesce((%(poin_komputer)s::integer[])[f.komputer + 1], %(kosong_komputer)s)) / nullif(sum(h.bobot), 0)),
    'kulkas', round(sum(h.bobot::bigint * coalesce((%(poin_kulkas)s::integer[])[f.kulkas + 1], %(kosong_kulkas)s)) / nullif(sum(h.bobot), 0)),
    'sepeda', round(sum(h.bobot::bigint * coalesce((%(poin_sepeda)s::integer[])[f.sepeda + 1], %(kosong_sepeda)s)) / nullif(sum(h.bobot), 0)),
    'motor', round(sum(h.bobot::bigint * coalesce((%(poin_motor)s::integer[])[f.motor + 1], %(kosong_motor)s)) / nullif(sum(h.bobot), 0)),
    'mobil', round(sum(h.bobot::bigint * coalesce((%(poin_mobil)s::integer[])[f.mobil + 1], %(kosong_mobil)s)) / nullif(sum(h.bobot), 0)),
    'sapi_kerbau', round(sum(h.bobot::bigint * coalesce((%(poin_sapi_kerbau)s::integer[])[f.sapi_kerbau + 1], %(kosong_sapi_kerbau)s)) / nullif(sum(h.bobot), 0))
)
FROM ranking_hasil AS h
INNER JOIN ranking_beku_fitur AS f ON f.beku_id = %(beku)s AND f.keluarga_id = h.keluarga_id
WHERE h.run_id = %(run)s AND h.skor IS NOT NULL
