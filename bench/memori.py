"""Peak memory of this process and of the PostgreSQL backends, sampled from /proc."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

JEDA_DETIK = 0.2
RSS = re.compile(r"^(VmRSS|RssAnon|RssShmem|RssFile):\s+(\d+) kB", re.MULTILINE)


def _read(pid: int) -> tuple[str, dict[str, int]] | None:
    try:
        nama = Path(f"/proc/{pid}/comm").read_text().strip()
        status = Path(f"/proc/{pid}/status").read_text()
    except (OSError, ProcessLookupError):
        return None
    return nama, {kunci: int(kb) for kunci, kb in RSS.findall(status)}


class Puncak:
    """Sample until the block ends; `mb` then holds the largest resident size of each kind of process.

    A backend's resident size includes the shared buffers it has touched, which all backends share; both are given.
    """

    def __init__(self) -> None:
        self.mb: dict[str, int] = {}
        self._henti = threading.Event()
        self._utas = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Puncak:
        self._utas.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._henti.set()
        self._utas.join()

    def _note(self, nama: str, kb: int) -> None:
        self.mb[nama] = max(self.mb.get(nama, 0), kb // 1024)

    def _sample(self) -> None:
        while not self._henti.wait(JEDA_DETIK):
            for satu in Path("/proc").iterdir():
                if not satu.name.isdigit():
                    continue
                pid = int(satu.name)
                baca = _read(pid)
                if baca is None:
                    continue
                nama, ukuran = baca
                if pid == os.getpid():
                    self._note("python", ukuran.get("VmRSS", 0))
                elif nama == "postgres":
                    self._note("postgres", ukuran.get("VmRSS", 0))
                    self._note("postgres tanpa bagian bersama", ukuran.get("RssAnon", 0))
