"""One statement over all families, cut by family id and run on several connections of the owner at once.

PostgreSQL writes with one process a statement; a second connection uses the second core. The tables written to must
be committed beforehand, and a breakdown leaves rows in them: callers write into detached tables that they recreate.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

RUAS = 2
MEMORI_KERJA = "64MB"
"""work_mem of a slice: the features of half a kabupaten are grouped without spilling."""


def cuts(terkecil: int, terbesar: int, banyak: int = RUAS) -> list[tuple[int, int]]:
    """Return `banyak` ranges (from, to), both included, that cover the ids from smallest to largest."""
    lebar = terbesar - terkecil + 1
    batas = [terkecil + lebar * i // banyak for i in range(banyak + 1)]
    return [(dari, sampai - 1) for dari, sampai in pairwise(batas) if sampai > dari]


def execute(perintah: str, isi: dict[str, Any], terkecil: int, terbesar: int) -> None:
    """Run the statement with `dari` and `sampai` of each slice; every slice sees the same moment of the database."""
    daftar = cuts(terkecil, terbesar)
    utama = connections["pemilik"]
    with transaction.atomic(using="pemilik"), utama.cursor() as kursor:
        kursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        kursor.execute("SELECT pg_export_snapshot()")
        saat = kursor.fetchone()[0]
        with ThreadPoolExecutor(max_workers=max(1, len(daftar) - 1)) as utas:
            lain = [utas.submit(_in_thread, perintah, {**isi, "dari": d, "sampai": s}, saat) for d, s in daftar[1:]]
            for dari, sampai in daftar[:1]:
                _run(utama, perintah, {**isi, "dari": dari, "sampai": sampai})
            for satu in lain:
                satu.result()


def _in_thread(perintah: str, isi: dict[str, Any], saat: str) -> None:
    sambungan = connections.create_connection("pemilik")
    try:
        sambungan.set_autocommit(False)
        with sambungan.cursor() as kursor:
            kursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            kursor.execute("SET TRANSACTION SNAPSHOT %s", [saat])
        _run(sambungan, perintah, isi)
        sambungan.commit()
    finally:
        sambungan.close()


def _run(sambungan: BaseDatabaseWrapper, perintah: str, isi: dict[str, Any]) -> None:
    with sambungan.cursor() as kursor:
        kursor.execute("SET LOCAL work_mem = %s", [MEMORI_KERJA])
        kursor.execute(perintah, isi)
