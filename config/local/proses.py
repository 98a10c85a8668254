"""Child processes: each in a group of its own, found again after the parent was killed.

No pid files: a pid can be taken over by a stranger after a restart. A process of ours carries a mark
among its arguments (`-X dtsen=<var>`, `-D <data>`), and that mark is what a later start looks for.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from config.local.tempat import Pemakai

PROC = Path("/proc")


class Anak(Protocol):
    """What is needed of a process: `subprocess.Popen`, or one of config/local/pabrik.py."""

    pid: int

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...


def mark(var: Path) -> str:
    """The argument by which Python processes of this `var` are known; Python ignores it."""
    return f"dtsen={var}"


def python(var: Path, *argumen: str) -> list[str]:
    return [sys.executable, "-X", mark(var), *argumen]


def start(
    perintah: Sequence[str],
    *,
    lingkungan: Mapping[str, str],
    catatan: IO[bytes] | int | None = None,
    pemakai: Pemakai | None = None,
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start in a session of its own, so that Ctrl-C reaches the supervisor only."""
    turun = pemakai is not None and pemakai.akar
    return subprocess.Popen(
        perintah,
        env=dict(lingkungan),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=catatan,
        stderr=subprocess.STDOUT if catatan is not None else None,
        start_new_session=True,
        user=pemakai.uid if turun and pemakai else None,
        group=pemakai.gid if turun and pemakai else None,
        extra_groups=[] if turun else None,
    )


def stop(proses: Anak, *, sinyal: int = signal.SIGTERM, batas_detik: float = 10) -> None:
    """Ask the whole group to end, then insist."""
    if proses.poll() is None:
        with suppress(ProcessLookupError):
            os.kill(proses.pid, sinyal)
        with suppress(subprocess.TimeoutExpired):
            proses.wait(batas_detik)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(proses.pid, signal.SIGKILL)
    proses.wait()


def found(tanda: str) -> list[int]:
    """Pids whose arguments hold `tanda`, this process excepted."""
    return sorted(pid for pid, argumen in arguments() if _holds(argumen, tanda) and pid != os.getpid())


def sweep(tanda: str, *, sinyal: int = signal.SIGTERM, batas_detik: float = 10) -> int:
    """End what an earlier, killed parent has left behind; returns how many there were."""
    tersisa = found(tanda)
    for pid in tersisa:
        with suppress(ProcessLookupError):
            os.kill(pid, sinyal)
    if not wait_until(lambda: not found(tanda), batas_detik=batas_detik):
        for pid in found(tanda):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not found(tanda), batas_detik=5)
    return len(tersisa)


def wait_until(siap: Callable[[], bool], *, batas_detik: float, jeda_detik: float = 0.05) -> bool:
    akhir = time.monotonic() + batas_detik
    while not siap():
        if time.monotonic() > akhir:
            return False
        time.sleep(jeda_detik)
    return True


def arguments() -> list[tuple[int, list[str]]]:
    """Pid and arguments of every process; without /proc (macOS) the whole command as one text."""
    if (PROC / "self" / "cmdline").exists():
        return _arguments_proc()
    keluaran = subprocess.run(["ps", "-axww", "-o", "pid=,command="], check=True, capture_output=True, text=True).stdout
    baris = (satu.strip().partition(" ") for satu in keluaran.splitlines())
    return [(int(pid), [perintah.strip()]) for pid, _, perintah in baris if pid]


def _holds(argumen: list[str], tanda: str) -> bool:
    return tanda in argumen or (len(argumen) == 1 and f" {tanda} " in f" {argumen[0]} ")


def _arguments_proc() -> list[tuple[int, list[str]]]:
    hasil = []
    for folder in PROC.iterdir():
        if not folder.name.isdigit():
            continue
        with suppress(OSError):  # it may have ended between the two calls
            isi = (folder / "cmdline").read_bytes()
            if isi and not _zombie(folder):
                hasil.append((int(folder.name), os.fsdecode(isi).rstrip("\0").split("\0")))
    return hasil


def _zombie(folder: Path) -> bool:
    return (folder / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
