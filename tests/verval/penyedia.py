"""A provider of WhatsApp messages on this machine: a real HTTP server that answers as it is told and remembers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LAMBAT_DETIK = 1.5


@dataclass
class Penyedia:
    """`jawab`: status of each answer in turn, the last one again and again; 0 is an answer that comes too late."""

    jawab: list[int]
    alamat: str = ""
    diterima: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)

    def next(self) -> int:
        return self.jawab[min(len(self.diterima), len(self.jawab)) - 1]


@contextmanager
def penyedia(*jawab: int) -> Iterator[Penyedia]:
    ini = Penyedia(list(jawab))

    class Penjawab(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            isi = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            ini.diterima.append((dict(self.headers), isi))
            status = ini.next()
            if status == 0:
                time.sleep(LAMBAT_DETIK)
                return
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"{ini.alamat}/lain")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Penjawab) as server:
        ini.alamat = f"http://127.0.0.1:{server.server_address[1]}"
        utas = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        utas.start()
        yield ini
        server.shutdown()
        utas.join()


def nobody() -> str:
    """An address on which nobody listens."""
    with penyedia(200) as ini:
        return ini.alamat
