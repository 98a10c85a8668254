"""One `python -m config.local ...` in a folder of its own, as a user would start it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
from pathlib import Path

from config.local import proses
from config.local.keadaan import Keadaan
from config.local.langkah import AKAR
from config.local.server import Server

KELUARGA = "300"
BATAS_DETIK = 600


class Jalan:
    """One `python -m config.local ...` of this test, with a folder and a port of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        with socket.socket() as soket:
            soket.bind(("127.0.0.1", 0))
            self.port = soket.getsockname()[1]
        luar = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "MAKELEVEL"}
        self.lingkungan = {kunci: nilai for kunci, nilai in os.environ.items() if kunci not in luar}
        self.lingkungan |= {"MODE": "demo", "VAR_DIR": str(var), "PORT": str(self.port)}
        self.keluaran = var.with_name(var.name + ".log")

    def start(self, *argumen: str) -> subprocess.Popen[bytes]:
        with self.keluaran.open("wb") as keluaran:
            return subprocess.Popen(
                [sys.executable, "-m", "config.local", *argumen],
                cwd=AKAR,
                env=self.lingkungan,
                stdin=subprocess.DEVNULL,
                stdout=keluaran,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def text(self) -> str:
        return self.keluaran.read_text()

    def state(self) -> Keadaan:
        berkas = self.var / "keadaan.json"
        if not berkas.exists():
            return Keadaan(berkas, "")
        isi = berkas.read_text()
        identitas = isi.split('"identitas": "')[1].split('"')[0]
        return Keadaan.read(berkas, identitas)

    def steps_done(self) -> set[str]:
        return set(self.state().selesai)

    def leftovers(self) -> list[int]:
        server = Server.under(self.var)
        tanda = (
            proses.mark(self.var),
            str(server.postgres.data),
            str(server.valkey.soket),
        )
        return [pid for satu in tanda for pid in proses.found(satu)]

    def status(self, jalur: str) -> int:
        sambungan = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            sambungan.request("GET", jalur)
            return sambungan.getresponse().status
        finally:
            sambungan.close()


def wait_for(jalan: Jalan, anak: subprocess.Popen[bytes], teks: str) -> None:
    proses.wait_until(lambda: teks in jalan.text() or anak.poll() is not None, batas_detik=BATAS_DETIK)
    assert teks in jalan.text(), jalan.text()
