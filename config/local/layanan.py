"""The three processes of the product: web, worker and beat, kept alive while `make run` serves."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.local import proses
from config.local.langkah import AKAR

ULANG_PALING_BANYAK = 5


class LayananGagal(RuntimeError):
    """A process ended too often; the message carries the end of its log."""


@dataclass(slots=True)
class Layanan:
    """One supervised process with its log under var/log."""

    nama: str
    perintah: list[str]
    lingkungan: Mapping[str, str]
    var: Path
    ulang: int = 0
    _proses: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def catatan(self) -> Path:
        return self.var / "log" / f"{self.nama}.log"

    @property
    def pid(self) -> int | None:
        return self._proses.pid if self._proses is not None else None

    def start(self) -> None:
        if self._proses is not None:
            return
        self.catatan.parent.mkdir(parents=True, exist_ok=True)
        with self.catatan.open("ab") as catatan:
            self._proses = proses.start(self.perintah, lingkungan=self.lingkungan, catatan=catatan, folder=AKAR)

    def keep(self) -> bool:
        """Start it again when it has ended by itself; True when that was needed."""
        if self._proses is None or self._proses.poll() is None:
            return False
        self.ulang += 1
        if self.ulang > ULANG_PALING_BANYAK:
            raise LayananGagal(f"Proses {self.nama} terus berhenti. Akhir {self.catatan}:\n{self.tail()}")
        proses.stop(self._proses)  # its children may still hold the port
        self._proses = None
        self.start()
        return True

    def stop(self) -> None:
        if self._proses is not None:
            proses.stop(self._proses, batas_detik=15)
            self._proses = None

    def tail(self) -> str:
        return self.catatan.read_text(errors="replace")[-2000:] if self.catatan.exists() else ""


def worker(var: Path, lingkungan: Mapping[str, str]) -> Layanan:
    perintah = proses.python(var, "-m", "celery", "-A", "config.celery", "worker", "-c", "2")
    perintah += ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    return Layanan("worker", perintah, lingkungan, var)


def beat(var: Path, lingkungan: Mapping[str, str]) -> Layanan:
    perintah = proses.python(var, "-m", "celery", "-A", "config.celery", "beat", "--pidfile=")
    perintah += ["--schedule", str(var / "jadwal"), "--loglevel", "WARNING"]
    return Layanan("beat", perintah, lingkungan, var)


def web(var: Path, lingkungan: Mapping[str, str], alamat: str) -> Layanan:
    """Without the owner's address: a web process never changes tables."""
    perintah = proses.python(var, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi")
    perintah += ["--bind", alamat, "--workers", "2"]
    perintah += ["--graceful-timeout", "5", "--timeout", "120", "--access-logfile", "-"]
    tanpa_pemilik = {kunci: nilai for kunci, nilai in lingkungan.items() if kunci != "DATABASE_OWNER_URL"}
    return Layanan("web", perintah, tanpa_pemilik, var)
