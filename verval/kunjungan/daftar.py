"""The lists of a visit: whom one met, why nobody was found, the criteria of 262/HUK/2022, the facts that are asked."""

from __future__ import annotations

from dtsen.registry.fakta import ASET, INDIVIDU, KELUARGA, TERNAK, Fakta

DITEMUI = {
    "kepala": "Kepala keluarga",
    "pasangan": "Istri atau suami",
    "anggota": "Anggota dewasa lain",
    "tetangga": "Tetangga atau ketua RT",
}
SEBAB = {
    "alamat": "Alamat tidak ada",
    "pindah": "Sudah pindah",
    "kosong": "Rumah kosong, tiga kali didatangi",
    "meninggal": "Semua anggota meninggal",
    "menolak": "Menolak dikunjungi",
}
PENILAIAN = {"miskin": "Miskin", "tidak_miskin": "Tidak miskin"}
PUTUSAN = {"pakai": "Pakai hasil kunjungan", "biarkan": "Biarkan yang tercatat"}
KRITERIA = {
    "tanpa_tempat": "Tidak punya tempat berteduh atau tinggal sehari-hari",
    "tidak_bekerja": "Kepala atau pengurus keluarga tidak bekerja",
    "makan": "Setahun terakhir pernah khawatir tidak makan, atau tidak makan",
    "belanja_makan": "Belanja makan lebih dari separuh seluruh belanja",
    "pakaian": "Setahun terakhir tidak ada belanja pakaian",
    "lantai": "Sebagian besar lantai tanah atau plester",
    "dinding": "Sebagian besar dinding bambu, kawat, papan, terpal, kardus, tembok tanpa plester, rumbia, atau seng",
    "kakus": "Tidak punya jamban sendiri, atau memakai jamban komunal",
    "penerangan": "Penerangan listrik 450 VA atau bukan listrik",
}
"""The nine criteria of 262/HUK/2022 (domain §1.3): the first alone, or any of the other eight."""

PER_KELUARGA: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Rumah",
        ("status_kepemilikan_rumah", "luas_lantai_m2", "jenis_lantai_terluas", "jenis_dinding_terluas",
         "jenis_atap_terluas"),
    ),
    (
        "Air, listrik, dapur, kakus",
        ("sumber_air_minum_utama", "sumber_penerangan_utama", "daya_terpasang", "bahan_bakar_utama_memasak",
         "fasilitas_bab", "jenis_kloset", "pembuangan_akhir_tinja"),
    ),
    ("Aset", tuple(n for n, f in KELUARGA.items() if f.blok == ASET and n.startswith("aset_"))),
    ("Ternak", tuple(n for n, f in KELUARGA.items() if f.blok == TERNAK)),
)  # fmt: skip
"""The family part of the 39 ranking variables (domain §2.2), in steps of the telephone page: the 26 with the assets and
animals told one by one, as the registry holds them."""
PER_ORANG: tuple[str, ...] = (
    "tanggal_lahir", "jenis_kelamin", "status_hubungan_keluarga", "status_kawin", "partisipasi_sekolah",
    "jenjang_tertinggi_yang_diduduki", "ijazah_tertinggi_yang_dimiliki", "status_bekerja",
    "lapangan_usaha_dari_pekerjaan_utama", "status_dalam_pekerjaan_utama", "kepemilikan_usaha",
)  # fmt: skip
"""The person part: eleven asked of each member; NIK and No KK, the other two of 13, are shown and change by a case of
family make-up."""
DITANYA = {nama for _, isi in PER_KELUARGA for nama in isi}


def fact_asked(nama: str, *, individu: bool) -> Fakta | None:
    """Return a fact that a visit may answer, None for any other."""
    if individu:
        return INDIVIDU[nama] if nama in PER_ORANG else None
    return KELUARGA[nama] if nama in DITANYA else None
