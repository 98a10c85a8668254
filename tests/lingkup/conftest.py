"""The world of the matrix, once a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Basisdata
from tests.lingkup.dunia import build, people
from tests.lingkup.hakim import Panggung


@pytest.fixture
def panggung(basisdata: Basisdata, buta: bool, tmp_path: Path) -> Panggung:
    dunia = build(tmp_path)
    return Panggung(dunia, people(dunia.keluarga))
