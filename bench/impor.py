"""Import of every source against its floor: bare COPY plus bare upsert of the same rows, in the same run.

Ours: `batches.read` and `batches.write`, the very functions the Celery worker runs (parse, validate, COPY, match,
plan, rejects file; then facts, lineage, history, official desil, queues, padan).
Bare: the same staged rows (same columns and types) sent by COPY from files into an unlogged table, then
`INSERT ... ON CONFLICT DO UPDATE` of all columns into logged tables with a primary key on the source's key. The bare
tables live through all sources as the registry does, so that later sources update rows there too.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from django.db import connections
from psycopg2 import sql

from bench.memori import Puncak
from dtsen.accounts.models import User
from dtsen.registry.imports import batches, stage

SUMBER = (
    ("dukcapil", date(2026, 9, 30), "dukcapil/*"),
    ("dtks", date(2020, 1, 15), "dtks/*"),
    ("regsosek", date(2022, 11, 15), "regsosek/*"),
    ("p3ke", date(2023, 6, 30), "p3ke/*"),
    ("dtsen", date(2026, 7, 24), "dtsen/*"),
)
KUNCI = {"stage_keluarga": "kunci", "stage_individu": "nik", "stage_dukcapil": "nik"}


@dataclass(frozen=True, slots=True)
class Ukuran:
    """Seconds and rows of one source."""

    sumber: str
    baris: int
    baca_detik: float
    tulis_detik: float
    copy_detik: float
    upsert_detik: float
    memori_mb: dict[str, int]

    @property
    def rasio(self) -> float:
        return (self.baca_detik + self.tulis_detik) / (self.copy_detik + self.upsert_detik)

    @property
    def baris_per_detik(self) -> float:
        return self.baris / (self.baca_detik + self.tulis_detik)


@contextmanager
def _clock() -> Any:
    hasil: list[float] = []
    mulai = time.perf_counter()
    yield hasil
    hasil.append(time.perf_counter() - mulai)


def _bare(kursor: Any, batch_id: int, folder: Path) -> tuple[float, float]:
    """Copy and upsert the staged rows of a batch the bare way; returns seconds of both."""
    copy = upsert = 0.0
    skema = stage.schema(batch_id)
    for tabel, kunci in KUNCI.items():
        kursor.execute(sql.SQL("SELECT count(*) FROM {}.{}").format(skema, sql.Identifier(tabel)))
        if not kursor.fetchone()[0]:
            continue
        berkas = folder / f"{tabel}.copy"
        with berkas.open("w", encoding="utf-8") as isi:
            kursor.copy_expert(sql.SQL("COPY {}.{} TO STDOUT").format(skema, sql.Identifier(tabel)), isi)
        polos, tujuan = sql.Identifier(f"polos_{tabel}"), sql.Identifier(f"tujuan_{tabel}")
        sumber = sql.Identifier(tabel)
        kursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(polos))
        kursor.execute(sql.SQL("CREATE UNLOGGED TABLE {} (LIKE {}.{})").format(polos, skema, sumber))
        kursor.execute(
            sql.SQL("CREATE TABLE IF NOT EXISTS {} (LIKE {}.{}, PRIMARY KEY ({}))").format(
                tujuan, skema, sumber, sql.Identifier(kunci)
            )
        )
        with _clock() as detik, berkas.open(encoding="utf-8") as isi:
            kursor.copy_expert(sql.SQL("COPY {} FROM STDIN").format(polos), isi)
        copy += detik[0]
        # Keys that repeat cannot be upserted in one statement; thinning them out is not on the clock.
        kursor.execute(
            sql.SQL("DELETE FROM {0} a USING {0} b WHERE a.{1} = b.{1} AND a.ctid > b.ctid").format(
                polos, sql.Identifier(kunci)
            )
        )
        kursor.execute(sql.SQL("DELETE FROM {} WHERE {} IS NULL").format(polos, sql.Identifier(kunci)))
        kursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [f"polos_{tabel}"]
        )
        kolom = [nama for (nama,) in kursor.fetchall()]
        with _clock() as detik:
            kursor.execute(
                sql.SQL("INSERT INTO {} SELECT * FROM {} ON CONFLICT ({}) DO UPDATE SET {}").format(
                    tujuan,
                    polos,
                    sql.Identifier(kunci),
                    sql.SQL(", ").join(sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(k)) for k in kolom),
                )
            )
        upsert += detik[0]
        berkas.unlink()
    return copy, upsert


def measure(sumber: str, tanggal: date, files: Sequence[Path], folder: Path) -> Ukuran:
    """Import one source and its bare counterpart."""
    petugas, verifikator = (User.objects.get(username=nama) for nama in ("petugas", "verifikator"))
    batch = batches.start(sumber=sumber, tanggal=tanggal, files=files, pelaku=petugas)
    with Puncak() as puncak:
        with _clock() as baca:
            batches.read(batch.pk)
        batch.refresh_from_db()
        if batch.status != "siap":
            raise SystemExit(f"{sumber}: {batch.catatan}")
        with connections[stage.PEMILIK].cursor() as kursor:
            copy, upsert = _bare(kursor, batch.pk, folder)
        batches.confirm(batch_id=batch.pk, pelaku=verifikator)
        with _clock() as tulis:
            batches.write(batch.pk)
    baris = sum(h["dibaca"] for h in batch.hitungan["tabel"].values())
    return Ukuran(sumber, baris, baca[0], tulis[0], copy, upsert, puncak.mb)


def clear(kursor: Any) -> None:
    """Drop the bare tables."""
    for tabel in KUNCI:
        for awalan in ("polos", "tujuan"):
            kursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(f"{awalan}_{tabel}")))


def report(hasil: Sequence[Ukuran]) -> str:
    """Return the table of all sources as Markdown."""
    isi = StringIO()
    isi.write("| sumber | baris | baca s | tulis s | COPY s | upsert s | rasio | baris/s | memori MB |\n")
    isi.write("|---|--:|--:|--:|--:|--:|--:|--:|---|\n")
    for u in hasil:
        memori = ", ".join(f"{nama} {mb}" for nama, mb in u.memori_mb.items())
        isi.write(
            f"| {u.sumber} | {u.baris} | {u.baca_detik:.1f} | {u.tulis_detik:.1f} | {u.copy_detik:.1f} | "
            f"{u.upsert_detik:.1f} | {u.rasio:.2f} | {u.baris_per_detik:.0f} | {memori} |\n"
        )
    kita = sum(u.baca_detik + u.tulis_detik for u in hasil)
    polos = sum(u.copy_detik + u.upsert_detik for u in hasil)
    isi.write(f"| **semua** | {sum(u.baris for u in hasil)} | | | | | **{kita / polos:.2f}** | | |\n")
    return isi.getvalue()
