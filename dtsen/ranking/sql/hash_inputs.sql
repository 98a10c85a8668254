-- Tujuan: jumlah keluarga, jumlah jiwa dan sidik isi data beku
-- Masukan: beku (id data beku)
-- Butir: sidik tidak bergantung pada urutan baris dan sama bila isinya sama, juga di data beku lain
-- Idempoten: ya, hanya membaca
SELECT
    count(*),
    coalesce(sum(f.bobot), 0),
    coalesce(bit_xor(hash_record_extended(ROW(
        f.keluarga_id,
        f.kode_desa,
        f.bobot,
        f.luas_per_jiwa,
        f.lantai_bukan_tanah,
        f.dinding_tembok,
        f.bab_sendiri,
        f.air_bersih,
        f.penerangan_pln,
        f.masak_kayu,
        f.rumah_sendiri,
        f.ukuran_keluarga,
        f.anak_0_4,
        f.umur_kepala,
        f.rasio_ketergantungan,
        f.anak_sd,
        f.anak_smp,
        f.anak_sma,
        f.ijazah_kepala,
        f.ijazah_tertinggi,
        f.pekerjaan_kepala,
        f.sektor_kepala,
        f.ac,
        f.komputer,
        f.kulkas,
        f.sepeda,
        f.motor,
        f.mobil,
        f.sapi_kerbau
    ), 0)), 0)
FROM ranking_beku_fitur AS f
WHERE f.beku_id = %(beku)s
