"""Plugin (`-p tests.servers`): every test run has an embedded PostgreSQL and Valkey of its own.

Settings are read before any conftest, so the addresses are put into the environment here, on import.
The servers themselves start with the first test that asks for them, whichever xdist worker that is,
and the process that started pytest stops them.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.local.server import Server

AKAR = Path(__file__).resolve().parents[1]
TEMPLAT = "uji_templat"
PEKERJA = os.environ.get("PYTEST_XDIST_WORKER", "induk")  # gw0, gw1 ... or the process without xdist
NAMA = f"uji_{PEKERJA}"
NOMOR_REDIS = int(PEKERJA.removeprefix("gw")) + 1 if PEKERJA.startswith("gw") else 0
AWALAN = f"dtsen-uji-{os.geteuid()}-"
TEMPAT_UJI = Path("/tmp")  # short on purpose: macOS' own temporary folder is too long for a socket


def _folder() -> Path:
    """The folder of this run: named after the process that the user started; workers inherit it."""
    if PEKERJA == "induk":
        os.environ["DTSEN_UJI"] = str(TEMPAT_UJI / f"{AWALAN}{os.getpid()}")
    return Path(os.environ["DTSEN_UJI"])


def _environment(basisdata: str) -> dict[str, str]:
    return server.environment(basisdata, redis=NOMOR_REDIS) | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MODE": "uji",
        "VAR_DIR": str(FOLDER / f"app-{PEKERJA}"),
    }


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove_dead_runs() -> None:
    """A test run that was killed leaves its servers behind; the next run ends them."""
    for folder in TEMPAT_UJI.glob(f"{AWALAN}*"):
        pid = folder.name.removeprefix(AWALAN)
        if pid.isdigit() and folder != FOLDER and not _alive(int(pid)):
            remove(folder)


def remove(folder: Path) -> None:
    if folder.exists():
        Server.under(folder, sekali_pakai=True).sweep()
        shutil.rmtree(folder, ignore_errors=True)


def ensure_started() -> None:
    """Servers up and the template filled; the first caller does it, the others wait."""
    with (FOLDER / "kunci").open("w") as kunci:
        fcntl.flock(kunci, fcntl.LOCK_EX)
        if (FOLDER / "siap").exists():
            return
        server.start()
        server.postgres.ensure_database(TEMPLAT)
        hasil = subprocess.run(
            [sys.executable, "-m", "tests.templat"],
            cwd=AKAR,
            env=os.environ | _environment(TEMPLAT),
            capture_output=True,
            text=True,
            check=False,
        )
        if hasil.returncode != 0:
            raise pytest.UsageError(f"Templat basis data uji gagal dibuat:\n{hasil.stdout}{hasil.stderr}")
        (FOLDER / "siap").touch()


def environment(basisdata: str = NAMA) -> dict[str, str]:
    """What a subprocess of a test needs to work on `basisdata` and on this worker's own broker number."""
    return os.environ | _environment(basisdata)


FOLDER = _folder()
if PEKERJA == "induk":
    FOLDER.mkdir(mode=0o755)
    (FOLDER / "static").mkdir()
(FOLDER / f"app-{PEKERJA}").mkdir()
(FOLDER / f"app-{PEKERJA}" / "static").symlink_to(FOLDER / "static")  # collected once, see tests/templat.py
server = Server.under(FOLDER, sekali_pakai=True)
os.environ.update(_environment(NAMA))
# A run starts some sixty processes of the product; each would compile all of it again where bytecode is not kept.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Two test processes on two cores: numpy's own threads would only wait for each other.
os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")


def pytest_sessionstart(session: pytest.Session) -> None:
    if PEKERJA == "induk":
        _remove_dead_runs()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    for satu in (server.postgres, server.valkey):
        satu.leave()  # whichever process has started them, the one that the user started ends them
    if PEKERJA == "induk":
        remove(FOLDER)
