"""Fixtures of the tests of the index."""

from __future__ import annotations

import pytest

from ikesos.models import StrukturVersi
from tests.ikesos import indeks


@pytest.fixture
def versi(db: None) -> StrukturVersi:
    """The structure of a small kabupaten that can be calculated (tests/ikesos/indeks.py)."""
    return indeks.fill()
