"""Processes of the product on the database of one test, without loading the product for each.

The process that makes them (config/local/pabrik.py) read the settings when it began, so each starts as
`-m tests.pindah <database> ...`, which turns to that database. What needs other settings is started the long way.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
from collections.abc import Mapping, Sequence
from tempfile import TemporaryFile
from typing import IO

from config import env
from config.local import pabrik, proses
from tests import servers

BEBAS = {"PYTEST_CURRENT_TEST", "DJANGO_ALLOW_ASYNC_UNSAFE"}
MUAT = ("config.urls", "celery.bin.celery", "celery.bin.worker", "celery.apps.worker", "gunicorn.app.wsgiapp")


def _settings(lingkungan: Mapping[str, str]) -> dict[str, str]:
    return {kunci: nilai for kunci, nilai in lingkungan.items() if kunci not in BEBAS}


_awal = servers.environment()
_pabrik = pabrik.Pabrik([sys.executable], MUAT, lingkungan=_awal, folder=servers.AKAR)
atexit.register(_pabrik.close)


def start(
    argumen: Sequence[str], lingkungan: Mapping[str, str], keluaran: IO[bytes], galat: IO[bytes] | None = None
) -> proses.Anak:
    """`argumen` are those of Python: `manage.py ...` or `-m module ...`."""
    nama = str(env.database(lingkungan["DATABASE_URL"])["NAME"])
    alamat = servers.server.environment(nama, redis=servers.NOMOR_REDIS)
    if _settings(lingkungan) == _settings(_awal | alamat):
        argumen = ["-m", "tests.pindah", nama, *argumen]
        return _pabrik.start(argumen, keluaran=keluaran, galat=galat, lingkungan=lingkungan)
    return subprocess.Popen(
        [sys.executable, *argumen], env=dict(lingkungan), cwd=servers.AKAR, stdin=subprocess.DEVNULL,
        stdout=keluaran, stderr=galat or keluaran, start_new_session=True,
    )  # fmt: skip


def run(argumen: Sequence[str], lingkungan: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Start, wait, and return what it said."""
    with TemporaryFile() as keluaran, TemporaryFile() as galat:
        kode = start(argumen, lingkungan, keluaran, galat).wait()
        for satu in (keluaran, galat):
            satu.seek(0)
        return subprocess.CompletedProcess(argumen, kode, keluaran.read().decode(), galat.read().decode())
