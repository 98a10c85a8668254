"""Every operation by its code."""

from __future__ import annotations

from collections.abc import Mapping

from dtsen.registry.susunan.anggota import (
    HILANG,
    anggota_baru,
    keluarga_baru,
    keluarga_ditemukan,
    keluarga_hilang,
    meninggal,
    tidak_ditemukan,
    tinggal_bersama,
)
from dtsen.registry.susunan.operasi import Operasi
from dtsen.registry.susunan.perbaikan import ganda, perbaikan_kk, perbaikan_nik
from dtsen.registry.susunan.pindah import gabung, pecah_kk, pindah_keluar, pindah_masuk
from dtsen.registry.susunan.rencana import Isian

CALON = "calon"
"""Status of a family that a case proposes (`calon.py`)."""


INDIVIDU_, ORANG = Isian("individu", "Anggota keluarga", "individu"), Isian("orang", "Data orangnya", "orang")

NIK, NOMOR_KK = Isian("nik", "NIK", "nik"), Isian("nomor_kk", "No KK", "nomor_kk")

ANGGOTA = Isian("anggota", "Anggota dan hubungannya dengan kepala", "anggota")

KEPALA_BARU = Isian("kepala_baru", "Kepala keluarga yang baru", "individu", wajib=False)

ALAMAT = Isian("alamat", "Alamat", "alamat", wajib=False)

TANGGAL_KEJADIAN = Isian("sejak", "Tanggal kejadian", "tanggal")

TANGGAL_BOLEH_KOSONG = Isian("sejak", "Tanggal kejadian", "tanggal", wajib=False)

OPERASI: Mapping[str, Operasi] = {
    o.kode: o
    for o in (
        Operasi("anggota_baru", "Anggota baru", (ORANG,), anggota_baru),
        Operasi("meninggal", "Meninggal", (INDIVIDU_, TANGGAL_KEJADIAN, KEPALA_BARU), meninggal),
        Operasi(
            "tidak_ditemukan",
            "Orang tidak ditemukan",
            (INDIVIDU_, Isian("sejak", "Tanggal dicari", "tanggal"), KEPALA_BARU),
            tidak_ditemukan,
        ),
        Operasi(
            "tinggal_bersama",
            "Tinggal bersama lagi",
            (
                INDIVIDU_,
                Isian("sejak", "Sejak kapan", "tanggal"),
                Isian("hubungan", "Hubungan dengan kepala keluarga", "hubungan", wajib=False),
            ),
            tinggal_bersama,
        ),
        Operasi(
            "keluarga_hilang",
            "Keluarga tidak ditemukan",
            (Isian("sejak", "Tanggal dicari", "tanggal"),),
            keluarga_hilang,
        ),
        Operasi(
            "keluarga_ditemukan",
            "Keluarga ditemukan lagi",
            (Isian("sejak", "Tanggal ditemukan", "tanggal"),),
            keluarga_ditemukan,
            status=HILANG,
        ),
        Operasi(
            "pindah_keluar",
            "Pindah keluar",
            (
                ANGGOTA,
                Isian("tujuan", "Ke mana", "tujuan"),
                Isian("ke", "Keluarga yang dituju", "keluarga", wajib=False),
                TANGGAL_BOLEH_KOSONG,
                KEPALA_BARU,
            ),
            pindah_keluar,
        ),
        Operasi(
            "pindah_masuk",
            "Pindah masuk",
            (NIK, Isian("hubungan", "Hubungan dengan kepala keluarga", "hubungan"), TANGGAL_BOLEH_KOSONG),
            pindah_masuk,
        ),
        Operasi(
            "pecah_kk",
            "Pecah KK",
            (ANGGOTA, NOMOR_KK, Isian("desa", "Desa/kelurahan", "desa", wajib=False), ALAMAT, KEPALA_BARU),
            pecah_kk,
        ),
        Operasi(
            "gabung",
            "Gabung keluarga",
            (
                Isian("dari", "Keluarga yang digabungkan", "keluarga"),
                Isian("anggota", "Anggotanya dan hubungan masing-masing", "anggota", wajib=False),
            ),
            gabung,
        ),
        Operasi(
            "ganda",
            "Data ganda",
            (Isian("tetap", "Data yang dipakai", "individu"), Isian("ditutup", "Data yang ditutup", "individu_lain")),
            ganda,
        ),
        Operasi(
            "keluarga_baru",
            "Keluarga baru",
            (
                Isian("desa", "Desa/kelurahan", "desa"),
                NOMOR_KK,
                ALAMAT,
                Isian("anggota", "Data setiap anggota", "daftar_orang"),
            ),
            keluarga_baru,
            pada_keluarga=False,
            status=CALON,
        ),
        Operasi("perbaikan_nik", "Perbaikan NIK", (INDIVIDU_, NIK), perbaikan_nik),
        Operasi("perbaikan_kk", "Perbaikan No KK", (NOMOR_KK,), perbaikan_kk),
    )
}
"""Every operation by its code."""
