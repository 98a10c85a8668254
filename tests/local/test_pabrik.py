"""A process that makes others of itself: what they say, how they end, and what it says when it cannot load."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from config.local import proses
from config.local.pabrik import Pabrik
from tests import servers


@pytest.fixture(scope="module")
def pabrik() -> Iterator[Pabrik]:
    with closing(Pabrik([sys.executable], lingkungan=servers.environment(), folder=servers.AKAR)) as satu:
        yield satu


def test_what_is_said_and_the_code_come_back(pabrik: Pabrik, tmp_path: Path) -> None:
    skrip = tmp_path / "skrip.py"
    skrip.write_text("import os, sys\nprint(sys.argv[1:], os.environ['KATA'])\nsys.exit('gagal')")
    for kata in ("satu", "dua"):
        with (tmp_path / "keluaran").open("wb") as keluaran, (tmp_path / "galat").open("wb") as galat:
            lingkungan = servers.environment() | {"KATA": kata}
            anak = pabrik.start([str(skrip), "-v"], keluaran=keluaran, galat=galat, lingkungan=lingkungan)
            assert anak.wait() == 1
        assert (tmp_path / "keluaran").read_text() == f"['-v'] {kata}\n"
        assert (tmp_path / "galat").read_text() == "gagal\n"


def test_one_that_goes_on_is_ended(pabrik: Pabrik, tmp_path: Path) -> None:
    skrip = tmp_path / "skrip.py"
    skrip.write_text("import signal\nsignal.pause()")
    with (tmp_path / "keluaran").open("wb") as keluaran:
        anak = pabrik.start([str(skrip)], keluaran=keluaran)
    assert anak.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        anak.wait(0.05)
    proses.stop(anak, sinyal=signal.SIGKILL)
    assert anak.poll() == -signal.SIGKILL


def test_what_cannot_be_loaded_is_told_by_the_first(tmp_path: Path) -> None:
    rusak = Pabrik([sys.executable], ["tidak_ada"], lingkungan=servers.environment(), folder=servers.AKAR)
    with (tmp_path / "keluaran").open("wb") as keluaran, closing(rusak):
        assert rusak.start(["manage.py", "check"], keluaran=keluaran).wait() == 1
    assert "No module named 'tidak_ada'" in (tmp_path / "keluaran").read_text()
