"""The chain of an objection (domain §4.7), with a clock that only ever raises it: no hop of the program closes one."""

from __future__ import annotations

from dtsen.lib.transisi import HANYA, Tabel, Transition

LIHAT, CATAT, PERIKSA, PELAPOR = "sanggah.lihat", "sanggah.catat", "sanggah.periksa", "sanggah.pelapor"
JENIS = {
    "layak_tidak_terdaftar": "Layak, tetapi tidak terdaftar",
    "terdaftar_tidak_layak": "Terdaftar, tetapi tidak layak",
    "data_salah": "Datanya salah",
}
LABEL = {
    "diterima": "Diterima",
    "ditugaskan": "Kunjungan ditugaskan",
    "diperiksa": "Diperiksa",
    "terbukti": "Terbukti",
    "tidak_terbukti": "Tidak terbukti",
    "data_diperbaiki": "Data diperbaiki",
}
LANJUT = {
    "diterima": "Cocokkan dengan keluarga di registri, lalu tugaskan kunjungan.",
    "ditugaskan": "Sanggahan diperiksa begitu kunjungannya ditinjau.",
    "diperiksa": "Putuskan dengan alasan. Terbukti perlu kunjungan yang sudah ditinjau.",
    "terbukti": "Tercatat dalam ketepatan sasaran.",
    "tidak_terbukti": "Alasannya tertulis di riwayat.",
    "data_diperbaiki": "Alasannya tertulis di riwayat.",
}
COCOK = "Keluarganya sudah dicocokkan. Tugaskan kunjungan, atau periksa tanpa kunjungan."
"""What is next for one that is matched already."""
ALASAN = {
    "buktikan": {
        "sesuai": "Kunjungan menemukan keadaan seperti yang disampaikan.",
        "tidak_memenuhi": "Keluarga itu tidak memenuhi syarat bantuan.",
        "memenuhi": "Keluarga itu memenuhi syarat dan belum terdaftar.",
    },
    "patahkan": {
        "berbeda": "Kunjungan menemukan keadaan yang berbeda dari yang disampaikan.",
        "masih_memenuhi": "Keluarga itu memenuhi syarat bantuan.",
        "belum_memenuhi": "Keluarga itu belum memenuhi syarat bantuan.",
        "tidak_ketemu": "Keluarga yang dimaksud tidak ditemukan di desa itu.",
        "kurang": "Keterangannya belum cukup untuk diperiksa.",
    },
    "perbaiki": {
        "data_baru": "Data keluarga itu salah dan sudah diperbaiki.",
        "sudah_baik": "Data keluarga itu sudah diperbaiki sebelum diperiksa.",
    },
}
"""Reasons of a decision that the reporter reads, by hop: a fixed list, since free words would tell about a family."""
SEMUA_ALASAN = {kode: kata for isi in ALASAN.values() for kode, kata in isi.items()}
AKHIR = frozenset({"terbukti", "tidak_terbukti", "data_diperbaiki"})
TERBUKA = ("diterima", "ditugaskan", "diperiksa")
NAIK_HARI = (10, 14)
"""Days after filing on which an open objection goes up to the head of the office; the last one is the term."""


def _hops() -> dict[tuple[str, str], Transition]:
    hop = {
        ("diterima", "tugaskan"): Transition("ditugaskan", PERIKSA, "Tugaskan kunjungan", lewat="formulir kunjungan"),
        ("diterima", "periksa"): Transition("diperiksa", PERIKSA, "Periksa tanpa kunjungan", alasan_wajib=True),
        ("ditugaskan", "periksa"): Transition("diperiksa", PERIKSA, "Mulai periksa", maju=True),
        ("diperiksa", "buktikan"): Transition("terbukti", PERIKSA, "Terbukti", alasan_wajib=True, alasan_induk=True),
        ("diperiksa", "patahkan"): Transition(
            "tidak_terbukti", PERIKSA, "Tidak terbukti", alasan_wajib=True, alasan_induk=True
        ),
        ("diperiksa", "perbaiki"): Transition(
            "data_diperbaiki", PERIKSA, "Data sudah diperbaiki", alasan_wajib=True, alasan_induk=True
        ),
        ("diperiksa", "tugaskan"): Transition("ditugaskan", PERIKSA, "Tugaskan kunjungan", lewat="formulir kunjungan"),
    }
    hop["ditugaskan", "kunjungi"] = Transition("diperiksa", "", "Kunjungan ditinjau", jam=HANYA)
    for dari in TERBUKA:
        hop[dari, "naikkan"] = Transition(dari, "", "Naik ke kepala dinas", jam=HANYA)
        hop[dari, "ikuti"] = Transition(dari, "", "Mengikuti keluarga", jam=HANYA)
    return hop


TABEL = Tabel("diterima", AKHIR, _hops())
