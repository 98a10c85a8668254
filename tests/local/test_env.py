"""DATABASE_URL and REDIS_URL in all the forms that people write."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from config import env


@pytest.mark.parametrize(
    ("alamat", "harapan"),
    [
        (
            "postgresql://aplikasi:rahasia@db.dinsos:5433/dtsen",
            {"USER": "aplikasi", "PASSWORD": "rahasia", "HOST": "db.dinsos", "PORT": "5433", "NAME": "dtsen"},
        ),
        (
            "postgres://aplikasi@localhost/dtsen",
            {"USER": "aplikasi", "PASSWORD": "", "HOST": "localhost", "PORT": "", "NAME": "dtsen"},
        ),
        (
            "postgresql://aplikasi:a%40b%2Fc@/dtsen?host=/tmp/soket%20pendek",
            {"USER": "aplikasi", "PASSWORD": "a@b/c", "HOST": "/tmp/soket pendek", "PORT": "", "NAME": "dtsen"},
        ),
        (
            "postgresql://a:b@[::1]:5432/dtsen?sslmode=require",
            {"HOST": "::1", "PORT": "5432", "OPTIONS": {"sslmode": "require"}},
        ),
    ],
)
def test_database_addresses(alamat: str, harapan: dict[str, Any]) -> None:
    hasil = env.database(alamat)
    assert {kunci: hasil[kunci] for kunci in harapan} == harapan


@pytest.mark.parametrize("alamat", ["mysql://a@b/c", "postgresql://aplikasi@localhost/", "dtsen", ""])
def test_a_wrong_database_address_is_refused(alamat: str) -> None:
    with pytest.raises(env.AlamatSalah):
        env.database(alamat)


@pytest.mark.parametrize(
    ("alamat", "pialang", "klien"),
    [
        ("redis://localhost:6379/3", "redis://localhost:6379/3", "redis://localhost:6379/3"),
        ("rediss://:kata@redis.dinsos/0", "rediss://:kata@redis.dinsos/0", "rediss://:kata@redis.dinsos/0"),
        ("redis+socket:///tmp/v?virtual_host=2", "redis+socket:///tmp/v?virtual_host=2", "unix:///tmp/v?db=2"),
        ("unix:///tmp/v?db=5", "redis+socket:///tmp/v?virtual_host=5", "unix:///tmp/v?db=5"),
        ("unix:///tmp/v", "redis+socket:///tmp/v?virtual_host=0", "unix:///tmp/v?db=0"),
    ],
)
def test_redis_addresses(alamat: str, pialang: str, klien: str) -> None:
    assert env.redis(alamat) == (pialang, klien)


@pytest.mark.parametrize("alamat", ["http://localhost", "amqp://localhost", "localhost:6379"])
def test_a_wrong_redis_address_is_refused(alamat: str) -> None:
    with pytest.raises(env.AlamatSalah):
        env.redis(alamat)


@pytest.mark.django_db
def test_the_driver_is_psycopg2_and_the_role_is_aplikasi() -> None:
    """Django silently prefers psycopg 3 when both are installed; COPY code written for psycopg2 then fails."""
    connection.ensure_connection()
    assert type(connection.connection).__module__.startswith("psycopg2")
    with connection.cursor() as kursor:
        kursor.execute("SELECT current_user, current_setting('TimeZone'), current_setting('jit')")
        assert kursor.fetchone() == ("aplikasi", "UTC", "off")
