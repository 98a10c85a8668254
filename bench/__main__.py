"""`make bench`: import and ranking of 265 000 keluarga, as ratios to bare work of the same rows in the same run.

`make bench BENCH="--keluarga 12000"` for a quick look. Results go to `bench/hasil/` with date and machine.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from bench import impor, mesin, ranking


def prepare(keluarga: int, sumber: Path | None) -> Path:
    """Migrate an empty database and generate the source files (kept for the next run)."""
    call_command("migrate", database="pemilik", verbosity=0)
    call_command("load_wilayah")
    call_command("demo_users")
    call_command("load_model")
    folder = sumber or Path(settings.VAR_DIR) / f"sumber-{keluarga}"
    if not (folder / "dtsen").is_dir():
        call_command("generate", keluarga=keluarga, seed=2026, out=folder, format="csv")
    return folder


def empty() -> None:
    """Start from an empty registry, so that a second run measures the same."""
    with connections["pemilik"].cursor() as kursor:
        kursor.execute(
            """TRUNCATE registry_keluarga, registry_individu, registry_rujukandukcapil, registry_batchimpor,
               registry_petakode, ranking_run, ranking_beku RESTART IDENTITY CASCADE"""
        )
        impor.clear(kursor)


CATATAN_IMPOR = (
    "rasio = (baca + tulis) / (COPY + upsert polos atas baris dan kolom yang sama, dalam jalan yang sama). Tabel polos "
    "hanya punya kunci utama; registri juga punya indeks, pemeriksaan, asal, riwayat."
)


def keep(pilihan: argparse.Namespace, nama: str, laporan: str, catatan: str) -> None:
    """Print a report and put it into bench/hasil with date and machine."""
    sys.stdout.write(laporan + "\n")
    if pilihan.tanpa_simpan:
        return
    mesin.keep(
        f"{nama}-{pilihan.keluarga}", f"{nama.capitalize()}, {pilihan.keluarga} keluarga", f"{laporan}\n{catatan}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--keluarga", type=int, default=265_000)
    parser.add_argument("--sumber", type=Path, help="folder berkas sumber yang sudah ada")
    parser.add_argument("--tanpa-simpan", action="store_true")
    pilihan = parser.parse_args()
    folder = prepare(pilihan.keluarga, pilihan.sumber)
    empty()
    kerja = Path(settings.VAR_DIR) / "bench-kerja"
    kerja.mkdir(parents=True, exist_ok=True)
    ukuran = []
    for sumber, tanggal, pola in impor.SUMBER:
        ukuran.append(impor.measure(sumber, tanggal, sorted(folder.glob(pola)), kerja))
        sys.stdout.write(f"{sumber}: {ukuran[-1].rasio:.2f} x polos\n")
        sys.stdout.flush()
    with connections["pemilik"].cursor() as kursor:
        impor.clear(kursor)
        kursor.execute("VACUUM ANALYZE")
    keep(pilihan, "impor", impor.report(ukuran), CATATAN_IMPOR)
    memori = ranking.measure(memori=True).memori_mb  # warms the caches too
    keep(pilihan, "peringkat", ranking.report([ranking.measure() for _ in range(ranking.ULANG)], memori), "")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
