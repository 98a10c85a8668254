"""Settings of the web server, `-c python:config.gunicorn`: it does not tell what it is."""

from __future__ import annotations

from gunicorn.http import wsgi

_semua = wsgi.Response.default_headers


def _tanpa_nama(jawaban: wsgi.Response) -> list[str]:
    return [kepala for kepala in _semua(jawaban) if not kepala.startswith("Server:")]


# There is no setting for it: what the server would call itself helps nobody but an attacker.
wsgi.Response.default_headers = _tanpa_nama  # type: ignore[method-assign, assignment]

limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
