"""The world of the matrix, once a test or once a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from dtsen.accounts import batas
from tests.conftest import Basisdata, own_database
from tests.lingkup.dunia import build, people
from tests.lingkup.hakim import Panggung


@pytest.fixture
def panggung(basisdata: Basisdata, buta: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Panggung:
    _without_limit(monkeypatch)
    dunia = build(tmp_path)
    return Panggung(dunia, people(dunia.keluarga))


def _without_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody asks from one address here; how often one may is asked in tests/keras/test_batas.py."""
    monkeypatch.setattr(batas, "check", lambda *_, **__: None)


@pytest.fixture(scope="module")
def sedunia(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Panggung]:
    """One world for all tests of a file whose every request is undone."""
    with own_database(django_db_blocker, buta=True), pytest.MonkeyPatch.context() as tambalan:
        _without_limit(tambalan)
        dunia = build(tmp_path_factory.mktemp("dunia"))
        yield Panggung(dunia, people(dunia.keluarga))
