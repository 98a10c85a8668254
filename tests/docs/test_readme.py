"""Every command of the README that can be run is run, in order, as a reader would."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests import servers
from tests.conftest import Basisdata

README = servers.AKAR / "README.md"


def commands() -> list[str]:
    """The manage.py lines of the shell blocks."""
    blok = re.findall(r"^```sh\n(.*?)^```", README.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [garis for isi in blok for garis in isi.splitlines() if "manage.py" in garis]


def test_commands_run_in_order(basisdata: Basisdata, pekerja: object, tmp_path: Path) -> None:
    basisdata.manage("load_model")  # part of `make run`, which the reader has open
    baris = commands()
    assert len(baris) >= 5
    for garis in baris:
        perintah = garis.replace(".venv/bin/python", sys.executable).replace("var/contoh", str(tmp_path / "contoh"))
        hasil = subprocess.run(
            ["sh", "-c", perintah],
            cwd=servers.AKAR,
            env=basisdata.lingkungan,
            capture_output=True,
            text=True,
            check=False,
        )
        assert hasil.returncode == 0, f"{garis}\n{hasil.stdout}\n{hasil.stderr}"


def test_links_lead_somewhere() -> None:
    for tujuan in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert (servers.AKAR / tujuan).exists(), tujuan
