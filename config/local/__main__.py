"""`python -m config.local run|prepare|servers|exec|env|stop|clean`: see docs/runbook."""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

from config.local import proses, tempat
from config.local.langkah import AKAR, KELUARGA
from config.local.layanan import LayananGagal
from config.local.pengawas import Berhenti, Gagal, Terkunci, is_free, lock, say, supervised
from config.local.postgres import PostgresGagal
from config.local.sapaan import greeting
from config.local.server import Server
from config.local.tempat import TempatSalah
from config.local.valkey import ValkeyGagal

BATAS_BERHENTI_DETIK = 60


def run(var: Path, pilihan: argparse.Namespace, *, sajikan: bool) -> int:
    if os.environ.get("MODE", "demo") == "produksi":
        raise Gagal("make run mengisi data demo. Untuk produksi lihat docs/runbook/server-sendiri.md.")
    host, port = os.environ.get("HOST", "127.0.0.1"), _port()
    mulai = time.monotonic()
    melayani = False
    try:
        with supervised(var, pilihan.keluarga) as pengawas:
            keadaan = pengawas.open()
            if sajikan and not is_free(host, port):
                raise Gagal(f"Port {port} dipakai program lain. Coba: make run PORT={port + 1}")
            pengawas.prepare(keadaan)
            if sajikan:
                pengawas.serve(host, port)
                melayani = True
                say(greeting(pengawas.lingkungan, f"http://{host}:{port}", time.monotonic() - mulai))
                pengawas.watch()
    except Berhenti as sinyal:
        say("Semua proses dihentikan.")
        return 0 if melayani else sinyal.kode
    say(f"Siap dalam {time.monotonic() - mulai:.0f} detik. Sajikan dengan: make run")
    return 0


def servers(var: Path) -> int:
    """Only PostgreSQL and Valkey, in the foreground."""
    try:
        with supervised(var, KELUARGA) as pengawas:
            pengawas.open()
            say(_exports(var))
            pengawas.watch()
    except Berhenti:
        pass
    return 0


def execute(var: Path, perintah: list[str]) -> int:
    """Run one command with the servers up: those of a running `make run`, or started for it alone."""
    if not perintah:
        raise Gagal("Tulis perintahnya: python -m config.local exec PERINTAH ...")
    try:
        with supervised(var, KELUARGA) as pengawas:
            pengawas.open()
            return subprocess.run(perintah, env=pengawas.lingkungan, cwd=AKAR, check=False).returncode
    except Terkunci:
        lingkungan = os.environ | _environment(var)
        return subprocess.run(perintah, env=lingkungan, cwd=AKAR, check=False).returncode
    except Berhenti as sinyal:
        return sinyal.kode


def stop(var: Path) -> int:
    """Ask the supervisor of this folder to end; sweep what a killed one has left."""
    try:
        with lock(var):
            proses.sweep(proses.mark(var))
            Server.under(var).sweep()
    except Terkunci:
        os.kill(int((var / "kunci").read_text()), signal.SIGTERM)
        if not proses.wait_until(lambda: _unlocked(var), batas_detik=BATAS_BERHENTI_DETIK):
            raise
    return 0


def clean(var: Path) -> int:
    stop(var)
    tempat.remove(var)
    return 0


def _unlocked(var: Path) -> bool:
    try:
        with lock(var):
            return True
    except Terkunci:
        return False


def _environment(var: Path) -> dict[str, str]:
    return Server.under(var).environment() | {"MODE": os.environ.get("MODE", "demo"), "VAR_DIR": str(var)}


def _exports(var: Path) -> str:
    return "\n".join(f"export {nama}={shlex.quote(nilai)}" for nama, nilai in _environment(var).items())


def _port() -> int:
    teks = os.environ.get("PORT", "8000")
    if not teks.isdigit() or not 0 < int(teks) < 65536:
        raise Gagal(f"PORT harus angka 1 sampai 65535, bukan {teks}.")
    return int(teks)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m config.local", description=__doc__)
    perintah = parser.add_subparsers(dest="perintah", required=True)
    for nama in ("run", "prepare"):
        satu = perintah.add_parser(nama)
        satu.add_argument("--keluarga", type=int, default=KELUARGA)
    for nama in ("servers", "env", "stop", "clean"):
        perintah.add_parser(nama)
    perintah.add_parser("exec").add_argument("argumen", nargs=argparse.REMAINDER)
    return parser


def main() -> int:
    pilihan = _parser().parse_args()
    var = Path(os.environ.get("VAR_DIR") or AKAR / "var").resolve()
    kerja = {
        "run": lambda: run(var, pilihan, sajikan=True),
        "prepare": lambda: run(var, pilihan, sajikan=False),
        "servers": lambda: servers(var),
        "exec": lambda: execute(var, pilihan.argumen),
        "stop": lambda: stop(var),
        "clean": lambda: clean(var),
    }
    try:
        if pilihan.perintah == "env":
            say(_exports(var))
            return 0
        return kerja[pilihan.perintah]()
    except (Gagal, LayananGagal, PostgresGagal, ValkeyGagal, TempatSalah) as salah:
        sys.stderr.write(f"{salah}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
