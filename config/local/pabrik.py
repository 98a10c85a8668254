"""A process that has loaded the product once and makes others of itself, each ready at once.

Loading takes some two seconds of work, more than most steps of the preparation take. `python -m config.local.pabrik 5
config.urls` loads Django and the modules named, then reads from the socket with that number: one line of JSON asks for
a process, whose outputs and status come along as open files. What it runs is said as to Python itself, `manage.py ...`
or `-m module ...`. The end of the socket ends it, so that it does not outlive whoever started it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

import django

from config.local import proses

UKURAN = 65536


class Anak:
    """A process made by the other one: as much of `subprocess.Popen` as is needed here."""

    def __init__(self, status: IO[bytes]) -> None:
        self._status = status
        self.returncode: int | None = None
        self.pid = int(status.readline() or 0)
        if not self.pid:  # what it should come from has ended
            self._end(b"1")

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._status], [], [], 0)[0]:
            self._end(self._status.readline())
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self._status], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self._end(self._status.readline())
        assert self.returncode is not None
        return self.returncode

    def _end(self, kode: bytes) -> None:
        self.returncode = int(kode or -signal.SIGKILL)
        self._status.close()


class Pabrik:
    """The side that asks. Nothing is loaded before the first process is asked for."""

    def __init__(
        self, python: Sequence[str], modul: Sequence[str] = (), *, lingkungan: Mapping[str, str], folder: Path
    ) -> None:
        self._python, self._modul, self._lingkungan, self._folder = python, modul, dict(lingkungan), folder
        self._proses: subprocess.Popen[bytes] | None = None
        self._kendali: socket.socket | None = None

    def start(
        self,
        argumen: Sequence[str],
        *,
        keluaran: IO[bytes],
        galat: IO[bytes] | None = None,
        lingkungan: Mapping[str, str] | None = None,
    ) -> Anak:
        """Start `argumen` in a session of its own; `galat` is where errors go if not where the rest goes."""
        if self._kendali is None:
            self._kendali = self._load(keluaran)
        baca, tulis = os.pipe()
        status = os.fdopen(baca, "rb", buffering=0)
        minta = [list(argumen), dict(lingkungan or self._lingkungan)]
        try:
            berkas = [keluaran.fileno(), (galat or keluaran).fileno(), tulis]
            # The rest of a long line follows without files.
            isi = json.dumps(minta).encode() + b"\n"
            terkirim = socket.send_fds(self._kendali, [isi], berkas)
            self._kendali.sendall(isi[terkirim:])
        except BrokenPipeError:
            pass  # it has ended, as the status will say
        finally:
            os.close(tulis)
        return Anak(status)

    def _load(self, catatan: IO[bytes]) -> socket.socket:
        """What it says while it loads goes to `catatan`."""
        sini, sana = socket.socketpair()
        with sana:
            self._proses = subprocess.Popen(
                [*self._python, "-m", "config.local.pabrik", str(sana.fileno()), *self._modul],
                env=self._lingkungan, cwd=self._folder, pass_fds=[sana.fileno()], start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=catatan, stderr=subprocess.STDOUT,
            )  # fmt: skip
        return sini

    def close(self) -> None:
        if self._proses is not None and self._kendali is not None:
            self._kendali.close()
            proses.stop(self._proses)
            self._proses = self._kendali = None


# --- the side that is asked -----------------------------------------------------------------------------------


def _take(kendali: socket.socket) -> list[str] | None:
    """Wait for work. Returns in each new process with what it shall run, in the first one with None at the end."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        isi, berkas, _, _ = socket.recv_fds(kendali, UKURAN, 3)
        while isi and not isi.endswith(b"\n"):
            isi += kendali.recv(UKURAN)
        if not isi:
            return None
        if os.fork() == 0:
            kendali.close()
            argumen, lingkungan = json.loads(isi)
            return _watch(argumen, lingkungan, berkas)
        for satu in berkas:
            os.close(satu)


def _watch(argumen: list[str], lingkungan: dict[str, str], berkas: list[int]) -> list[str]:
    """Fork once more: one side tells the status and ends, the other becomes what was asked for."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    keluaran, galat, status = berkas
    pid = os.fork()
    if pid:
        os.write(status, f"{pid}\n".encode())
        _, akhir = os.waitpid(pid, 0)
        os.write(status, f"{os.waitstatus_to_exitcode(akhir)}\n".encode())
        os._exit(0)
    os.setsid()
    os.dup2(keluaran, 1)
    os.dup2(galat, 2)
    for satu in berkas:
        os.close(satu)
    os.environ.clear()
    os.environ.update(lingkungan)
    return argumen


def run(argumen: Sequence[str]) -> None:
    """As Python itself would: `-m module ...` or `script ...`."""
    jalan: Callable[..., object] = runpy.run_path
    if argumen[0] == "-m":
        argumen, jalan = argumen[1:], runpy.run_module
    sys.argv[:] = argumen
    jalan(argumen[0], run_name="__main__")


if __name__ == "__main__":
    django.setup()
    for _nama in sys.argv[2:]:
        importlib.import_module(_nama)
    gc.freeze()  # what is loaded stays shared
    with socket.socket(fileno=int(sys.argv[1])) as _kendali:
        _kerja = _take(_kendali)
    if _kerja is not None:
        run(_kerja)
