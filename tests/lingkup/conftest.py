"""The world of the matrix, once a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from dtsen.accounts import batas
from tests.conftest import Basisdata
from tests.lingkup.dunia import build, people
from tests.lingkup.hakim import Panggung


@pytest.fixture
def panggung(basisdata: Basisdata, buta: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Panggung:
    # Everybody asks from one address here; how often one may is asked in tests/keras/test_batas.py.
    monkeypatch.setattr(batas, "check", lambda *_, **__: None)
    dunia = build(tmp_path)
    return Panggung(dunia, people(dunia.keluarga))
