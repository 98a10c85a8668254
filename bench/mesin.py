"""Where and when something was measured, and the place where the last result is kept."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path

HASIL = Path(__file__).parent / "hasil"


def machine() -> str:
    """One line that says where this was measured."""
    memori = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    info = Path("/proc/cpuinfo")
    baris = info.read_text().splitlines() if info.exists() else []
    cpu = next((b.split(":")[1].strip() for b in baris if b.startswith("model name")), platform.processor())
    inti = f"{os.cpu_count()} inti {cpu}, {memori:.0f} GiB, {platform.system()} {platform.machine()}"
    return f"{inti}, Python {platform.python_version()}"


def keep(nama: str, judul: str, isi: str) -> None:
    """Put a report into bench/hasil under `nama`, with date, machine and load."""
    HASIL.mkdir(exist_ok=True)
    kepala = f"# {judul}\n\n{date.today()}, {machine()}, beban rata-rata {os.getloadavg()[0]:.1f}\n\n"
    (HASIL / f"{nama}.md").write_text(kepala + isi.rstrip() + "\n", encoding="utf-8")
