"""Regsosek 2022.K: five sheets a workbook (or five CSV), joined by No KK; BPS codes in block I.

Atap 5 and 6 are swapped against DTSEN, "tidak memasak" is 0 or 12, up to three electricity meters (the highest
counts). The headings 401 to 403 of sheet 4 are repeated; the first of each counts.
"""

from __future__ import annotations

from dtsen.registry.imports.kolom import Kolom, fakta, peta


def _k(nama: str, kolom: str, pakai: dict[int, int | None] | None = None) -> Kolom:
    return fakta(nama, kolom, tingkat="keluarga", pakai=peta(pakai) if pakai else None)


def _i(nama: str, kolom: str) -> Kolom:
    return fakta(nama, kolom, tingkat="individu")


SATU_SATU = {n: n for n in range(12)}
KELUARGA: tuple[Kolom, ...] = (
    Kolom("kunci", ("no kartu keluarga",)),
    Kolom("kode_desa", ("104", "104 desa", "104 desa/kelurahan", "104 kode desa/kelurahan")),
    _k("rt", "106 rt"),
    _k("alamat", "107 alamat"),
    _k("status_kepemilikan_rumah", "301a"),
    _k("bukti_kepemilikan_tanah", "301b"),
    _k("luas_lantai_m2", "302"),
    _k("jenis_lantai_terluas", "303"),
    _k("jenis_dinding_terluas", "304"),
    _k("jenis_atap_terluas", "305", {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 5, 7: 7, 8: 8}),
    _k("sumber_air_minum_utama", "306a"),
    _k("sumber_penerangan_utama", "307a"),
    _k("daya_terpasang", "307b1"),
    _k("bahan_bakar_utama_memasak", "308", {**SATU_SATU, 12: 0}),
    _k("fasilitas_bab", "309a"),
    _k("jenis_kloset", "309b"),
    _k("pembuangan_akhir_tinja", "310"),
    *(
        _k(nama, f"502{huruf}")
        for huruf, nama in zip(
            "abcdefghijklmn",
            (
                "aset_bergerak_tabung_gas", "aset_bergerak_lemari_es", "aset_bergerak_ac", "aset_bergerak_pemanas_air",
                "aset_bergerak_telepon_rumah", "aset_bergerak_tv_datar", "aset_bergerak_emas_perhiasan",
                "aset_bergerak_komputer_laptop_tablet", "aset_bergerak_sepeda_motor", "aset_bergerak_sepeda",
                "aset_bergerak_mobil", "aset_bergerak_perahu", "aset_bergerak_kapal_perahu_motor",
                "aset_bergerak_smartphone",
            ),
            strict=True,
        )
    ),
    _k("aset_tidak_bergerak_lahan_lainnya", "503a"),
    _k("aset_tidak_bergerak_rumah_lainnya", "503b"),
    _k("jumlah_ternak_sapi", "504a"),
    _k("jumlah_ternak_kerbau", "504b"),
    _k("jumlah_ternak_kuda", "504c"),
    _k("jumlah_ternak_babi", "504d"),
    _k("jumlah_ternak_kambing_domba", "504e"),
    _k("internet_utama", "505"),
    _k("rekening_digital", "506"),
)  # fmt: skip
METER = ("307b1", "307b2", "307b3")
INDIVIDU: tuple[Kolom, ...] = (
    Kolom("kunci", ("no kartu keluarga",)),
    Kolom("nik", ("403 nik",)),
    fakta("nama", "402 nama", tingkat="individu"),
    _i("keberadaan", "404"),
    _i("jenis_kelamin", "405"),
    _i("tanggal_lahir", "406"),
    _i("status_kawin", "408"),
    _i("status_hubungan_keluarga", "409"),
    _i("hamil", "410"),
    _i("kartu_identitas", "411"),
    _i("partisipasi_sekolah", "412"),
    _i("jenjang_tertinggi_yang_diduduki", "413"),
    _i("kelas_tertinggi_yang_diduduki", "414"),
    _i("ijazah_tertinggi_yang_dimiliki", "415"),
    _i("status_bekerja", "416a"),
    _i("lapangan_usaha_dari_pekerjaan_utama", "417"),
    _i("status_dalam_pekerjaan_utama", "418"),
    _i("kepemilikan_usaha", "420a"),
    _i("jumlah_usaha", "420b"),
    _i("lapangan_usaha_dari_usaha_utama", "421"),
    _i("jumlah_pekerja_yang_dibayar_dari_usaha_utama", "422"),
    _i("jumlah_pekerja_yang_tidak_dibayar_dari_usaha_utama", "423"),
    _i("omzet_usaha_utama", "425"),
    _i("kondisi_gizi", "427"),
    *(
        _i(nama, f"428{huruf}")
        for huruf, nama in zip(
            "abcdefghij",
            (
                "penglihatan", "pendengaran", "berjalan_atau_naik_tangga", "menggunakan_tangan_jari",
                "belajar_kemampuan_intelektual", "pengendalian_perilaku", "berbicara_komunikasi", "mengurus_diri",
                "mengingat_berkonsentrasi", "kesedihan_depresi",
            ),
            strict=True,
        )
    ),
    _i("penyakit_kronis", "430"),
    _i("jaminan_kesehatan", "431a"),
)  # fmt: skip
WAJIB_TEMPAT = ("no kartu keluarga", "kode sls/ non sls")
WAJIB_RUMAH = ("no kartu keluarga", "303", "309a")
WAJIB_ANGGOTA = ("no kartu keluarga", "402 nama", "403 nik")
WAJIB_PROGRAM = ("no kartu keluarga", "502a", "503a")
