"""The scan after the suite finds what leaks, and lets pass what does not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import bocor, servers

NIK, KK = "6402015203800001", "6402011203100001"


@pytest.mark.parametrize(
    "teks",
    [
        f"cari {NIK}", f"x={KK},y", "6402 0152 0380 0001", "6402-0152-0380-0001", f'{{"nik": "{NIK}"}}', f"a{NIK}b",
    ],
)  # fmt: skip
def test_finds_a_number(teks: str) -> None:
    assert [angka for angka, _ in bocor.find(f"baris lain\n{teks}\n")] in ([NIK], [KK])


def test_finds_a_number_of_the_test_data_whatever_its_structure() -> None:
    aneh = "9900000000000001"
    assert not list(bocor.find(f"log {aneh}"))
    assert [a for a, _ in bocor.find(f"log 12{aneh}34", frozenset({aneh}))] == [aneh]


@pytest.mark.parametrize(
    "teks", ["6402••••••••0001", "2026-11-26 01:05:22.123456", "1764118800123456", "id 123456 7890", "6402015203800000"]
)
def test_lets_pass_what_is_none(teks: str) -> None:
    assert not list(bocor.find(teks))


UJI = """
import logging
from celery.signals import before_task_publish
from django.db.backends.signals import connection_created
from dtsen.accounts.audit import TAMBAH
from tests import bocor

NIK = "{nik}"
"""
BOCOR = """
def test_log():
    for penangan in logging.getLogger().handlers:
        penangan.filters.clear()
        penangan.setFormatter(None)
    logging.getLogger("x").error("orang %s", NIK)

def test_proses():
    bocor.put("proses", f"GET /?q={NIK}")

def test_tugas():
    before_task_publish.send("x", body=((NIK,), {}, {}))

def test_jejak():
    class Sambungan:
        execute_wrappers = []
    connection_created.send(Sambungan, connection=Sambungan)
    Sambungan.execute_wrappers[0](lambda *_: None, TAMBAH, [NIK], False, {})
"""
AMAN = """
def test_log():
    logging.getLogger("x").error("orang %s", NIK)
"""


@pytest.mark.parametrize(("uji", "pekerja", "sumber"), [(BOCOR, "1", bocor.SUMBER), (AMAN, "0", ())])
def test_a_run_that_leaks_fails(uji: str, pekerja: str, sumber: tuple[str, ...], tmp_path: Path) -> None:
    """A real run of pytest, with a worker: its tests pass, and the run fails for what it let out."""
    berkas = tmp_path / "test_bocoran.py"
    berkas.write_text(UJI.replace("{nik}", NIK) + uji)
    lingkungan = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "DTSEN_UJI"))}
    perintah = [sys.executable, "-m", "pytest", "-q", "-n", pekerja, "-c", "pyproject.toml", str(berkas)]
    hasil = subprocess.run(
        perintah, cwd=servers.AKAR, env=lingkungan, capture_output=True, text=True, check=False, timeout=600
    )
    assert " passed" in hasil.stdout, hasil.stdout + hasil.stderr
    assert hasil.returncode == (1 if sumber else 0), hasil.stdout
    for satu in bocor.SUMBER:
        assert bool(re.search(rf"^{satu}-\S+: {NIK}", hasil.stdout, re.MULTILINE)) is (satu in sumber)
