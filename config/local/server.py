"""The pair of embedded servers under one folder, with their secrets and the environment they give."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from config.local.postgres import Postgres
from config.local.tempat import Tempat, prepare
from config.local.valkey import Valkey

BASISDATA = "dtsen"
PERAN = ("pemilik", "aplikasi")


@dataclass(slots=True)
class Server:
    """PostgreSQL and Valkey under one folder; `with_*` leaves out what the environment already names."""

    tempat: Tempat
    rahasia: dict[str, str]
    postgres: Postgres
    valkey: Valkey

    @classmethod
    def under(cls, var: Path, *, sekali_pakai: bool = False) -> Server:
        tempat = prepare(var)
        rahasia = _secrets(tempat.data / "rahasia.json")
        return cls(
            tempat=tempat,
            rahasia=rahasia,
            postgres=Postgres(tempat, rahasia["pengelola"], sekali_pakai=sekali_pakai),
            valkey=Valkey(tempat, sekali_pakai=sekali_pakai),
        )

    def start(self, *, postgres: bool = True, valkey: bool = True) -> None:
        if postgres:
            self.postgres.start()
            self.postgres.ensure_roles({peran: self.rahasia[peran] for peran in PERAN})
        if valkey:
            self.valkey.start()

    def stop(self) -> None:
        self.valkey.stop()
        self.postgres.stop()

    def sweep(self) -> None:
        """Stop servers of this folder that another (ended or killed) process has started."""
        self.valkey.sweep()
        self.postgres.sweep()

    def database_url(self, peran: str, basisdata: str = BASISDATA) -> str:
        soket = quote(str(self.tempat.soket), safe="/")
        return f"postgresql://{peran}:{self.rahasia[peran]}@/{basisdata}?host={soket}"

    def redis_url(self, nomor: int = 0) -> str:
        return f"redis+socket://{quote(str(self.valkey.soket), safe='/')}?virtual_host={nomor}"

    def environment(self, basisdata: str = BASISDATA, *, redis: int = 0) -> dict[str, str]:
        return {
            "DATABASE_URL": self.database_url("aplikasi", basisdata),
            "DATABASE_OWNER_URL": self.database_url("pemilik", basisdata),
            "REDIS_URL": self.redis_url(redis),
            "SECRET_KEY": self.rahasia["kunci"],
        }


def _secrets(berkas: Path) -> dict[str, str]:
    if berkas.exists():
        isi: dict[str, str] = json.loads(berkas.read_text())
        return isi
    rahasia = {nama: secrets.token_urlsafe(24) for nama in ("pengelola", *PERAN)}
    rahasia["kunci"] = secrets.token_urlsafe(50)
    baru = berkas.with_name(berkas.name + ".baru")
    baru.touch(mode=0o600)
    baru.write_text(json.dumps(rahasia, indent=1))
    baru.rename(berkas)
    return rahasia
