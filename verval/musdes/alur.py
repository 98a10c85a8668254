"""What a musyawarah knows in words: kinds, statuses with their transition tables, roles, decisions, outcomes."""

from __future__ import annotations

from dtsen.lib.transisi import Tabel, Transition
from verval.alur import MUSYAWARAH

JENIS = {"musdes": "Musyawarah desa", "muskel": "Musyawarah kelurahan"}
KETUA = {"musdes": "Kepala desa", "muskel": "Lurah"}
CARA = {"musyawarah": "Musyawarah", "sptjm": "SPTJM"}
"""A session, or the statement of the kepala desa or lurah in its place (73/HUK/2024)."""
STATUS = {
    "direncanakan": "Direncanakan",
    "diundang": "Undangan tersebar",
    "berlangsung": "Berlangsung",
    "ditutup": "Ditutup",
    "dibatalkan": "Dibatalkan",
}
BERJALAN = ("direncanakan", "diundang", "berlangsung")
"""Holds its cases: a second session cannot take them."""
PERAN = {
    "ketua": "Kepala desa/lurah (ketua)",
    "bpd": "BPD",
    "lpm": "LPM kelurahan",
    "perangkat": "Perangkat desa/kelurahan",
    "operator": "Operator data",
    "pendamping": "Pendamping PKH/sosial",
    "rt_rw": "Ketua RT/RW",
    "tokoh": "Tokoh masyarakat",
    "kader": "Kader posyandu",
    "rentan": "Wakil kelompok rentan",
}
KEPUTUSAN = {"setuju": "Disetujui", "kembalikan": "Dikembalikan untuk diperbaiki", "tolak": "Tidak disetujui"}
HASIL = {"miskin": "Miskin", "tidak_miskin": "Tidak miskin"}
AKSI = {"setuju": "musyawarahkan", "kembalikan": "kembalikan_musdes", "tolak": "tolak_musdes"}
"""The hop of a case that a decision becomes when the session is closed."""
PERINGKAT = {"": "Tanpa peringkat warga", "kartu": "Urutkan kartu", "pasangan": "Bandingkan dua-dua"}
SERI = {"kiri": "kiri", "kanan": "kanan", "seri": "seri"}
FOTO = {
    "daftar_hadir": "Lembar daftar hadir",
    "kegiatan": "Suasana musyawarah",
    "berita_acara": "Berita acara di kertas",
}
PANDUAN = (
    "Sejak kapan keadaannya seperti sekarang?",
    "Adakah yang sakit menahun, penyandang disabilitas, atau lanjut usia?",
    "Apakah penghasilannya tetap? Dari mana, dan cukup sampai kapan?",
    "Bagaimana rumahnya: milik siapa, lantai, dinding, air, jamban?",
    "Apakah anak usia sekolah bersekolah?",
    "Adakah kendaraan, ternak, kebun, atau usaha?",
    "Adakah ibu hamil atau anak di bawah dua tahun?",
    "Bantuan apa yang sudah diterima?",
)
"""Guiding questions for each family (domain §4.5)."""

_BATAL = Transition("dibatalkan", MUSYAWARAH, "Batalkan", alasan_wajib=True)
SESI = Tabel(
    "direncanakan",
    frozenset({"ditutup", "dibatalkan"}),
    {
        ("direncanakan", "undang"): Transition("diundang", MUSYAWARAH, "Catat undangan", maju=True),
        ("direncanakan", "batalkan"): _BATAL,
        ("diundang", "ubah_waktu"): Transition("direncanakan", MUSYAWARAH, "Ubah waktu atau undangan"),
        ("diundang", "buka"): Transition("berlangsung", MUSYAWARAH, "Buka musyawarah", maju=True),
        ("diundang", "batalkan"): _BATAL,
        ("berlangsung", "tutup"): Transition("ditutup", MUSYAWARAH, "Tutup musyawarah", maju=True),
        ("berlangsung", "batalkan"): _BATAL,
    },
)
SPTJM = Tabel(
    "direncanakan",
    frozenset({"ditutup", "dibatalkan"}),
    {
        ("direncanakan", "tutup"): Transition("ditutup", MUSYAWARAH, "Unggah SPTJM bertanda tangan", maju=True),
        ("direncanakan", "batalkan"): _BATAL,
    },
)


def table_of(cara: str) -> Tabel:
    return SPTJM if cara == "sptjm" else SESI
