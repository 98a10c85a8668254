"""Every statement of this floor: its header is there, it is used, and PostgreSQL accepts it with its parameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from dtsen.lib import sql

LANTAI = Path(__file__).resolve().parents[2] / "dtsen" / "ranking"
BERKAS = sorted((LANTAI / "sql").glob("*.sql"))


@pytest.mark.parametrize("berkas", BERKAS, ids=lambda satu: satu.stem)
def test_header_and_use(berkas: Path) -> None:
    pernyataan = sql.read(berkas)
    assert set(pernyataan.kepala) >= set(sql.KEPALA)
    kode = "".join(py.read_text() for py in LANTAI.glob("*.py"))
    assert f'"{berkas.stem}"' in kode
    for parameter in pernyataan.parameter:
        akhir = parameter.split("_", 1)[-1]
        assert f'"{parameter}"' in kode or f'"{akhir}"' in (LANTAI / "stats" / "fitur.py").read_text()
