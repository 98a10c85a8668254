"""Staging: one schema a batch, owned by pemilik and granted to nobody, filled by COPY.

`search_path` points at the schema of the batch, so that the statements in `sql/` name its tables plainly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.db import connections
from psycopg2 import sql

from dtsen.registry.fakta import FAKTA_INDIVIDU, FAKTA_KELUARGA, TANGGAL, TEKS, Fakta
from dtsen.registry.imports.rows import KEPALA_INDIVIDU, KEPALA_KELUARGA

PEMILIK = "pemilik"
POTONG = 20_000
"""Lines of one COPY: about 5 MB, so that memory stays flat whatever the file."""
WORK_MEM = "64MB"
"""Of this session only: joins of whole tables spill less. Stays far below 600 MB a process."""
KUNCI_IMPOR = 640_201
"""First key of the advisory lock: only one batch is applied at a time."""
BILANGAN = {"berkas", "baris", "desil_nasional", "desil_provinsi", "desil_kabupaten"}


def tipe(fakta: Fakta) -> str:
    """Return the column type of a fact."""
    return {TEKS: "text", TANGGAL: "date"}.get(fakta.jenis, "smallint")


def schema(batch_id: int) -> sql.Identifier:
    return sql.Identifier(f"impor_{batch_id}")


@contextmanager
def opened(batch_id: int) -> Iterator[Any]:
    """Give a cursor of the owner that sees the batch's tables first."""
    koneksi = connections[PEMILIK]
    with koneksi.cursor() as kursor:
        kursor.execute(sql.SQL("SET search_path TO {}, public").format(schema(batch_id)))
        kursor.execute("SELECT set_config('work_mem', %s, false)", [WORK_MEM])
        # Shared hash tables of parallel workers would count in every process: 960 MB instead of 500.
        kursor.execute("SET enable_parallel_hash TO off")
        try:
            yield kursor
        finally:
            if koneksi.connection is not None and not koneksi.needs_rollback and not koneksi.closed_in_transaction:
                kursor.execute("RESET search_path")
                kursor.execute("RESET work_mem")
                kursor.execute("RESET enable_parallel_hash")


def _columns(kepala: Iterable[str], fakta: Iterable[Fakta]) -> sql.Composable:
    kolom = [(n, "integer" if n in BILANGAN else "text") for n in kepala] + [(f.nama, tipe(f)) for f in fakta]
    return sql.SQL(", ").join(sql.SQL("{} {}").format(sql.Identifier(n), sql.SQL(t)) for n, t in kolom)


def create(kursor: Any, batch_id: int) -> None:
    """Make the empty staging tables anew (a killed reading leaves nothing behind)."""
    kursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema(batch_id)))
    kursor.execute(sql.SQL("CREATE SCHEMA {}").format(schema(batch_id)))
    for tabel, kepala, fakta in (
        ("stage_keluarga", KEPALA_KELUARGA, FAKTA_KELUARGA),
        ("stage_individu", KEPALA_INDIVIDU, [f for f in FAKTA_INDIVIDU if f.nama != "nama"]),
    ):
        kursor.execute(
            sql.SQL("CREATE UNLOGGED TABLE {} (no integer GENERATED ALWAYS AS IDENTITY, {})").format(
                sql.Identifier(tabel), _columns(kepala, fakta)
            )
        )
    kursor.execute(
        """CREATE UNLOGGED TABLE stage_dukcapil (nik text, nomor_kk text, nama text, nama_norm text,
           tanggal_lahir date, jenis_kelamin smallint, kode_wilayah text, status text, tanggal_status date,
           baris integer)"""
    )


def count(kursor: Any, batch_id: int, tabel: str) -> int:
    """Rows of a staging table, -1 where it is not there."""
    kursor.execute("SELECT to_regclass(%s)", [f"impor_{batch_id}.{tabel}"])
    if kursor.fetchone()[0] is None:
        return -1
    kursor.execute(sql.SQL("SELECT count(*) FROM {}.{}").format(schema(batch_id), sql.Identifier(tabel)))
    return int(kursor.fetchone()[0])


def drop(kursor: Any, batch_id: int) -> None:
    kursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema(batch_id)))


class Penyalin:
    """Collects lines and sends them by COPY from a thread of its own, while the next lines are being read.

    Use as a context: leaving it waits for the last lines and raises what went wrong.
    """

    def __init__(self, kursor: Any, tabel: str, kolom: Iterable[str]) -> None:
        self.kursor = kursor
        self.perintah = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(tabel), sql.SQL(", ").join(sql.Identifier(k) for k in kolom)
        )
        self.antre: list[str] = []
        self.pengirim = ThreadPoolExecutor(1)
        self.terkirim: Future[None] | None = None

    def __enter__(self) -> Penyalin:
        return self

    def __exit__(self, jenis: type[BaseException] | None, *_: object) -> None:
        try:
            if jenis is None:
                self._send()
            if self.terkirim is not None:
                self.terkirim.result()
        finally:
            self.pengirim.shutdown()

    def add(self, garis: str) -> None:
        self.antre.append(garis)
        if len(self.antre) >= POTONG:
            self._send()

    def _send(self) -> None:
        if self.terkirim is not None:
            # One block at a time: memory stays flat, and an error stops the reading.
            self.terkirim.result()
        if self.antre:
            self.antre.append("")
            self.terkirim = self.pengirim.submit(self._copy, "\n".join(self.antre))
            self.antre = []

    def _copy(self, isi: str) -> None:
        # One read for the whole block: every further read would wait for the interpreter lock.
        self.kursor.copy_expert(self.perintah, StringIO(isi), len(isi) * 4)
