"""The facts of the registry, declared once: models, importers, forms, pages and lineage read this table.

Names are those of the DTSEN catalogue 2026 (52 family and 48 person columns) with the unit added where it has one
(`luas_lantai_m2`). A fact's place in FAKTA_KELUARGA or FAKTA_INDIVIDU is its place in the `asal` array of a row
(see `asal.py`): append new facts at the end, never insert.
"""

from __future__ import annotations

from dataclasses import dataclass

from dtsen.lib.kode import KODE

KODE_, BIT, ANGKA, TEKS, TANGGAL = "kode", "bit", "angka", "teks", "tanggal"


@dataclass(frozen=True, slots=True)
class Fakta:
    """One fact.

    `jenis`: kode | bit (sum of codes) | angka | teks | tanggal.
    `sens`: T terbuka, Q kuasi, P pribadi, S spesifik (UU PDP).
    """

    nama: str
    label: str
    jenis: str = KODE_
    blok: str = ""
    sens: str = "T"
    satuan: str = ""
    maks: int = 999
    panjang: int = 100
    boleh_ubah: bool = True

    @property
    def pilihan(self) -> dict[int, str]:
        """Code list, empty for facts that are not coded."""
        return KODE[self.nama] if self.jenis in {KODE_, BIT} else {}

    def label_nilai(self, nilai: object) -> str:
        """Return a value as people read it."""
        if nilai is None or nilai == "":
            return "Tidak diketahui"
        if self.jenis == KODE_:
            return self.pilihan.get(int(str(nilai)), f"Kode {nilai}")
        if self.jenis == BIT:
            bit = int(str(nilai))
            return self.pilihan.get(bit) or ", ".join(arti for k, arti in self.pilihan.items() if k and k & bit == k)
        return f"{nilai} {self.satuan}".strip()


RUMAH, ASET, TERNAK, PROGRAM, ALAMAT = "Rumah", "Aset", "Ternak", "Program", "Alamat"
DIRI, SEKOLAH, KERJA, USAHA, SEHAT, KTP = "Identitas", "Pendidikan", "Pekerjaan", "Usaha", "Kesehatan", "KTP"


def _aset(nama: str, label: str) -> Fakta:
    return Fakta(nama, label, blok=ASET)


def _ternak(nama: str, label: str) -> Fakta:
    return Fakta(nama, label, ANGKA, TERNAK, satuan="ekor")


def _teks(nama: str, label: str, blok: str, sens: str, panjang: int, *, boleh_ubah: bool = True) -> Fakta:
    return Fakta(nama, label, TEKS, blok, sens, panjang=panjang, boleh_ubah=boleh_ubah)


FAKTA_KELUARGA: tuple[Fakta, ...] = (
    Fakta("status_kepemilikan_rumah", "Status kepemilikan rumah", blok=RUMAH),
    Fakta("jenis_lantai_terluas", "Lantai terluas", blok=RUMAH),
    Fakta("luas_lantai_m2", "Luas lantai", ANGKA, RUMAH, satuan="m²"),
    Fakta("jenis_dinding_terluas", "Dinding terluas", blok=RUMAH),
    Fakta("jenis_atap_terluas", "Atap terluas", blok=RUMAH),
    Fakta("sumber_air_minum_utama", "Sumber air minum utama", blok=RUMAH),
    Fakta("sumber_penerangan_utama", "Penerangan utama", blok=RUMAH),
    Fakta("daya_terpasang", "Daya listrik terpasang", blok=RUMAH),
    Fakta("bahan_bakar_utama_memasak", "Bahan bakar memasak", blok=RUMAH),
    Fakta("fasilitas_bab", "Tempat buang air besar", blok=RUMAH),
    Fakta("jenis_kloset", "Jenis kloset", blok=RUMAH),
    Fakta("pembuangan_akhir_tinja", "Pembuangan akhir tinja", blok=RUMAH),
    _aset("kepemilikan_aset", "Punya aset"),
    _aset("aset_bergerak_tabung_gas", "Tabung gas 5,5 kg atau lebih"),
    _aset("aset_bergerak_lemari_es", "Lemari es"),
    _aset("aset_bergerak_ac", "AC"),
    _aset("aset_bergerak_pemanas_air", "Pemanas air"),
    _aset("aset_bergerak_telepon_rumah", "Telepon rumah"),
    _aset("aset_bergerak_tv_datar", "TV layar datar"),
    _aset("aset_bergerak_emas_perhiasan", "Emas atau perhiasan (min. 10 g)"),
    _aset("aset_bergerak_komputer_laptop_tablet", "Komputer, laptop, atau tablet"),
    _aset("aset_bergerak_sepeda_motor", "Sepeda motor"),
    _aset("aset_bergerak_sepeda", "Sepeda"),
    _aset("aset_bergerak_mobil", "Mobil"),
    _aset("aset_bergerak_perahu", "Perahu"),
    _aset("aset_bergerak_kapal_perahu_motor", "Kapal atau perahu motor"),
    _aset("aset_bergerak_smartphone", "Smartphone"),
    _aset("aset_tidak_bergerak_lahan_lainnya", "Lahan selain yang ditempati"),
    _aset("aset_tidak_bergerak_rumah_lainnya", "Rumah di tempat lain"),
    _ternak("jumlah_ternak_sapi", "Sapi"),
    _ternak("jumlah_ternak_kerbau", "Kerbau"),
    _ternak("jumlah_ternak_kuda", "Kuda"),
    _ternak("jumlah_ternak_babi", "Babi"),
    _ternak("jumlah_ternak_kambing_domba", "Kambing atau domba"),
    Fakta("pbi_nas", "PBI-JK nasional (keluarga)", blok=PROGRAM),
    Fakta("pbi_pemda", "PBI daerah (keluarga)", blok=PROGRAM),
    _teks("id_pelanggan_pln", "ID pelanggan PLN", RUMAH, "P", 20),
    _teks("alamat", "Alamat domisili", ALAMAT, "P", 500),
    _teks("rt", "RT", ALAMAT, "Q", 3),
    _teks("rw", "RW", ALAMAT, "Q", 3),
    _teks("dusun", "Dusun", ALAMAT, "Q", 60),
    Fakta(
        "jumlah_anggota_keluarga",
        "Jumlah anggota menurut berkas",
        ANGKA,
        ALAMAT,
        satuan="orang",
        boleh_ubah=False,
    ),
    # Beyond the 52 columns (domain §2.7): from Regsosek, or by pembaruan.
    Fakta("bukti_kepemilikan_tanah", "Bukti kepemilikan tanah", blok=RUMAH),
    Fakta("rekening_digital", "Rekening atau dompet digital", blok=ASET),
    Fakta("internet_utama", "Akses internet utama", blok=ASET),
    _teks("nomor_meter_pln", "Nomor meter PLN", RUMAH, "P", 20),
)

_SULIT = (
    ("penglihatan", "Kesulitan melihat"),
    ("pendengaran", "Kesulitan mendengar"),
    ("berjalan_atau_naik_tangga", "Kesulitan berjalan"),
    ("menggunakan_tangan_jari", "Kesulitan memakai tangan"),
    ("belajar_kemampuan_intelektual", "Kesulitan belajar"),
    ("pengendalian_perilaku", "Kesulitan mengendalikan perilaku"),
    ("berbicara_komunikasi", "Kesulitan berbicara"),
    ("mengurus_diri", "Kesulitan mengurus diri"),
    ("mengingat_berkonsentrasi", "Kesulitan mengingat"),
)

FAKTA_INDIVIDU: tuple[Fakta, ...] = (
    _teks("nama", "Nama", DIRI, "P", 100),
    Fakta("tanggal_lahir", "Tanggal lahir", TANGGAL, DIRI, "P"),
    Fakta("jenis_kelamin", "Jenis kelamin", blok=DIRI),
    Fakta("status_hubungan_keluarga", "Hubungan dengan kepala keluarga", blok=DIRI),
    Fakta("pbi_nas", "PBI-JK nasional", blok=PROGRAM),
    Fakta("pbi_pemda", "PBI daerah", blok=PROGRAM),
    Fakta("status_kawin", "Status kawin", blok=DIRI),
    Fakta("partisipasi_sekolah", "Partisipasi sekolah", blok=SEKOLAH),
    Fakta("jenjang_tertinggi_yang_diduduki", "Jenjang tertinggi", blok=SEKOLAH),
    Fakta("kelas_tertinggi_yang_diduduki", "Kelas tertinggi", blok=SEKOLAH),
    Fakta("ijazah_tertinggi_yang_dimiliki", "Ijazah tertinggi", blok=SEKOLAH),
    Fakta("status_bekerja", "Bekerja", blok=KERJA),
    Fakta("lapangan_usaha_dari_pekerjaan_utama", "Lapangan usaha pekerjaan", blok=KERJA),
    Fakta("status_dalam_pekerjaan_utama", "Status dalam pekerjaan", blok=KERJA),
    Fakta("kepemilikan_usaha", "Punya usaha", blok=USAHA),
    Fakta("jumlah_usaha", "Jumlah usaha", ANGKA, USAHA),
    Fakta("lapangan_usaha_dari_usaha_utama", "Lapangan usaha dari usaha utama", blok=USAHA),
    Fakta("jumlah_pekerja_yang_dibayar_dari_usaha_utama", "Pekerja dibayar", ANGKA, USAHA, satuan="orang"),
    Fakta(
        "jumlah_pekerja_yang_tidak_dibayar_dari_usaha_utama",
        "Pekerja tidak dibayar",
        ANGKA,
        USAHA,
        satuan="orang",
    ),
    Fakta("omzet_usaha_utama", "Omzet usaha per bulan", blok=USAHA),
    Fakta("kondisi_gizi", "Kondisi gizi", blok=SEHAT, sens="S"),
    *(Fakta(nama, label, blok=SEHAT, sens="S") for nama, label in _SULIT),
    Fakta("kesedihan_depresi", "Sedih atau depresi", blok=SEHAT, sens="S"),
    Fakta("penyakit_kronis", "Penyakit kronis", blok=SEHAT, sens="S"),
    _teks("kode_desa_ktp", "Desa menurut KTP", KTP, "Q", 13, boleh_ubah=False),
    _teks("rt_ktp", "RT menurut KTP", KTP, "Q", 3, boleh_ubah=False),
    _teks("rw_ktp", "RW menurut KTP", KTP, "Q", 3, boleh_ubah=False),
    _teks("dusun_ktp", "Dusun menurut KTP", KTP, "Q", 60, boleh_ubah=False),
    _teks("alamat_ktp", "Alamat menurut KTP", KTP, "P", 500, boleh_ubah=False),
    _teks("pekerjaan_ktp", "Pekerjaan menurut KTP", KTP, "T", 60, boleh_ubah=False),
    _teks("pendidikan_akhir_ktp", "Pendidikan menurut KTP", KTP, "T", 60, boleh_ubah=False),
    # Beyond the 48 columns (domain §2.7).
    Fakta("keberadaan", "Keberadaan", blok=DIRI),
    _teks("tempat_lahir", "Tempat lahir", DIRI, "P", 60),
    _teks("ibu_kandung", "Nama ibu kandung", DIRI, "P", 100),
    Fakta("hamil", "Sedang hamil", blok=SEHAT, sens="S"),
    Fakta("hamil_sejak", "Hamil sejak", TANGGAL, SEHAT, "S"),
    Fakta("jaminan_kesehatan", "Jaminan kesehatan", BIT, SEHAT, maks=99),
    Fakta("kartu_identitas", "Kartu identitas", BIT, DIRI, maks=7),
)

KELUARGA = {fakta.nama: fakta for fakta in FAKTA_KELUARGA}
INDIVIDU = {fakta.nama: fakta for fakta in FAKTA_INDIVIDU}

# Columns of the catalogue that are not facts of their own: keys, names of regions (they follow from the code) and
# the official desil (a history of versions, see models.DesilResmi).
KEBERADAAN_HIDUP = (1, 5)
"""`keberadaan` codes of a living member: tinggal bersama, anggota baru. Unknown counts as living."""
