"""Headers of DTKS UDRT (82 columns) and UDART (60 columns)."""

from __future__ import annotations

UDRT = (
    "IDBDT", "RUTA6", "NoPesertaPBDT", "KDPROP", "KDKAB", "KDKEC", "KDDESA", "Alamat", "AdaPKH", "AdaPBDT",
    "AdaKKS2016", "AdaKKS2017", "AdaPBI", "AdaDapodik", "NoPesertaPKH", "NoPesertaKKS2016", "NoPesertaPBI",
    "PesertaKIP", "Nama_SLS", "Nama_KRT", "Jumlah_ART", "Jumlah_Keluarga", "sta_bangunan", "sta_lahan",
    "luas_lantai", "lantai", "dinding", "kondisi_dinding", "atap", "kondisi_atap", "jumlah_kamar",
    "sumber_airminum", "nomor_meter_air", "cara_peroleh_airminum", "sumber_penerangan", "daya", "nomor_pln",
    "bb_masak", "nomor_gas", "fasbab", "kloset", "buang_tinja", "ada_tabung_gas", "ada_lemari_es", "ada_ac",
    "ada_pemanas", "ada_telepon", "ada_tv", "ada_emas", "ada_laptop", "ada_sepeda", "ada_motor",
    "ada_mobil", "ada_perahu", "ada_motor_tempel", "ada_perahu_motor", "ada_kapal", "aset_tak_bergerak",
    "luas_atb", "rumah_lain", "jumlah_sapi", "jumlah_kerbau", "jumlah_kuda", "jumlah_babi",
    "jumlah_kambing", "sta_art_usaha", "sta_kks", "sta_kip", "sta_kis", "sta_bpjs_mandiri", "sta_jamsostek",
    "sta_asuransi", "sta_pkh", "sta_rastra", "sta_kur", "sta_keberadaan_RT", "percentile", "InitData",
    "LastUpdateData", "lat", "long", "status_kesejahteraan",
)  # fmt: skip
UDART = (
    "IDBDT", "IDARTBDT", "NoPesertaPBDT", "NoPesertaPBDTART", "NoPBDTKemsos", "NoArtPBDTKemsos", "Vector1",
    "Vector2", "Vector3", "Vector4", "KDGabungan4", "KDPROP", "KDKAB", "KDKEC", "KDDESA", "NoPesertaPKH",
    "NoPesertaKKS2016", "NoPesertaPBI_org", "NoArtPKH", "NoArtPBDT", "NoArtKKS2016", "NoArtPBI_org", "Nama",
    "JnsKel", "TmpLahir", "TglLahir", "HubKRT", "NIK", "NoKK", "Hub_KRT", "NUK", "Hubkel", "Umur",
    "Sta_kawin", "Ada_akta_nikah", "Ada_diKK", "Ada_kartu_identitas", "Sta_hamil", "Jenis_cacat",
    "Penyakit_kronis", "Partisipasi_sekolah", "Pendidikan_tertinggi", "Kelas_tertinggi", "Ijazah_tertinggi",
    "Sta_Bekerja", "Jumlah_jamkerja", "Lapangan_usaha", "Status_pekerjaan", "Sta_keberadaan_art",
    "Sta_kepesertaan_pbi", "Ada_kks", "Ada_pbi", "Ada_kip", "Ada_pkh", "Ada_rastra", "Anak_diluar_rt",
    "namagadis_ibukandung", "sta_keberadaan_kks", "InitData", "LastUpdateData",
)  # fmt: skip
