"""Connection strings of the environment, turned into what Django and Celery want."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


class AlamatSalah(ValueError):
    """A DATABASE_URL or REDIS_URL that cannot be understood."""


def database(url: str) -> dict[str, Any]:
    """Return the Django settings of a `postgresql://` address, by TCP or by unix socket (`?host=/path`)."""
    bagian = urlsplit(url)
    if bagian.scheme not in {"postgresql", "postgres"}:
        raise AlamatSalah(f"Alamat basis data harus diawali postgresql://, bukan {bagian.scheme or 'kosong'}.")
    nama = unquote(bagian.path.lstrip("/"))
    if not nama:
        raise AlamatSalah("Alamat basis data tidak menyebut nama basis data: postgresql://user:sandi@host/nama.")
    tanya = {kunci: nilai[-1] for kunci, nilai in parse_qs(bagian.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": nama,
        "USER": unquote(bagian.username or ""),
        "PASSWORD": unquote(bagian.password or ""),
        "HOST": tanya.pop("host", unquote(bagian.hostname or "")),
        "PORT": str(tanya.pop("port", bagian.port or "")),
        "OPTIONS": tanya,
        "CONN_MAX_AGE": 60,
    }


def redis(url: str) -> tuple[str, str]:
    """Return (Celery broker address, redis-py address) of one Redis or Valkey.

    `redis://`, `rediss://`, `redis+socket:///path?virtual_host=0` and `unix:///path?db=0` are understood;
    Celery knows only the third form for sockets, redis-py only the fourth.
    """
    bagian = urlsplit(url)
    if bagian.scheme in {"redis", "rediss"}:
        return url, url
    if bagian.scheme not in {"redis+socket", "unix"}:
        raise AlamatSalah(
            f"Alamat Redis harus redis://, redis+socket:// atau unix://, bukan {bagian.scheme or 'kosong'}."
        )
    tanya = parse_qs(bagian.query)
    nomor = (tanya.get("virtual_host") or tanya.get("db") or ["0"])[-1]
    return f"redis+socket://{bagian.path}?virtual_host={nomor}", f"unix://{bagian.path}?db={nomor}"
