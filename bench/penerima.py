"""`make bench-penerima`: a file of 50 000 recipients, who enters and leaves over 265 000
families, and the counts of targeting.

Import: `penerima.upload` and `confirm`, the functions of page and command. Simulation: `simulasi.compare` in the scope
of a user over the whole kabupaten, beside one bare scan of the same tables (every row of persons, families and
official desil counted without any condition), so that the ratio says what it costs on any machine. Families are written
by the database itself with random facts in every coded column, so that rows are as wide as real ones.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import connection, connections
from psycopg2 import sql

from bench import mesin
from dtsen.accounts.models import User
from dtsen.registry import lingkup
from dtsen.registry.fakta import FAKTA_INDIVIDU, KODE_, TEKS
from verval.bansos import penerima, simulasi
from verval.ketepatan import baca
from verval.models import AturanProgram, ProgramBansos

PEMILIK = "pemilik"
BARIS, BATAS_IMPOR = 50_000, 15.0
BATAS_SIMULASI = 2.0
BATAS_KETEPATAN = 0.5
HARI = date(2026, 11, 26)
ULANG = 5
KELUARGA = """
INSERT INTO registry_keluarga (kode_desa, nomor_kk, nama_kepala, alamat, rt, rw, dusun, status)
SELECT d.kode, lpad((6402000000000000 + n * 7 + 1)::text, 16, '0'), 'KEPALA ' || n, 'JALAN ' || n %% 90, '001', '001',
       '', CASE WHEN n %% 50 = 0 THEN 'pindah' ELSE 'aktif' END
FROM generate_series(1, %(banyak)s) n
JOIN (SELECT kode, row_number() OVER (ORDER BY kode) - 1 AS ke, count(*) OVER () AS semua
      FROM wilayah_wilayah WHERE kode LIKE '6402%%' AND length(kode) = 10) d ON d.ke = n %% d.semua
"""
DESIL = """
INSERT INTO registry_desilresmi (keluarga_id, kode_desa, versi, tanggal, nasional, dasar)
SELECT k.id, k.kode_desa, v.versi, v.tanggal, 1 + floor(10 * power(random(), 1.2))::int, 'bench'
FROM registry_keluarga k,
     (VALUES ('2026-T2', date '2026-04-20'), ('2026-T3', date '2026-07-24')) v (versi, tanggal)
WHERE random() < 0.95
"""
ORANG = """
INSERT INTO registry_individu (
    keluarga_id, kode_desa, nik, nama, nama_norm, status_padan, keberadaan, tanggal_lahir, jenis_kelamin,
    status_hubungan_keluarga, pekerjaan_ktp, pendidikan_akhir_ktp, tempat_lahir, ibu_kandung, asal {kolom}
)
SELECT
    k.id, k.kode_desa,
    -- A birth date that exists and a serial, told apart by the number of the person.
    '640201' || lpad((1 + (k.id * 10 + ke) %% 28)::text, 2, '0')
    || lpad((1 + (k.id * 10 + ke) / 28 %% 12)::text, 2, '0')
    || lpad(((k.id * 10 + ke) / 336 %% 100)::text, 2, '0') || lpad((1 + (k.id * 10 + ke) / 33600)::text, 4, '0'),
    'ORANG ' || k.id || ke, 'ORANG ' || k.id || ke, 'belum_dicek', CASE WHEN random() < 0.03 THEN 2 ELSE 1 END,
    date '2026-11-01' - (random() * 29000)::int, 1 + (random())::int, CASE ke WHEN 1 THEN 1 WHEN 2 THEN 2 ELSE 3 END,
    (ARRAY['PETANI/PEKEBUN', 'MENGURUS RUMAH TANGGA', 'PELAJAR/MAHASISWA', 'WIRASWASTA', 'BELUM/TIDAK BEKERJA',
           'KARYAWAN SWASTA', 'NELAYAN/PERIKANAN', 'BURUH HARIAN LEPAS', 'PENSIUNAN', 'PERAWAT',
           'Pegawai Negeri Sipil (PNS)', 'GURU'])[1 + floor(12 * power(random(), 2.5))::int],
    'SLTA / SEDERAJAT', 'TENGGARONG', 'IBU ' || k.id, %(asal)s {nilai}
FROM registry_keluarga k, generate_series(1, 5) ke
WHERE ke <= 1 + k.id %% 5 OR ke = 3 AND k.id %% 3 = 0
"""


def prepare() -> None:
    """Migrate and load regions and people; safe to repeat."""
    call_command("migrate", database=PEMILIK, verbosity=0)
    call_command("load_wilayah")
    call_command("demo_users")


def fill(banyak: int) -> tuple[int, int]:
    """Empty the registry and write so many families; returns (families, persons)."""
    sudah = {"keberadaan", "jenis_kelamin", "status_hubungan_keluarga"}
    fakta = [f for f in FAKTA_INDIVIDU if f.jenis == KODE_ and f.nama not in sudah]
    kolom: sql.Composable = sql.SQL("")
    nilai: sql.Composable = sql.SQL("")
    for f in fakta:
        kode = sorted(f.pilihan)
        kolom += sql.SQL(", {}").format(sql.Identifier(f.nama))
        # Mostly the last code: "tidak" of a yes-or-no, "tidak sulit" of a difficulty; now and then the first.
        nilai += sql.SQL(", CASE WHEN random() < 0.05 THEN {}::smallint ELSE {}::smallint END").format(
            sql.Literal(kode[0]), sql.Literal(kode[-1])
        )
    ditulis = {"nama", "pekerjaan_ktp", "pendidikan_akhir_ktp", "tempat_lahir", "ibu_kandung"}
    for f in FAKTA_INDIVIDU:
        if f.jenis == TEKS and f.nama not in ditulis:
            kolom += sql.SQL(", {}").format(sql.Identifier(f.nama))
            nilai += sql.SQL(", ''")
    with connections[PEMILIK].cursor() as kursor:
        kursor.execute("TRUNCATE registry_keluarga, verval_berkaspenerima RESTART IDENTITY CASCADE")
        kursor.execute("ALTER TABLE registry_individu DISABLE TRIGGER USER")
        kursor.execute(KELUARGA, {"banyak": banyak})
        kursor.execute(DESIL)
        kursor.execute(sql.SQL(ORANG).format(kolom=kolom, nilai=nilai), {"asal": [20_000] * len(FAKTA_INDIVIDU)})
        kursor.execute("ALTER TABLE registry_individu ENABLE TRIGGER USER")
        kursor.execute("SELECT (SELECT count(*) FROM registry_keluarga), (SELECT count(*) FROM registry_individu)")
        jumlah = kursor.fetchone()
        kursor.execute("VACUUM ANALYZE")
    return int(jumlah[0]), int(jumlah[1])


def write(folder: Path, baris: int) -> Path:
    """A file as SIKS-NG gives it: most by NIK, some by No KK, some unknown, some wrong."""
    acak = random.Random(5)
    with connections[PEMILIK].cursor() as kursor:
        kursor.execute(
            """SELECT i.nik, k.nomor_kk FROM registry_individu i JOIN registry_keluarga k ON k.id = i.keluarga_id
               WHERE i.status_hubungan_keluarga = 1 ORDER BY i.id LIMIT %s""",
            [baris],
        )
        orang = kursor.fetchall()
    berkas = folder / "penerima.csv"
    with berkas.open("w", newline="") as isi:
        tulis = csv.writer(isi)
        tulis.writerow(("PERIODE", "PROGRAM", "NIK", "NOKK", "NAMA", "STATUS", "NOMINAL"))
        for nomor, (nik, kk) in enumerate(orang):
            nasib = acak.random()
            if nasib < 0.05:
                nik = f"640201520380{nomor % 9000 + 1:04d}" if nasib < 0.025 else "123"
            elif nasib < 0.15:
                nik = ""
            tulis.writerow(("2026-10", "PKH", nik, kk if not nik else "", f"NAMA {nomor}", "Salur", 600000))
    return berkas


def timed(kerja: Callable[[], object]) -> float:
    mulai = time.monotonic()
    kerja()
    return time.monotonic() - mulai


def bare() -> None:
    """Every row of the three tables looked at once, without any condition."""
    with connection.cursor() as kursor:
        kursor.execute(
            """SELECT (SELECT count(i.pekerjaan_ktp) + count(i.tanggal_lahir) FROM registry_individu i),
                      (SELECT count(k.status) FROM registry_keluarga k),
                      (SELECT count(d.nasional) FROM registry_desilresmi d)"""
        )


def median(nilai: list[float]) -> float:
    return sorted(nilai)[len(nilai) // 2]


def measure_import(baris: int) -> tuple[float, float, dict[str, int]]:
    """Seconds of reading with matching, and of applying; the counts of the file."""
    pengunggah, pengesah = (User.objects.get(username=n) for n in ("petugas", "verifikator"))
    program = ProgramBansos.objects.get(pk="pkh")
    with TemporaryDirectory() as folder:
        berkas = write(Path(folder), baris)
        mulai = time.monotonic()
        with lingkup.sebagai(pengunggah):
            satu = penerima.upload(berkas, program=program, bulan="2026-10", pelaku=pengunggah)
        tengah = time.monotonic()
        with lingkup.sebagai(pengesah):
            satu = penerima.confirm(satu.pk, pelaku=pengesah)
    return tengah - mulai, time.monotonic() - tengah, satu.hitungan


def measure_simulation(ulang: int) -> list[tuple[str, float, float, str]]:
    """(name, median seconds, median seconds of the bare scan, counts) of a rule for families and one for persons."""
    kepala = User.objects.get(username="kepala")
    hasil = []
    for kode, maks in (("pkh", 2), ("sembako", 2), ("pbi_jk", 4)):
        kini = AturanProgram.objects.berlaku(HARI).get(program=kode)
        baru = AturanProgram.objects.filter(program=kode, status="draf", desil_maks__lte=maks).prefetch_related(
            "komponen", "larangan__kelompok"
        )[0]
        waktu, polos, hitung = [], [], simulasi.Hitung()
        with lingkup.sebagai(kepala):
            bare()
            for _ in range(ulang):
                polos.append(timed(bare))
                mulai = time.monotonic()
                hitung = simulasi.compare(kini, baru, HARI).semua
                waktu.append(time.monotonic() - mulai)
        isi = f"{hitung.keluar} keluar, {hitung.masuk} masuk, {hitung.tetap} tetap"
        hasil.append((f"{kini.program.singkatan} {kini.rentang} → {baru.rentang}", median(waktu), median(polos), isi))
    return hasil


def measure_targeting() -> list[tuple[str, float, float, float]]:
    """(measure, seconds of counting, seconds when remembered, seconds of a page of the list behind) of PKH."""
    aturan = AturanProgram.objects.berlaku(HARI).get(program="pkh")
    hasil = []
    with lingkup.sebagai(User.objects.get(username="kepala")):
        for ukuran in baca.UKURAN:
            hitung = timed(partial(baca.recent, aturan, HARI, ukuran=ukuran))
            ingat = timed(partial(baca.recent, aturan, HARI, ukuran=ukuran))
            daftar = timed(partial(baca.behind, aturan, HARI, "luput", ukuran=ukuran))
            hasil.append((ukuran, hitung, ingat, daftar))
    return hasil


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-penerima")
    parser.add_argument("--keluarga", type=int, default=265_000)
    parser.add_argument("--baris", type=int, default=BARIS)
    parser.add_argument("--ulang", type=int, default=ULANG)
    parser.add_argument("--tanpa-isi", action="store_true", help="pakai penduduk yang sudah ada")
    parser.add_argument("--tanpa-simpan", action="store_true")
    pilihan = parser.parse_args()
    if not pilihan.tanpa_isi:
        prepare()
        keluarga, jiwa = fill(pilihan.keluarga)
        baca, tulis, hitungan = measure_import(pilihan.baris)
        impor = (
            f"{pilihan.baris} baris penerima: baca dan cocokkan {baca:.1f} s, terapkan {tulis:.1f} s, bersama "
            f"{baca + tulis:.1f} s (batas {BATAS_IMPOR:.0f} s). Hasil: {hitungan}."
        )
        gagal = baca + tulis > BATAS_IMPOR
    else:
        keluarga, jiwa, impor, gagal = pilihan.keluarga, 0, "", False
    simulasi_ = measure_simulation(pilihan.ulang)
    baris = [f"| {n} | {w:.2f} | {p:.2f} | {w / p:.2f} | {isi} |" for n, w, p, isi in simulasi_]
    ketepatan = measure_targeting()
    laporan = "\n".join(
        [
            f"{keluarga} keluarga, {jiwa} jiwa, peran aplikasi dengan row-level security.",
            "",
            impor,
            "",
            "| aturan | s (median) | pindai polos s | rasio | hasil |",
            "|---|---|---|---|---|",
            *baris,
            "",
            f"Batas simulasi {BATAS_SIMULASI:.0f} s.",
            "",
            "| ketepatan PKH menurut | hitung s | diingat s | daftar di baliknya s |",
            "|---|---|---|---|",
            *(f"| {u} | {h:.2f} | {i:.3f} | {d:.2f} |" for u, h, i, d in ketepatan),
            "",
            f"Batas halaman yang diingat {BATAS_KETEPATAN} s. Ulangi: `make bench-penerima`",
        ]
    )
    sys.stdout.write(laporan + "\n")
    if not pilihan.tanpa_simpan:
        mesin.keep("penerima", "Penerima dan simulasi aturan", laporan)
    lambat = max(w for _, w, _, _ in simulasi_) > BATAS_SIMULASI
    return int(gagal or lambat or max(i for _, _, i, _ in ketepatan) > BATAS_KETEPATAN)


if __name__ == "__main__":
    sys.exit(main())
