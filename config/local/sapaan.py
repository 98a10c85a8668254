"""What `make run` prints when the page is up: accounts, and what to try first."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing

import psycopg2

from dtsen.accounts.demo import secret_of

DESA_COBA = "6402012001"  # Perian, the desa of operator.perian
AKUN = (
    ("operator.perian", "operator Desa Perian: cari warga, ajukan pembaruan dan usulan, catat musyawarah"),
    ("kades.perian", "kepala Desa Perian: sahkan kasus desa"),
    ("verifikator", "verifikator Dinsos: periksa pembaruan dan usulan, terapkan impor"),
    ("petugas", "petugas Dinsos: unggah berkas sumber, kirim kasus ke Kemensos"),
    ("admin", "admin: jalankan pemeringkatan"),
    ("kepala", "kepala Dinsos: sahkan kasus, terbitkan peringkat"),
)
DENGAN_KODE = ("petugas", "verifikator", "admin", "kepala", "bupati", "auditor", "dpo")
"""Demo accounts whose peran asks for a second factor."""
LAIN = "operator.melayu, lurah.melayu, pendamping.perian, bupati, mitra, auditor, pimpinan, dpo"


def greeting(lingkungan: Mapping[str, str], alamat: str, detik: float) -> str:
    """Plain lines; outside demo mode no account is named."""
    kepala = [f"\nSiap dalam {detik:.0f} detik: {alamat}  (Ctrl-C menghentikan semuanya)"]
    if lingkungan["MODE"] != "demo":
        return kepala[0]
    akun = ["", "Akun demo, kata sandi semuanya: demo-kukar-2026"]
    akun += [f"  {nama:<16} {guna}" for nama, guna in AKUN]
    akun.append(f"  lainnya: {LAIN}")
    akun += [
        "",
        f"{', '.join(DENGAN_KODE)} juga memakai kode 6 angka.",
        "Kodenya tampil di halaman masuk, atau: manage.py kode_demo AKUN.",
    ]
    akun.append("Kunci untuk aplikasi autentikator:")
    akun += [f"  {nama:<16} {secret_of(lingkungan['SECRET_KEY'], nama)}" for nama in DENGAN_KODE]
    coba = ["", "Coba dulu:", f"  1. Masuk di {alamat} sebagai operator.perian."]
    coba.append(f"  2. Cari warga dengan NIK {_sample_nik(lingkungan)}, lalu buka keluarganya.")
    coba.append("  3. Ajukan perbaikan satu data, lampirkan SPTJM (foto apa saja), catat musyawarahnya.")
    coba.append("  4. Teruskan sebagai kades.perian (sahkan), lalu verifikator (periksa, setujui): datanya berubah.")
    return "\n".join(kepala + akun + coba)


def _sample_nik(lingkungan: Mapping[str, str]) -> str:
    """A made-up person of the demo population (no real NIK exists here)."""
    alamat = lingkungan["DATABASE_OWNER_URL"]
    with closing(psycopg2.connect(alamat)) as sambungan, sambungan.cursor() as kursor:
        kursor.execute(
            "SELECT nik FROM registry_individu WHERE kode_desa = %s AND nik <> ''"
            " AND status_hubungan_keluarga = 1 ORDER BY id LIMIT 1",
            [DESA_COBA],
        )
        baris = kursor.fetchone()
    return str(baris[0]) if baris else "(belum ada data)"
