"""Building the partitions of a frozen input and of a run: detached tables, filled set-based, attached when complete.

Everything runs on the connection "pemilik". Tables under construction have fixed names (bagian.beku_baru, skor_baru,
hasil_baru), so that the statements in `sql/` need no composed names; the ranking lock keeps two runs apart, and what
a killed worker left behind is dropped by the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from psycopg2 import sql

from dtsen.lib.periode import Periode
from dtsen.lib.sql import load
from dtsen.ranking import checks, scoring, slices
from dtsen.ranking.models import Beku, Run

KUNCI = 640_201
"""Advisory lock: one ranking at a time builds tables."""


@contextmanager
def exclusive() -> Iterator[None]:
    """Hold the ranking lock for a step; a connection that dies lets it go."""
    _execute("SELECT pg_advisory_lock(%(kunci)s)", {"kunci": KUNCI})
    try:
        yield
    finally:
        _execute("SELECT pg_advisory_unlock(%(kunci)s)", {"kunci": KUNCI})


def freeze(periode: Periode) -> Beku:
    """Write bagian.beku_baru, detached, and return its record, not yet saved."""
    nomor = _execute("SELECT nextval(pg_get_serial_sequence('ranking_beku', 'id'))")[0]
    beku = Beku(id=nomor, periode=periode.kode, tanggal_acuan=periode.selesai)
    _new_table("beku_baru", "ranking_beku_fitur")
    batas = _execute("SELECT min(id), max(id) FROM registry_keluarga")
    slices.execute(load(__file__, "freeze_inputs"), {"beku": nomor, "acuan": beku.tanggal_acuan}, *batas)
    return beku


def keep_frozen(beku: Beku) -> None:
    """Attach the frozen rows and record count and hash."""
    _attach("beku_baru", f"beku_{beku.pk}", "ranking_beku_fitur", "beku_id", beku.pk)
    beku.jumlah_keluarga, beku.jumlah_jiwa, beku.sidik = checks.fingerprint(beku.pk)
    beku.save(using="pemilik", force_insert=True)


def score(run: Run) -> list[int | None]:
    """Write bagian.skor_baru and return the nine thresholds."""
    _execute("DROP TABLE IF EXISTS bagian.skor_baru")
    _execute(
        """CREATE UNLOGGED TABLE bagian.skor_baru (
            keluarga_id bigint, kode_desa varchar(10) COLLATE "C", bobot smallint, skor integer,
            alasan_kosong varchar(20)
        )"""
    )
    slices.execute(load(__file__, "score_run"), scoring.score_parameters(run), *_frozen_ids(run))
    ambang: list[int | None] = _execute(load(__file__, "find_thresholds"))[0]
    return ambang


def assign(run: Run, ambang: list[int | None], sebelum: Run | None) -> None:
    """Write bagian.hasil_baru, detached, from the scores and thresholds."""
    _new_table("hasil_baru", "ranking_hasil")
    isi = {
        "run": run.pk,
        "ambang": [batas for batas in ambang if batas is not None],
        "sebelum": sebelum.pk if sebelum else None,
        "beku": run.beku_id,
        "beku_sebelum": sebelum.beku_id if sebelum else None,
        "model_sama": sebelum is None or (sebelum.model_id, sebelum.basis) == (run.model_id, run.basis),
    }
    slices.execute(load(__file__, "assign_desil"), isi, *_frozen_ids(run))
    _execute("DROP TABLE bagian.skor_baru")


def keep_results(run: Run) -> None:
    """Attach the results of a run."""
    _attach("hasil_baru", f"hasil_{run.pk}", "ranking_hasil", "run_id", run.pk)


def analyze(run: Run) -> None:
    """Give the planner the statistics of both new partitions."""
    for tabel in (f"hasil_{run.pk}", f"beku_{run.beku_id}"):
        _execute(sql.SQL("ANALYZE {}").format(sql.Identifier("bagian", tabel)))


def _execute(perintah: str | sql.Composable, isi: dict[str, Any] | None = None) -> Any:
    """Run a statement on the owner's connection; return the first row if there are rows."""
    with connections["pemilik"].cursor() as kursor:
        kursor.execute(perintah, isi)
        return kursor.fetchone() if kursor.description else None


def _frozen_ids(run: Run) -> tuple[int, int]:
    """Smallest and largest family id of the frozen input (families may have gone since)."""
    kecil, besar = _execute(
        "SELECT min(keluarga_id), max(keluarga_id) FROM ranking_beku_fitur WHERE beku_id = %(beku)s",
        {"beku": run.beku_id},
    )
    return int(kecil or 1), int(besar or 1)


def _new_table(nama: str, induk: str) -> None:
    """Create an empty detached table in the shape of its parent; one left over is dropped."""
    tabel = sql.Identifier("bagian", nama)
    _execute(sql.SQL("DROP TABLE IF EXISTS {}").format(tabel))
    _execute(
        sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)").format(
            tabel, sql.Identifier(induk)
        )
    )


def _attach(nama: str, tujuan: str, induk: str, kolom: str, nilai: int) -> None:
    """Add the primary key, give the table its own name and attach it as the partition of one value."""
    ubah = sql.SQL("ALTER TABLE {} ").format(sql.Identifier("bagian", nama))
    # Nobody reads a partition of this number yet: one that is there outlived its run (a database emptied by hand).
    _execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier("bagian", tujuan)))
    _execute(
        ubah
        + sql.SQL("ADD CONSTRAINT {} PRIMARY KEY ({}, keluarga_id)").format(
            sql.Identifier(f"{tujuan}_pk"), sql.Identifier(kolom)
        )
    )
    _execute(ubah + sql.SQL("RENAME TO {}").format(sql.Identifier(tujuan)))
    _execute(
        sql.SQL("ALTER TABLE {} ATTACH PARTITION {} FOR VALUES IN ({})").format(
            sql.Identifier(induk), sql.Identifier("bagian", tujuan), sql.Literal(nilai)
        )
    )
