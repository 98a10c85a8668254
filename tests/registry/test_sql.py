"""Every statement file of the imports: header there, parameters as used, called from somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from dtsen.lib import sql
from dtsen.registry.imports import plan

FOLDER = Path(plan.__file__).parent
KODE = "".join(berkas.read_text(encoding="utf-8") for berkas in FOLDER.glob("*.py"))


@pytest.mark.parametrize("berkas", sorted((FOLDER / "sql").glob("*.sql")), ids=lambda b: b.stem)
def test_statement_has_its_header_and_is_used(berkas: Path) -> None:
    pernyataan = sql.read(berkas)
    assert set(pernyataan.kepala) >= set(sql.KEPALA)
    assert f'"{berkas.stem}"' in KODE
    assert pernyataan.parameter <= {"batch", "berkas", "versi", "tanggal", "dasar"}
