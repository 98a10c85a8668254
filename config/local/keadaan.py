"""What `make run` has already done: one JSON file, valid for one database only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


def fingerprint(berkas: Iterable[Path], *lain: str) -> str:
    """A hash over contents; a step is done again when what it reads has changed."""
    sidik = hashlib.sha256("\0".join(lain).encode())
    for satu in sorted(jalur for jalur in berkas if jalur.is_file()):
        sidik.update(satu.name.encode() + b"\0" + satu.read_bytes())
    return sidik.hexdigest()[:16]


@dataclass(slots=True)
class Keadaan:
    """Steps done (name -> key of its inputs) and the one under way; written at every change."""

    berkas: Path
    identitas: str
    selesai: dict[str, str] = field(default_factory=dict)
    sedang: str = ""

    @classmethod
    def read(cls, berkas: Path, identitas: str) -> Keadaan:
        """An unknown file, or one of another database, counts as nothing done."""
        try:
            isi = json.loads(berkas.read_text())
        except (OSError, ValueError):
            return cls(berkas, identitas)
        if isi.get("identitas") != identitas:
            return cls(berkas, identitas)
        return cls(berkas, identitas, dict(isi["selesai"]), str(isi["sedang"]))

    def has(self, nama: str, kunci: str | None) -> bool:
        """Done with this key; with None: done at all."""
        return nama in self.selesai if kunci is None else self.selesai.get(nama) == kunci

    def begin(self, nama: str) -> None:
        self.sedang = nama
        self.selesai.pop(nama, None)
        self._write()

    def done(self, nama: str, kunci: str) -> None:
        self.selesai[nama] = kunci
        self.sedang = ""
        self._write()

    def _write(self) -> None:
        baru = self.berkas.with_name(self.berkas.name + ".baru")
        isi = {"identitas": self.identitas, "selesai": self.selesai, "sedang": self.sedang}
        baru.write_text(json.dumps(isi, indent=1))
        baru.rename(self.berkas)
