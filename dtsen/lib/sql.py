"""Named SQL statements: one file each beside the floor that owns the tables, with a four-line header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

KEPALA = ("Tujuan", "Masukan", "Butir", "Idempoten")
PARAMETER = re.compile(r"%\((\w+)\)s")


class SqlSalah(ValueError):
    """A statement file without its header."""


@dataclass(frozen=True, slots=True)
class Pernyataan:
    """A statement: its text and the names of its parameters."""

    nama: str
    teks: str
    parameter: frozenset[str]
    kepala: dict[str, str]


@cache
def read(berkas: Path) -> Pernyataan:
    """Read a statement and check its header; raises SqlSalah."""
    teks = berkas.read_text(encoding="utf-8")
    kepala = dict(re.findall(r"^-- (\w+): *(.+)$", teks, flags=re.MULTILINE))
    kurang = [baris for baris in KEPALA if baris not in kepala]
    if kurang:
        raise SqlSalah(f"{berkas.name}: kepala {', '.join(kurang)} belum ada")
    badan = re.sub(r"^--.*\n", "", teks, flags=re.MULTILINE).strip()
    return Pernyataan(berkas.stem, badan, frozenset(PARAMETER.findall(badan)), kepala)


def load(di_samping: str, nama: str) -> str:
    """Return the text of `sql/<nama>.sql` beside the module `di_samping` (pass `__file__`)."""
    return read(Path(di_samping).parent / "sql" / f"{nama}.sql").teks
