"""Counters of tries stand outside the database: each test begins without any."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _tanpa_hitungan(django_db_setup: None) -> None:
    cache.clear()
