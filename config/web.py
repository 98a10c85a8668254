"""Configuration of gunicorn, `gunicorn -c python:config.web`: masked lines and no query strings.

An address may hold what somebody typed into it, so the access line has the path alone and no referrer.
"""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from dtsen.lib.samar import BarisTersamar

access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" status=%(s)s bytes=%(b)s detik=%(L)s'


class CatatanWeb(Logger):
    """Gunicorn's two logs, each line masked."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for catatan in (self.error_log, self.access_log):
            for penangan in catatan.handlers:
                lama = penangan.formatter
                penangan.setFormatter(BarisTersamar(lama._fmt if lama else None, lama.datefmt if lama else None))


logger_class = CatatanWeb
