"""A task taken by a worker that was killed is delivered again as soon as `make run` starts."""

from __future__ import annotations

import subprocess
import sys

from kombu import Connection

from config.local import antrean
from tests import servers

AMBIL_LALU_MATI = """
import os, sys
from kombu import Connection
sambungan = Connection(sys.argv[1])
saluran = sambungan.channel()
assert saluran.basic_get("uji_antrean") is not None
os.kill(os.getpid(), 9)
"""


def test_an_unfinished_task_of_a_killed_worker_is_delivered_again() -> None:
    servers.ensure_started()
    alamat = servers.server.redis_url(20)
    with Connection(alamat) as sambungan:
        with sambungan.SimpleQueue("uji_antrean") as antre:
            antre.put({"id": 7})
        subprocess.run([sys.executable, "-c", AMBIL_LALU_MATI, alamat], check=False)
        with servers.server.valkey.client(20) as klien:
            assert klien.llen("uji_antrean") == 0
        with sambungan.SimpleQueue("uji_antrean") as antre:
            antrean.restore(alamat)
            assert antre.get(block=True, timeout=2).payload == {"id": 7}
