"""The supervisor behind `make run` and `make prepare`: servers, steps, then web, worker and beat."""

from __future__ import annotations

import fcntl
import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from types import FrameType

import psycopg2

from config.local import antrean, layanan, pabrik, proses
from config.local.keadaan import Keadaan
from config.local.langkah import AKAR, KELUARGA, Langkah, steps
from config.local.server import BASISDATA, Server

SINYAL = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
JEDA_DETIK = 0.2


class Berhenti(BaseException):
    """A signal asked us to stop, or `make` above us is gone."""

    def __init__(self, kode: int) -> None:
        super().__init__(kode)
        self.kode = kode


class Gagal(RuntimeError):
    """Something prevents the start; the message says what to do."""


class Terkunci(Gagal):
    """Another supervisor works on the same folder."""


def say(teks: str, *, baris: bool = True) -> None:
    sys.stdout.write(teks + ("\n" if baris else ""))
    sys.stdout.flush()


def _on_signal(nomor: int, _bingkai: FrameType | None) -> None:
    raise Berhenti(128 + nomor)


@contextmanager
def lock(var: Path) -> Iterator[None]:
    """One supervisor a folder. The kernel drops the lock with the process, however that ends."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "kunci").open("a+") as berkas:
        try:
            fcntl.flock(berkas, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            berkas.seek(0)
            raise Terkunci(
                f"Sudah berjalan untuk folder {var} (proses {berkas.read().strip()}). "
                "Hentikan dengan Ctrl-C di sana atau dengan: make stop"
            ) from None
        berkas.seek(0)
        berkas.truncate()
        berkas.write(str(os.getpid()))
        berkas.flush()
        yield


class Pengawas:
    """Everything that one start owns; `close` ends all of it, whatever state it is in."""

    def __init__(self, var: Path, keluarga: int = KELUARGA) -> None:
        self.var = var
        self.keluarga = keluarga
        self.server = Server.under(var)
        sendiri = self.server.environment()
        self.postgres_sendiri = "DATABASE_URL" not in os.environ
        self.valkey_sendiri = "REDIS_URL" not in os.environ
        luar = os.environ.get
        self.lingkungan = {
            **os.environ,
            "MODE": luar("MODE", "demo"),
            "VAR_DIR": str(var),
            "SECRET_KEY": luar("SECRET_KEY", sendiri["SECRET_KEY"]),
            "REDIS_URL": luar("REDIS_URL", sendiri["REDIS_URL"]),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONUNBUFFERED": "1",
        }
        if self.postgres_sendiri:
            self.lingkungan |= {k: sendiri[k] for k in ("DATABASE_URL", "DATABASE_OWNER_URL")}
        elif "DATABASE_OWNER_URL" not in os.environ:
            raise Gagal("DATABASE_URL diisi, maka DATABASE_OWNER_URL (peran pemilik) juga harus diisi.")
        self.layanan: list[layanan.Layanan] = []
        self._induk = os.getppid() if "MAKELEVEL" in os.environ else None

    # -- start -----------------------------------------------------------------------------------

    def open(self) -> Keadaan:
        """Leftovers of a killed run away, servers up; returns what is already done."""
        proses.sweep(proses.mark(self.var))
        mulai = time.monotonic()
        self.server.start(postgres=self.postgres_sendiri, valkey=self.valkey_sendiri)
        if self.postgres_sendiri:
            self.server.postgres.ensure_database(BASISDATA)
        self._time("Menyiapkan server", mulai)
        keadaan = Keadaan.read(self.var / "keadaan.json", self._identity())
        return self._start_over_if_half(keadaan)

    def _identity(self) -> str:
        """Of the database the steps were done in; a new or restored one gets all steps again."""
        alamat = self.lingkungan["DATABASE_OWNER_URL"]
        with closing(psycopg2.connect(alamat)) as sambungan, sambungan.cursor() as kursor:
            kursor.execute(
                "SELECT system_identifier || ':' || oid FROM pg_control_system(), pg_database"
                " WHERE datname = current_database()"
            )
            baris = kursor.fetchone()
        return str(baris[0]) if baris else ""

    def _start_over_if_half(self, keadaan: Keadaan) -> Keadaan:
        """A run killed inside the filling: its own, still unused database is made anew.

        The batch could be taken up, but not always (staging is unlogged and empty after a crash).
        """
        sekali = {langkah.nama for langkah in steps(self.var, self.keluarga) if langkah.sekali}
        if keadaan.sedang not in sekali or not (self.postgres_sendiri and self.valkey_sendiri):
            return keadaan  # on servers of one's own the step is called again and takes up its batch
        say("Pengisian demo yang lalu terputus. Basis data demo dibuat ulang.")
        with self.server.valkey.client() as klien:
            klien.flushall()
        self.server.postgres.drop_database(BASISDATA)
        self.server.postgres.ensure_database(BASISDATA)
        baru = Keadaan(keadaan.berkas, self._identity())
        if "berkas" in keadaan.selesai:
            baru.done("berkas", keadaan.selesai["berkas"])
        return baru

    # -- steps -----------------------------------------------------------------------------------

    def prepare(self, keadaan: Keadaan) -> None:
        pembuat = pabrik.Pabrik(proses.python(self.var), lingkungan=self.lingkungan, folder=AKAR)
        with closing(pembuat):
            for langkah in steps(self.var, self.keluarga):
                if keadaan.has(langkah.nama, None if langkah.tetap else langkah.kunci):
                    continue
                if langkah.pekerja:
                    self._ensure_worker()
                mulai = time.monotonic()
                keadaan.begin(langkah.nama)
                self._manage(langkah, pembuat)
                keadaan.done(langkah.nama, langkah.kunci)
                self._time(langkah.judul, mulai)

    def _manage(self, langkah: Langkah, pembuat: pabrik.Pabrik) -> None:
        # Checked once, by the first step: the checks read every address, which takes longer than most steps.
        cek = [] if langkah.nama == "migrasi" else ["--skip-checks"]
        catatan = self.var / "log" / f"langkah_{langkah.nama}.log"
        catatan.parent.mkdir(parents=True, exist_ok=True)
        with catatan.open("wb") as keluaran:
            anak = pembuat.start(["manage.py", *langkah.perintah(), *cek], keluaran=keluaran)
            try:
                self._wait(anak)
            finally:
                proses.stop(anak)
        if anak.poll() != 0:
            ekor = catatan.read_text(errors="replace")[-3000:]
            raise Gagal(f"Langkah {langkah.nama} gagal. Akhir catatan {catatan}:\n{ekor}")

    def _wait(self, anak: proses.Anak) -> None:
        while anak.poll() is None:
            self._check()
            time.sleep(JEDA_DETIK / 4)

    def _ensure_worker(self) -> None:
        if not any(satu.nama == "worker" for satu in self.layanan):
            if self.valkey_sendiri:
                antrean.restore(self.lingkungan["REDIS_URL"])
            self._serve(layanan.worker(self.var, self.lingkungan))

    def _serve(self, satu: layanan.Layanan) -> None:
        self.layanan.append(satu)
        satu.start()

    # -- serve -----------------------------------------------------------------------------------

    def serve(self, host: str, port: int) -> None:
        """Start web, then worker and beat; returns when the page answers.

        One after the other: on two cores all at once would make the page wait for the start of what it does not need.
        """
        web = layanan.web(self.var, self.lingkungan, f"{host}:{port}")
        self._serve(web)

        def siap() -> bool:
            self._check()
            return answers(host, port)

        if not proses.wait_until(siap, batas_detik=60):
            raise Gagal(f"Web tidak menjawab. Akhir catatan:\n{web.tail()}")
        self._ensure_worker()
        self._serve(layanan.beat(self.var, self.lingkungan))

    def watch(self) -> None:
        """Until a signal arrives."""
        while True:
            self._check()
            time.sleep(JEDA_DETIK)

    def _check(self) -> None:
        for satu in self.layanan:
            if satu.keep():
                say(f"Proses {satu.nama} berhenti dan dimulai lagi. Lihat {satu.catatan}")
        if self._induk is not None and os.getppid() != self._induk:
            raise Berhenti(128 + signal.SIGTERM)

    # -- end -------------------------------------------------------------------------------------

    def close(self) -> None:
        for nomor in SINYAL:
            signal.signal(nomor, signal.SIG_IGN)
        for satu in reversed(self.layanan):
            satu.stop()
        proses.sweep(proses.mark(self.var))
        self.server.stop()
        self.server.sweep()

    @staticmethod
    def _time(judul: str, mulai: float) -> None:
        detik = f"{time.monotonic() - mulai:.1f}".replace(".", ",")
        say(f"  {judul} {'.' * max(3, 56 - len(judul))} {detik:>6} detik")


def is_free(host: str, port: int) -> bool:
    with socket.socket() as soket:
        soket.settimeout(1)
        return soket.connect_ex((host, port)) != 0


def answers(host: str, port: int) -> bool:
    """True when the front page comes back without a server error."""
    sambungan = http.client.HTTPConnection(host, port, timeout=20)
    try:
        sambungan.request("GET", "/")
        return sambungan.getresponse().status < 500
    except OSError:
        return False
    finally:
        sambungan.close()


@contextmanager
def supervised(var: Path, keluarga: int) -> Iterator[Pengawas]:
    """Lock, signals, and the certain end of every process started inside."""
    with ExitStack() as tumpukan:
        tumpukan.enter_context(lock(var))
        for nomor in SINYAL:
            signal.signal(nomor, _on_signal)
        pengawas = Pengawas(var, keluarga)
        tumpukan.callback(pengawas.close)
        yield pengawas
