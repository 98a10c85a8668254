"""README and docs: named targets exist, links lead somewhere (test_run.py runs the commands)."""

from __future__ import annotations

import re
import subprocess

from config.local.langkah import AKAR
from tests.local.dokumen import DOKUMEN, blocks


def targets() -> set[str]:
    """Every `make TARGET` written as code, in a block or in a line of text."""
    kode = [kutip for berkas in DOKUMEN for kutip in re.findall(r"`([^`\n]+)`", berkas.read_text())]
    kode += [baris for berkas in DOKUMEN for blok in blocks(berkas) for baris in blok.splitlines()]
    return {nama for satu in kode for nama in re.findall(r"\bmake ([a-z][a-z-]*)", satu)}


def test_every_make_target_named_exists() -> None:
    assert {"run", "test", "prepare", "check", "bench"} <= targets()
    for nama in targets():
        hasil = subprocess.run(["make", "-n", nama], cwd=AKAR, capture_output=True, text=True, check=False)
        assert hasil.returncode == 0, f"{nama}: {hasil.stderr}"


def test_every_link_leads_to_a_file() -> None:
    mati = [
        f"{berkas.name}: {tujuan}"
        for berkas in DOKUMEN
        for tujuan in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", berkas.read_text())
        if not (berkas.parent / tujuan).exists()
    ]
    assert mati == []
