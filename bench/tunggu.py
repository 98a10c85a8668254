"""`make bench-tunggu`: the waiting list of a desa and the spread of a quota over 265 000 families.

The list as its page asks it (a page of places, seats and recipients) in the scope of one desa, for programmes of
families and of persons; then one draft of a quota from counting to comparison. Families are those of bench/penerima.py.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from statistics import median

from django.db import connection, transaction

from bench import mesin
from bench.penerima import fill, prepare
from dtsen.accounts.models import User
from dtsen.registry import lingkup
from verval.kuota import susun, tunggu
from verval.models import AturanProgram, ProgramBansos

BATAS_MS = 150.0
HARI = date(2026, 11, 26)
PROGRAM = ("pkh", "sembako", "pbi_jk", "kukar_lansia")
SEHALAMAN = 50


def biggest() -> tuple[str, int]:
    """The desa with most families."""
    with lingkup.within(lingkup.INDONESIA), connection.cursor() as kursor:
        kursor.execute("SELECT kode_desa, count(*) FROM registry_keluarga GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1")
        kode, banyak = kursor.fetchone()
    return kode, banyak


def measure(desa: str, ulang: int) -> list[tuple[str, float, float, int]]:
    """(programme, milliseconds of a page, of one family, length of the list)."""
    hasil = []
    for kode in PROGRAM:
        aturan = AturanProgram.objects.berlaku(HARI).get(program=kode)
        halaman, satu, banyak = [], [], 0
        for _ in range(ulang):
            mulai = time.monotonic()
            ambil = tunggu.waiting(aturan, desa, HARI, dari=0, sampai=SEHALAMAN + 1)
            tunggu.seats(aturan, desa, HARI)
            halaman.append(1000 * (time.monotonic() - mulai))
            banyak = ambil[0].semua if ambil else 0
            mulai = time.monotonic()
            tunggu.waiting(aturan, desa, HARI, keluarga=ambil[-1].keluarga if ambil else 0)
            satu.append(1000 * (time.monotonic() - mulai))
        hasil.append((kode, median(halaman), median(satu), banyak))
    return hasil


def spread(dasar: str, jumlah: int) -> float:
    """Seconds of one draft, which is taken back."""
    isi: susun.Isi = {
        "periode": "2026", "jumlah": jumlah, "dokumen": "bench", "dasar": dasar,
        "desil_maks": None if dasar == "layak" else 4, "metode": "sisa_terbesar", "batas_sasaran": dasar != "jiwa",
        "acuan": None, "persen": None,
    }  # fmt: skip
    petugas = User.objects.get(username="petugas")
    with lingkup.sebagai(petugas):
        mulai = time.monotonic()
        susun.draft(ProgramBansos.objects.get(pk="pkh"), isi, pelaku=petugas, hari=HARI)
        lama = time.monotonic() - mulai
        transaction.set_rollback(True)
    return lama


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-tunggu")
    parser.add_argument("--keluarga", type=int, default=265_000)
    parser.add_argument("--ulang", type=int, default=7)
    parser.add_argument("--tanpa-isi", action="store_true", help="pakai penduduk yang sudah ada")
    parser.add_argument("--tanpa-simpan", action="store_true")
    pilihan = parser.parse_args()
    if not pilihan.tanpa_isi:
        prepare()
        fill(pilihan.keluarga)
    desa, keluarga = biggest()
    hasil = measure(desa, pilihan.ulang)
    baris = [f"| {kode} | {banyak} | {halaman:.0f} | {satu:.0f} |" for kode, halaman, satu, banyak in hasil]
    susunan = [f"| {dasar} | {jumlah} | {spread(dasar, jumlah):.1f} |" for dasar, jumlah in SUSUNAN]
    laporan = "\n".join(
        [
            f"{pilihan.keluarga} keluarga; desa {desa} dengan {keluarga} keluarga; peran aplikasi dengan RLS.",
            "",
            "| program | panjang daftar | halaman ms (median) | satu keluarga ms |",
            "|---|---|---|---|",
            *baris,
            "",
            "| dasar kuota | tempat | rancangan s |",
            "|---|---|---|",
            *susunan,
            "",
            f"Batas halaman {BATAS_MS:.0f} ms. Ulangi: `make bench-tunggu`",
        ]
    )
    sys.stdout.write(laporan + "\n")
    if not pilihan.tanpa_simpan:
        mesin.keep("tunggu", "Daftar tunggu dan pembagian kuota", laporan)
    return int(max(halaman for _, halaman, _, _ in hasil) > BATAS_MS)


SUSUNAN = (("keluarga", 30_000), ("jiwa", 30_000), ("layak", 30_000), ("jiwa", 200_000))

if __name__ == "__main__":
    sys.exit(main())
