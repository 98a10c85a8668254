"""`make run` as a user meets it: killed at any step, stopped, started again. Small population, real everything."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from config.local import proses, tempat
from config.local.langkah import AKAR, steps
from tests import servers
from tests.local.dokumen import blocks
from tests.local.jalan import BATAS_DETIK, KELUARGA, Jalan, wait_for


def stop(jalan: Jalan) -> None:
    subprocess.run([sys.executable, "-m", "config.local", "stop"], cwd=AKAR, env=jalan.lingkungan, check=True)


@pytest.fixture(scope="module")
def folder() -> Iterator[Jalan]:
    """One folder for all of them: what a test has filled the next one finds."""
    satu = Jalan(servers.FOLDER / f"run-{servers.PEKERJA}")
    yield satu
    stop(satu)
    tempat.remove(satu.var)


@pytest.fixture
def jalan(folder: Jalan) -> Iterator[Jalan]:
    """The folder for one test; one that fails leaves nothing running for the next to stumble over."""
    yield folder
    if folder.leftovers():
        stop(folder)


@pytest.fixture(scope="module")
def berjalan(folder: Jalan) -> Iterator[Jalan]:
    """`make run` while it serves; the tests that share it stand last, since it has the folder to itself."""
    anak = folder.start("run", "--keluarga", KELUARGA)
    wait_for(folder, anak, "Coba dulu")
    yield folder
    anak.terminate()
    assert anak.wait(BATAS_DETIK) == 0
    assert folder.leftovers() == []


def titles(jalan: Jalan) -> list[str]:
    """The steps that the run has told about."""
    return [satu.judul for satu in steps(jalan.var, int(KELUARGA)) if satu.judul in jalan.text()]


def kill_in(jalan: Jalan, anak: subprocess.Popen[bytes], langkah: str) -> None:
    """SIGKILL to the supervisor while that step is under way."""
    siap = proses.wait_until(
        lambda: jalan.state().sedang == langkah or anak.poll() is not None, batas_detik=BATAS_DETIK, jeda_detik=0.01
    )
    assert siap, jalan.text()
    assert anak.poll() is None, jalan.text()
    anak.kill()
    anak.wait()
    assert jalan.state().sedang == langkah


def test_killed_run_starts_again_and_ctrl_c_stops_everything(jalan: Jalan) -> None:
    for langkah in ("migrasi", "impor_regsosek"):
        anak = jalan.start("run", "--keluarga", KELUARGA)
        kill_in(jalan, anak, langkah)

    mulai = time.monotonic()
    anak = jalan.start("run", "--keluarga", KELUARGA)
    wait_for(jalan, anak, "Coba dulu")
    penuh = time.monotonic() - mulai
    assert "Basis data demo dibuat ulang" in jalan.text()
    assert jalan.status("/akun/masuk/") == 200
    assert {"impor_dtsen", "peringkat", "static"} <= jalan.steps_done()
    assert {"Membuat tabel", "Mengimpor dtsen"} <= set(titles(jalan))

    anak.kill()  # while it serves: web, worker, beat and both servers are orphans now
    anak.wait()
    assert jalan.leftovers()

    mulai = time.monotonic()
    anak = jalan.start("run", "--keluarga", KELUARGA)
    wait_for(jalan, anak, "Coba dulu")
    assert titles(jalan) == []  # no step is taken again
    assert time.monotonic() - mulai < penuh / 3  # measured against the start just before: the machine may be busy
    assert jalan.status("/akun/masuk/") == 200

    kedua = jalan.start("run")
    assert kedua.wait(BATAS_DETIK) == 1
    assert "Sudah berjalan" in jalan.text()

    anak.send_signal(signal.SIGINT)
    assert anak.wait(BATAS_DETIK) == 0
    assert jalan.leftovers() == []


def test_it_ends_when_make_above_it_is_killed(jalan: Jalan) -> None:
    perintah = f"{sys.executable} -m config.local servers & wait"
    with jalan.keluaran.open("wb") as keluaran:
        make = subprocess.Popen(
            ["sh", "-c", perintah], cwd=AKAR, env=jalan.lingkungan | {"MAKELEVEL": "1"}, stdout=keluaran
        )
    wait_for(jalan, make, "export DATABASE_URL")
    assert len(jalan.leftovers()) == 2
    make.kill()
    make.wait()
    assert proses.wait_until(lambda: jalan.leftovers() == [], batas_detik=BATAS_DETIK)


def test_prepare_ends_and_leaves_nothing_running(jalan: Jalan) -> None:
    anak = jalan.start("prepare", "--keluarga", KELUARGA)
    assert anak.wait(BATAS_DETIK) == 0, jalan.text()
    assert jalan.leftovers() == []


def test_a_taken_port_is_named(jalan: Jalan) -> None:
    with socket.create_server(("127.0.0.1", jalan.port)):
        anak = jalan.start("run", "--keluarga", KELUARGA)
        assert anak.wait(BATAS_DETIK) == 1
    assert f"PORT={jalan.port + 1}" in jalan.text()
    assert jalan.leftovers() == []


def test_exec_gives_a_command_the_servers(jalan: Jalan) -> None:
    anak = jalan.start("exec", sys.executable, "manage.py", "check", "--database", "default")
    assert anak.wait(BATAS_DETIK) == 0, jalan.text()
    assert jalan.leftovers() == []


def test_a_wrong_port_is_refused() -> None:
    jalan = Jalan(servers.FOLDER / "port-salah")
    jalan.lingkungan["PORT"] = "delapan"
    assert jalan.start("run").wait(BATAS_DETIK) == 1
    assert "PORT harus angka" in jalan.text()
    shutil.rmtree(jalan.var, ignore_errors=True)


def test_demo_data_are_refused_in_production() -> None:
    jalan = Jalan(servers.FOLDER / "produksi")
    jalan.lingkungan["MODE"] = "produksi"
    assert jalan.start("prepare").wait(BATAS_DETIK) == 1
    assert "server-sendiri.md" in jalan.text()
    assert not jalan.var.exists()


@pytest.mark.parametrize(
    ("dokumen", "penanda", "perintah"),
    [("README.md", "config.local env", 4), ("docs/runbook/menjalankan.md", "config.local exec", 1)],
)
def test_the_commands_of_the_documents_run_beside_make_run(
    berjalan: Jalan, dokumen: str, penanda: str, perintah: int
) -> None:
    naskah = next(blok for blok in blocks(AKAR / dokumen) if penanda in blok)
    assert naskah.count("manage.py") >= perintah
    naskah = naskah.replace(".venv/bin/python", sys.executable).replace("var/contoh", f"{berjalan.var}/contoh")
    hasil = subprocess.run(
        ["sh", "-eux", "-c", naskah], cwd=AKAR, env=berjalan.lingkungan, capture_output=True, text=True, check=False
    )
    assert hasil.returncode == 0, hasil.stderr
    assert berjalan.status("/akun/masuk/") == 200


def test_a_web_process_that_dies_is_started_again(berjalan: Jalan) -> None:
    induk = [pid for pid, kata in proses.arguments() if "gunicorn" in kata and proses.mark(berjalan.var) in kata]
    web = min(induk)  # the oldest is the parent of the others
    os.kill(web, signal.SIGKILL)
    assert proses.wait_until(
        lambda: "Proses web berhenti dan dimulai lagi" in berjalan.text(), batas_detik=BATAS_DETIK
    ), berjalan.text()
