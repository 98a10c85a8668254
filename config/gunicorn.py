"""Settings of the web server, `gunicorn -c python:config.gunicorn`: its lines are masked, its name is not told.

An address may hold what somebody typed into it, so the access line has the path alone and no referrer.
"""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger
from gunicorn.http import wsgi

from dtsen.lib.samar import BarisTersamar

access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" status=%(s)s bytes=%(b)s detik=%(L)s'
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190


class CatatanWeb(Logger):
    """Gunicorn's two logs, each line masked."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for catatan in (self.error_log, self.access_log):
            for penangan in catatan.handlers:
                lama = penangan.formatter
                penangan.setFormatter(BarisTersamar(lama._fmt if lama else None, lama.datefmt if lama else None))


logger_class = CatatanWeb
_semua = wsgi.Response.default_headers


def _tanpa_nama(jawaban: wsgi.Response) -> list[str]:
    return [kepala for kepala in _semua(jawaban) if not kepala.startswith("Server:")]


# There is no setting for it: what the server would call itself helps nobody but an attacker.
wsgi.Response.default_headers = _tanpa_nama  # type: ignore[method-assign, assignment]
