"""Plugin (`-p tests.bocor`): what the suite has made the product write down is searched for full NIK and No KK.

While the tests run, each process puts into files of its own what leaves the product unasked:

- every line that a handler of the product would print, by the product's own formatter and filters;
- the logs of the real web servers and workers, and the output of commands (tests/conftest.py hands them in);
- the arguments of every task as the broker gets them;
- what is written into the trail.

The process that the user started reads all of it at the end and fails the run if a number is in it. It looks for
numbers in its own way, not by the expression that masks them.
"""

from __future__ import annotations

import copy
import json
import logging
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery.signals import before_task_publish
from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_save

from tests import servers

FOLDER = servers.FOLDER / "bocor"
SUMBER = ("log", "proses", "tugas", "jejak")
KELOMPOK = re.compile(r"[0-9](?:[ .\-+_]?[0-9]){15,}")
PROVINSI = {
    *range(11, 22), *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98),
}  # fmt: skip
_nomor_uji: set[str] = set()
_temuan: list[str] = []


# --- what is looked for ---------------------------------------------------------------------------------------


def is_number(angka: str) -> bool:
    """Whether sixteen digits have the structure of a NIK or No KK: a province, a day (of a woman plus 40), a month."""
    hari, bulan = int(angka[6:8]), int(angka[8:10])
    return (
        int(angka[:2]) in PROVINSI
        and (1 <= hari <= 31 or 41 <= hari <= 71)
        and 1 <= bulan <= 12
        and angka[12:] != "0000"
    )


def find(teks: str, dikenal: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield (number, line) for every NIK or No KK in a text, in a row or in groups, and for every known number."""
    for baris in teks.splitlines():
        for temu in KELOMPOK.finditer(baris):
            angka = re.sub("[^0-9]", "", temu.group())
            for awal in range(len(angka) - 15):
                calon = angka[awal : awal + 16]
                # Only whole chains count by structure: in longer ones something will always look like a number.
                if calon in dikenal or (len(angka) == 16 and is_number(calon)):
                    yield calon, baris
                    break


# --- what is collected ----------------------------------------------------------------------------------------


def put(sumber: str, teks: str) -> None:
    """Hand in what the product wrote: `sumber` in log, proses, tugas, jejak."""
    with (FOLDER / f"{sumber}-{servers.PEKERJA}-{os.getpid()}").open("a", encoding="utf-8") as berkas:
        berkas.write(teks + "\n")


class _Salinan(logging.Handler):
    """Writes what a handler of the product would write."""

    def emit(self, record: logging.LogRecord) -> None:
        put("log", self.format(record))


def _copy_handlers() -> None:
    """Beside each handler of the product one with the same formatter and filters, which hands in what it formats."""
    for nama in ("", "django"):
        catatan = logging.getLogger(nama)
        for penangan in [p for p in catatan.handlers if p.name in {"konsol", "surel"}]:
            salinan = _Salinan(penangan.level)
            salinan.setFormatter(copy.copy(penangan.formatter))
            salinan.filters = [s for s in penangan.filters if type(s).__name__ != "RequireDebugFalse"]
            catatan.addHandler(salinan)


def _task(sender: str | None = None, body: Any = None, **_: Any) -> None:
    put("tugas", f"{sender} {json.dumps(body, default=str)}")


def _watch(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if _trail not in connection.execute_wrappers:
        connection.execute_wrappers.append(_trail)


def _trail(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """What is sent to the table of the trail, as it is sent (statements put together by psycopg2 are other tables')."""
    if isinstance(sql, str) and sql.lstrip().startswith("INSERT INTO accounts_jejak"):
        put("jejak", json.dumps(params, default=str))
    return execute(sql, params, many, context)


def _remember(instance: Any, **_: Any) -> None:
    nomor = getattr(instance, "nik", None) or getattr(instance, "nomor_kk", None)
    if nomor:
        _nomor_uji.add(str.__str__(nomor))


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    FOLDER.mkdir(exist_ok=True)
    _copy_handlers()
    before_task_publish.connect(_task, weak=False)
    # Models by name: pytest loads this file before Django is ready.
    connection_created.connect(_watch)
    for nama in ("Individu", "Keluarga"):
        post_save.connect(_remember, sender=apps.get_model("registry", nama), weak=False)


# --- the end --------------------------------------------------------------------------------------------------


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _nomor_uji:
        (FOLDER / f"nomor-{servers.PEKERJA}").write_text("\n".join(sorted(_nomor_uji)))
    if servers.PEKERJA != "induk":
        return
    _temuan.extend(scan(FOLDER))
    if _temuan and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def scan(folder: Path) -> list[str]:
    """Return what was found in the files of a folder: `source: line`, each once."""
    dikenal = frozenset(n for berkas in folder.glob("nomor-*") for n in berkas.read_text().split())
    temuan = [
        f"{berkas.name}: {angka} di {baris[:300]}"
        for sumber in SUMBER
        for berkas in sorted(folder.glob(f"{sumber}-*"))
        for angka, baris in find(berkas.read_text(encoding="utf-8", errors="replace"), dikenal)
    ]
    return list(dict.fromkeys(temuan))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if servers.PEKERJA != "induk" or not FOLDER.exists():
        return
    baris = {s: sum(b.read_bytes().count(b"\n") for b in FOLDER.glob(f"{s}-*")) for s in SUMBER}
    terminalreporter.write_line("bocor: " + ", ".join(f"{n} baris {s}" for s, n in baris.items()) + " diperiksa")
    if _temuan:
        terminalreporter.section(f"{len(_temuan)} NIK atau No KK lengkap keluar dari sistem", red=True)
        for satu in _temuan[:50]:
            terminalreporter.write_line(satu)
