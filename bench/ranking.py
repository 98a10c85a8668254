"""Ranking against its floor: bare INSERT … SELECT of the same frozen rows and result rows, each with its primary key.

Ours: `runs.freeze` and `runs.score`, the very functions the Celery worker runs (features from the facts of every
person, frozen with count and hash; score, nine thresholds, desil, previous desil and cause; partitions attached).
Bare: two empty tables of the same columns, filled from the two finished partitions, and their primary keys.
`python -m bench.ranking` measures the database of DATABASE_URL and DATABASE_OWNER_URL; the runs it makes are cancelled.
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import connections
from django.utils import timezone
from psycopg2 import sql

from bench.memori import Puncak
from dtsen.accounts.models import User
from dtsen.lib.periode import Periode
from dtsen.ranking import runs
from dtsen.ranking.models import Run

ULANG = 3
BATAS = 3.0


@dataclass(frozen=True, slots=True)
class Ukuran:
    """Seconds of one ranking and of its floor, and peak memory in MB."""

    keluarga: int
    jiwa: int
    beku_detik: float
    skor_detik: float
    periksa_detik: float
    polos_beku_detik: float
    polos_hasil_detik: float
    memori_mb: dict[str, int]

    @property
    def detik(self) -> float:
        return self.beku_detik + self.skor_detik

    @property
    def polos_detik(self) -> float:
        return self.polos_beku_detik + self.polos_hasil_detik

    @property
    def rasio(self) -> float:
        return self.detik / self.polos_detik


def measure(*, memori: bool = False) -> Ukuran:
    """Rank once and do the bare work of the same rows right after it; sampling memory costs time, so it is optional."""
    run = runs.start(Periode.of(timezone.localdate()).kode, pelaku=User.objects.get(username="admin"))
    puncak = Puncak()
    with puncak if memori else nullcontext():
        for langkah in (runs.freeze, runs.score, runs.check):
            langkah(run.pk)
    run = Run.objects.select_related("beku").get(pk=run.pk)
    assert run.beku is not None
    polos_beku = bare(f"beku_{run.beku_id}", "beku_id")
    polos_hasil = bare(f"hasil_{run.pk}", "run_id")
    if run.status == "diperiksa":
        runs.cancel(run.pk, pelaku=run.dimulai_oleh, alasan="pengukuran")
    detik = run.kemajuan["detik"]
    return Ukuran(
        run.beku.jumlah_keluarga,
        run.beku.jumlah_jiwa,
        detik["beku"],
        detik["skor"],
        detik["periksa"],
        polos_beku,
        polos_hasil,
        puncak.mb,
    )


def bare(bagian: str, kunci: str) -> float:
    """Seconds of INSERT … SELECT * and the primary key, committed, into a logged table."""
    asal, tujuan = sql.Identifier("bagian", bagian), sql.Identifier("bagian", "polos")
    with connections["pemilik"].cursor() as kursor:
        kursor.execute("DROP TABLE IF EXISTS bagian.polos")
        kursor.execute(sql.SQL("CREATE TABLE {} (LIKE {})").format(tujuan, asal))
        mulai = time.monotonic()
        kursor.execute(sql.SQL("INSERT INTO {} SELECT * FROM {}").format(tujuan, asal))
        kursor.execute(
            sql.SQL("ALTER TABLE {} ADD PRIMARY KEY ({}, keluarga_id)").format(tujuan, sql.Identifier(kunci))
        )
        detik = time.monotonic() - mulai
        kursor.execute("DROP TABLE bagian.polos")
    return detik


def report(ukuran: list[Ukuran], memori: dict[str, int]) -> str:
    """Return the table of every repetition and the middle ratio."""
    baris = [
        "| keluarga | jiwa | beku s | skor+desil s | periksa s | polos s | rasio |",
        "|---|---|---|---|---|---|---|",
    ]
    baris += [
        f"| {u.keluarga} | {u.jiwa} | {u.beku_detik:.2f} | {u.skor_detik:.2f} | {u.periksa_detik:.2f} "
        f"| {u.polos_detik:.2f} | {u.rasio:.2f} |"
        for u in ukuran
    ]
    tengah = sorted(u.rasio for u in ukuran)[len(ukuran) // 2]
    baris.append("")
    baris.append(f"rasio tengah {tengah:.2f} x polos (batas {BATAS:.0f} x)")
    baris.append("memori puncak: " + ", ".join(f"{nama} {mb} MB" for nama, mb in sorted(memori.items())))
    return "\n".join(baris) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.ranking")
    parser.add_argument("--ulang", type=int, default=ULANG)
    ulang = parser.parse_args().ulang
    memori = measure(memori=True).memori_mb  # warms the caches too
    sys.stdout.write(report([measure() for _ in range(ulang)], memori))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
