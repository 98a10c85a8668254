"""DTKS tables UDRT (households) and UDART (members) of 2015-2020.

Codes are those of the PBDT 2015 questionnaire (domain §2.7), to be confirmed with a real file. Where 2015 splits
finer than DTSEN several codes fall together; where it is coarser the nearest code stands: gas > 3 kg becomes
elpiji 12 kg, plengsengan becomes plengsengan tanpa tutup. The unit is the household: its members form one family
under the No KK of its head.
"""

from __future__ import annotations

from dtsen.registry.imports.kolom import Kolom, fakta, peta

FLAG = peta({1: 1, 2: 2, 3: 1, 4: 2, 0: None})


def _k(nama: str, kolom: str, pakai: dict[int, int | None] | None = None) -> Kolom:
    return fakta(nama, kolom, tingkat="keluarga", pakai=peta(pakai) if pakai else None)


def _aset(nama: str, kolom: str) -> Kolom:
    return fakta(nama, kolom, tingkat="keluarga", pakai=FLAG)


def _i(nama: str, kolom: str, pakai: dict[int, int | None] | None = None) -> Kolom:
    return fakta(nama, kolom, tingkat="individu", pakai=peta(pakai) if pakai else None)


KELUARGA: tuple[Kolom, ...] = (
    Kolom("kunci", ("idbdt",)),
    Kolom("prov", ("kdprop",)),
    Kolom("kab", ("kdkab",)),
    Kolom("kec", ("kdkec",)),
    Kolom("desa", ("kddesa",)),
    Kolom("nama_kepala", ("nama_krt",)),
    _k("alamat", "Alamat"),
    _k("jumlah_anggota_keluarga", "Jumlah_ART"),
    _k("status_kepemilikan_rumah", "sta_bangunan"),
    _k("luas_lantai_m2", "luas_lantai"),
    _k("jenis_lantai_terluas", "lantai", {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 5, 9: 8, 10: 9}),
    _k("jenis_dinding_terluas", "dinding"),
    _k("jenis_atap_terluas", "atap", {1: 1, 2: 2, 3: 2, 4: 2, 5: 4, 6: 3, 7: 6, 8: 5, 9: 7, 10: 8}),
    _k(
        "sumber_air_minum_utama",
        "sumber_airminum",
        {1: 1, 2: 2, 3: 3, 4: 3, 5: 4, 6: 5, 7: 6, 8: 7, 9: 8, 10: 9, 11: 10, 12: 11},
    ),
    _k("sumber_penerangan_utama", "sumber_penerangan", {1: 1, 2: 3, 3: 4}),
    _k("daya_terpasang", "daya", {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: None}),
    _k("bahan_bakar_utama_memasak", "bb_masak", {1: 1, 2: 3, 3: 4, 4: 5, 5: 7, 6: 8, 7: 9, 8: 10, 9: 0}),
    _k("fasilitas_bab", "fasbab", {1: 1, 2: 2, 3: 4, 4: 6}),
    _k("jenis_kloset", "kloset", {1: 1, 2: 3, 3: 4, 4: None}),
    _k("pembuangan_akhir_tinja", "buang_tinja", {1: 1, 2: 2, 3: 4, 4: 3, 5: 5, 6: 6}),
    _k("id_pelanggan_pln", "nomor_pln"),
    _aset("aset_bergerak_tabung_gas", "ada_tabung_gas"),
    _aset("aset_bergerak_lemari_es", "ada_lemari_es"),
    _aset("aset_bergerak_ac", "ada_ac"),
    _aset("aset_bergerak_pemanas_air", "ada_pemanas"),
    _aset("aset_bergerak_telepon_rumah", "ada_telepon"),
    _aset("aset_bergerak_tv_datar", "ada_tv"),
    _aset("aset_bergerak_emas_perhiasan", "ada_emas"),
    _aset("aset_bergerak_komputer_laptop_tablet", "ada_laptop"),
    _aset("aset_bergerak_sepeda", "ada_sepeda"),
    _aset("aset_bergerak_sepeda_motor", "ada_motor"),
    _aset("aset_bergerak_mobil", "ada_mobil"),
    _aset("aset_bergerak_perahu", "ada_perahu"),
    _aset("aset_bergerak_kapal_perahu_motor", "ada_perahu_motor"),
    _aset("aset_tidak_bergerak_lahan_lainnya", "aset_tak_bergerak"),
    _aset("aset_tidak_bergerak_rumah_lainnya", "rumah_lain"),
    _k("jumlah_ternak_sapi", "jumlah_sapi"),
    _k("jumlah_ternak_kerbau", "jumlah_kerbau"),
    _k("jumlah_ternak_kuda", "jumlah_kuda"),
    _k("jumlah_ternak_babi", "jumlah_babi"),
    _k("jumlah_ternak_kambing_domba", "jumlah_kambing"),
)
INDIVIDU: tuple[Kolom, ...] = (
    Kolom("kunci", ("idbdt",)),
    Kolom("nik", ("nik",)),
    Kolom("nomor_kk", ("nokk",)),
    fakta("nama", "Nama", tingkat="individu"),
    _i("jenis_kelamin", "JnsKel"),
    _i("tempat_lahir", "TmpLahir"),
    _i("tanggal_lahir", "TglLahir"),
    _i("status_hubungan_keluarga", "Hubkel"),
    _i("status_kawin", "Sta_kawin"),
    _i("ijazah_tertinggi_yang_dimiliki", "Ijazah_tertinggi", {0: 23, 1: 3, 2: 8, 3: 13, 4: 18, 5: 19, 6: 21}),
    _i("status_bekerja", "Sta_Bekerja"),
    _i("ibu_kandung", "namagadis_ibukandung"),
)
WAJIB_KELUARGA = ("idbdt", "kdprop", "kdkab", "kdkec", "kddesa", "lantai")
WAJIB_INDIVIDU = ("idbdt", "nik", "nokk", "nama", "tgllahir")
