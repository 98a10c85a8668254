"""The one door to the trail.

    audit.record(pelaku=user, aksi="keluarga.lihat", objek="keluarga:12", keluarga=[12], individu=[31, 32])

Where it comes from (address and door) is the context's: middleware, tasks and commands enter `within`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import connections, transaction

from dtsen.accounts.models import User
from dtsen.lib.samar import mask_deep, mask_text

TAMBAH = """
INSERT INTO accounts_jejak (pelaku_id, aksi, objek, lewat, alamat, keluarga, individu, rincian, alasan)
SELECT %s, b.aksi, b.objek, %s, %s, b.keluarga, b.individu, b.rincian, b.alasan
FROM jsonb_to_recordset(%s::jsonb)
    AS b (aksi text, objek text, keluarga bigint[], individu bigint[], rincian jsonb, alasan text)
"""
SEBARIS = 1000
"""Ids one line names at most; a longer list (an export) becomes several lines."""


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of the trail; `record` says what its fields are."""

    aksi: str
    objek: str = ""
    rincian: dict[str, Any] | None = None
    alasan: str = ""
    keluarga: Iterable[int] = ()
    individu: Iterable[int] = ()


@dataclass(frozen=True, slots=True)
class Asal:
    """From where something is done: door (a key of `LEWAT`), network address, and by whom where that is known.

    `ditolak` waits for `flush`.
    """

    lewat: str
    alamat: str | None = None
    siapa: Callable[[], User | None] = lambda: None
    ditolak: list[Callable[[], None]] = field(default_factory=list)


PERINTAH = Asal("perintah")
_asal: ContextVar[Asal] = ContextVar("asal_jejak", default=PERINTAH)


@contextmanager
def within(lewat: str, alamat: str | None = None, siapa: Callable[[], User | None] = lambda: None) -> Iterator[Asal]:
    """Everything recorded inside the block came by this door from this address; `siapa` is asked when needed."""
    asal = Asal(lewat, alamat, siapa)
    token = _asal.set(asal)
    try:
        yield asal
    finally:
        _asal.reset(token)


def now() -> Asal:
    """Return where the present code was called from."""
    return _asal.get()


def record(
    *,
    pelaku: User | None,
    aksi: str,
    objek: str = "",
    rincian: dict[str, Any] | None = None,
    alasan: str = "",
    keluarga: Iterable[int] = (),
    individu: Iterable[int] = (),
    using: str = "default",
) -> None:
    """Append a line, in the transaction of the caller. `aksi` is dotted (`impor.terapkan`), `objek` is `jenis:id`.

    `keluarga` and `individu` are the ids of those it is about: whoever asks "who saw me" is answered from them.
    `using` names the connection of that transaction. Set-based work runs on "pemilik".

    Never put a NIK or a name into `rincian`: ids only. A number that somebody types into a reason is masked.
    """
    record_all([Baris(aksi, objek, rincian, alasan, keluarga, individu)], pelaku=pelaku, using=using)


def record_all(baris: Iterable[Baris], *, pelaku: User | None, using: str = "default") -> None:
    """Append lines of one person in their order, in one statement."""
    asal = _asal.get()
    isi = [
        {
            "aksi": satu.aksi,
            "objek": mask_text(satu.objek)[:80],
            "keluarga": keluarga,
            "individu": individu,
            "rincian": mask_deep(satu.rincian or {}),
            "alasan": mask_text(satu.alasan),
        }
        for satu in baris
        for keluarga, individu in _portions(satu.keluarga, satu.individu)
    ]
    if isi:
        with connections[using].cursor() as kursor:
            kursor.execute(TAMBAH, [pelaku.pk if pelaku else None, asal.lewat, asal.alamat, json.dumps(isi)])


def _portions(keluarga: Iterable[int], individu: Iterable[int]) -> Iterator[tuple[list[int], list[int]]]:
    semua_keluarga, semua_individu = sorted(set(keluarga)), sorted(set(individu))
    banyak = max(len(semua_keluarga), len(semua_individu), 1)
    for i in range(0, banyak, SEBARIS):
        yield semua_keluarga[i : i + SEBARIS], semua_individu[i : i + SEBARIS]


def refused(
    *,
    pelaku: User | None,
    aksi: str,
    objek: str = "",
    rincian: dict[str, Any] | None = None,
    keluarga: Iterable[int] = (),
) -> None:
    """Append a line about something that was not allowed; it stays although the request is rolled back.

    Inside a request it is written by the middleware, after the request's transaction; elsewhere at once.
    """
    asal = _asal.get()
    tulis = partial(record, pelaku=pelaku, aksi=aksi, objek=objek, rincian=rincian, keluarga=tuple(keluarga))
    if asal is PERINTAH:
        tulis()
    else:
        asal.ditolak.append(tulis)


def flush(asal: Asal) -> None:
    """Write what was refused, in a transaction of its own."""
    if not asal.ditolak:
        return
    with transaction.atomic():
        for tulis in asal.ditolak:
            tulis()
    asal.ditolak.clear()
