"""`make bench-ikesos`: the figures of the index for 265 000 families, against bare grouped sums of the same tables.

Ours: `figures.count`, numerators and denominators of the 20 indicators of the registry for every desa, kecamatan and
the kabupaten in 5 groups, and `calculate.values`: all 32 indicators and every node, with the stored inputs. Bare: as
many filtered sums (20 x 2 x 5) in one GROUP BY desa a table (persons; families with house, desil), in the same scope
and run.
Robustness: `calculate.robustness` with 2 000 draws over the 20 kecamatan and over the 237 desa, everybody, from the
values just calculated; twice with the same seed, and both must be the same.
The population is the demo's, copied with new ids and without numbers until it has 800 000 persons.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
from django.db import connection, connections
from psycopg2 import sql

from bench import mesin
from dtsen.lib.periode import Periode
from dtsen.registry import lingkup
from dtsen.wilayah.cakupan import Cakupan
from dtsen.wilayah.models import Wilayah
from ikesos import calculate, contoh, decent, figures, inputs, structure
from ikesos.calculate import Nilai
from ikesos.inputs import Masukan
from ikesos.luar import hitung
from ikesos.luar import struktur as luar
from ikesos.models import Simpul, StrukturVersi
from ikesos.sebaran import newest_version
from ikesos.stats import kokoh

KUKAR = "6402"
ACUAN = date(2026, 10, 1)
JIWA = 800_000
ULANG = 3
BATAS_RASIO, BATAS_DETIK = 3.0, 20.0
UNIT_LUAR = 100_000
BATAS_TARIKAN = 5.0
"""Seconds for 2 000 draws."""
TABEL = ("registry_keluarga", "registry_kondisikeluarga", "registry_individu", "registry_desilresmi")
GANTI = {"nik": "NULL", "nomor_kk": "NULL", "sama_dengan_id": "NULL"}
GESER = {
    "registry_keluarga": ("id",),
    "registry_kondisikeluarga": ("keluarga_id",),
    "registry_individu": ("id", "keluarga_id"),
    "registry_desilresmi": ("id", "keluarga_id"),
}
KOLOM_ORANG = ("status_bekerja", "partisipasi_sekolah", "jenis_kelamin", "status_kawin", "status_hubungan_keluarga")
KOLOM_RUMAH = (
    "jenis_lantai_terluas",
    "jenis_dinding_terluas",
    "jenis_atap_terluas",
    "sumber_air_minum_utama",
    "fasilitas_bab",
)


def grow(jiwa: int) -> int:
    """Copy the demo population until there are `jiwa` living persons; return how many there are."""
    with connections["pemilik"].cursor() as kursor:
        kursor.execute("SELECT count(*) FROM registry_individu WHERE keberadaan IS NULL OR keberadaan IN (1, 5)")
        ada = int(kursor.fetchone()[0])
        kali = -(-jiwa // ada) if ada < jiwa else 1
        for ke in range(1, kali):
            for tabel in TABEL:
                kursor.execute(
                    """SELECT attname FROM pg_attribute
                    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped""",
                    [tabel],
                )
                kolom = [str(nama) for (nama,) in kursor.fetchall()]
                isi = [
                    sql.SQL("{} + {}").format(sql.Identifier(k), sql.Literal(ke * 10_000_000))
                    if k in GESER[tabel]
                    else sql.SQL(GANTI[k])
                    if k in GANTI
                    else sql.Identifier(k)
                    for k in kolom
                ]
                kursor.execute(
                    sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} WHERE {} < 10000000").format(
                        sql.Identifier(tabel),
                        sql.SQL(", ").join(map(sql.Identifier, kolom)),
                        sql.SQL(", ").join(isi),
                        sql.Identifier(tabel),
                        sql.Identifier(GESER[tabel][-1]),
                    )
                )
        if kali > 1:
            kursor.execute("VACUUM ANALYZE")
        return ada * kali


def _sums(kolom: tuple[str, ...], awalan: str) -> sql.Composed:
    """A hundred filtered counts: five columns, four codes, five bounds."""
    return sql.SQL(", ").join(
        sql.SQL("count(*) FILTER (WHERE {} = {} AND k.id > {})").format(
            sql.Identifier(awalan, nama), sql.Literal(kode), sql.Literal(batas)
        )
        for nama in kolom
        for kode in (1, 2, 3, 4)
        for batas in range(5)
    )


def bare(versi: str) -> float:
    """Seconds of two bare GROUP BY desa with 100 filtered counts each, in the same scope."""
    orang = sql.SQL(
        """SELECT i.kode_desa, {} FROM registry_individu i JOIN registry_keluarga k ON k.id = i.keluarga_id
        LEFT JOIN registry_desilresmi r ON r.keluarga_id = k.id AND r.versi = {} GROUP BY i.kode_desa"""
    ).format(_sums(KOLOM_ORANG, "i"), sql.Literal(versi))
    rumah = sql.SQL(
        """SELECT k.kode_desa, {} FROM registry_keluarga k
        LEFT JOIN registry_kondisikeluarga c ON c.keluarga_id = k.id
        LEFT JOIN registry_desilresmi r ON r.keluarga_id = k.id AND r.versi = {} GROUP BY k.kode_desa"""
    ).format(_sums(KOLOM_RUMAH, "c"), sql.Literal(versi))
    with lingkup.within(Cakupan.of([KUKAR])), connection.cursor() as kursor:
        mulai = time.monotonic()
        for perintah in (orang, rumah):
            kursor.execute(perintah)
            kursor.fetchall()
        return time.monotonic() - mulai


def _calculated(versi: str, struktur: str) -> tuple[list[Simpul], Masukan, Nilai]:
    """All 32 indicators and every node, for every region and group."""
    desa = list(
        Wilayah.objects.filter(kode__startswith=KUKAR, jenis__in=("desa", "kelurahan")).values_list("pk", flat=True)
    )
    angka = figures.count(KUKAR, desa, acuan=ACUAN, versi=versi, layak=decent.in_force(ACUAN))
    simpul = list(StrukturVersi.objects.get(pk=struktur).simpul.prefetch_related("butir").order_by("urut"))
    masukan = inputs.gather(simpul, angka, Periode.of(ACUAN), KUKAR)
    return simpul, masukan, calculate.values(simpul, masukan)


def ours(versi: str, struktur: str) -> float:
    """Seconds of a calculation without its robustness."""
    mulai = time.monotonic()
    _calculated(versi, struktur)
    return time.monotonic() - mulai


def draws(versi: str, struktur: str) -> list[tuple[str, int, float, float, bool]]:
    """(level, units, seconds and seconds of the processor of the faster run, whether both were the same)."""
    simpul, masukan, nilai = _calculated(versi, struktur)
    hasil = []
    for tingkat in ("kecamatan", "desa"):
        lama, sama = [], []
        for _ in range(2):
            mulai, prosesor = time.monotonic(), time.process_time()
            satu = calculate.robustness(
                simpul, masukan, nilai, tingkat=tingkat, kelompok=0, tarikan=kokoh.TARIKAN, benih=kokoh.BENIH
            )
            lama.append((time.monotonic() - mulai, time.process_time() - prosesor))
            sama.append([satu.bawah, satu.median, satu.atas, satu.peluang_geser])
        identik = all(np.array_equal(a, b, equal_nan=True) for a, b in zip(*sama, strict=True))
        hasil.append((tingkat, int((~np.isnan(satu.peringkat)).sum()), *min(lama), identik))
    return hasil


def outside(unit: int) -> tuple[float, float]:
    """Seconds, and seconds of the processor, of `compute_index` for many units: read, calculated, written."""
    isi = structure.read(structure.BAWAAN)["simpul"]
    daun = [s["kode"] for s in isi if s["tingkat"] == "indikator"]
    acak = np.random.default_rng(1).uniform(0, 100, (unit, len(daun)))
    with tempfile.TemporaryDirectory() as folder:
        s, d, o = (Path(folder) / nama for nama in ("struktur.csv", "data.csv", "hasil.csv"))
        baris = [
            [n["kode"], n["induk"] or "", n["tingkat"], n["bobot"], {1: "+", -1: "-"}.get(n.get("arah"), ""),
             n.get("minimum", ""), n.get("maksimum", "")] for n in isi
        ]  # fmt: skip
        kepala = (*luar.WAJIB[:2], "tingkat", *luar.WAJIB[2:])
        s.write_text("\n".join(",".join(map(str, b)) for b in (kepala, *baris)))
        np.savetxt(
            d, np.column_stack([np.arange(unit), acak]), "%.4f", ",", header=",".join(["unit", *daun]), comments=""
        )
        mulai, prosesor = time.monotonic(), time.process_time()
        hitung.write(hitung.compute(s, d), o)
        return time.monotonic() - mulai, time.process_time() - prosesor


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-ikesos")
    parser.add_argument("--jiwa", type=int, default=JIWA)
    parser.add_argument("--tanpa-simpan", action="store_true")
    parser.add_argument("--hanya-tarikan", action="store_true")
    pilihan = parser.parse_args()
    jiwa = grow(pilihan.jiwa)
    resmi = newest_version(KUKAR)
    versi = resmi.versi if resmi else ""
    struktur, _ = structure.load(structure.read(structure.BAWAAN))
    contoh.fill(struktur, str(ACUAN.year))
    if pilihan.hanya_tarikan:
        return report_draws(versi, struktur.pk, simpan=not pilihan.tanpa_simpan)
    ours(versi, struktur.pk)
    ukuran = [(ours(versi, struktur.pk), bare(versi)) for _ in range(ULANG)]
    baris = ["| jiwa | angka s | polos s | rasio |", "|---|---|---|---|"]
    baris += [f"| {jiwa} | {a:.2f} | {p:.2f} | {a / p:.2f} |" for a, p in ukuran]
    rasio = sorted(a / p for a, p in ukuran)[ULANG // 2]
    baris.append(f"\nrasio tengah {rasio:.2f} x polos (batas {BATAS_RASIO:.0f} x, {BATAS_DETIK:.0f} detik)")
    laporan = "\n".join(baris)
    sys.stdout.write(laporan + "\n")
    if not pilihan.tanpa_simpan:
        mesin.keep("ikesos", f"Angka IKESOS, {jiwa} jiwa", laporan)
    return report_draws(versi, struktur.pk, simpan=not pilihan.tanpa_simpan)


def report_draws(versi: str, struktur: str, *, simpan: bool) -> int:
    """Print and keep the draws and the table from outside; 1 where a limit is missed."""
    tarikan = draws(versi, struktur)
    baris = [
        f"| {kokoh.TARIKAN} tarikan | wilayah | s | s prosesor | benih sama, hasil sama |",
        "|---|---|---|---|---|",
    ]
    baris += [f"| {t} | {n} | {s:.2f} | {p:.2f} | {'ya' if sama else 'tidak'} |" for t, n, s, p, sama in tarikan]
    baris.append(f"\n(batas {BATAS_TARIKAN:.0f} detik)")
    detik, prosesor = outside(UNIT_LUAR)
    baris.append(f"\ncompute_index, {UNIT_LUAR} unit x 32 indikator: {detik:.1f} detik, {prosesor:.1f} detik prosesor")
    laporan = "\n".join(baris)
    sys.stdout.write(laporan + "\n")
    if simpan:
        mesin.keep("ikesos-tarikan", "Tarikan Monte Carlo IKESOS dan data luar", laporan)
    return 0 if all(sama and s <= BATAS_TARIKAN for _, _, s, _, sama in tarikan) else 1


if __name__ == "__main__":
    raise SystemExit(main())
