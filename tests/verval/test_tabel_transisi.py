"""The transition tables agree with the database, the permissions and the drawing in docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from dtsen.accounts.peran import IZIN, PERAN
from dtsen.lib.transisi import Tabel
from verval import diagram, pembaruan, usulan
from verval.models.pembaruan import STATUS as STATUS_PEMBARUAN
from verval.models.pembaruan import TERBUKA
from verval.models.usulan import STATUS as STATUS_USULAN

AKAR = Path(__file__).resolve().parents[2]
SEMUA = [(pembaruan.TABEL, STATUS_PEMBARUAN), (usulan.TABEL, STATUS_USULAN)]


@pytest.mark.parametrize(("tabel", "status"), SEMUA)
def test_statuses_of_table_and_column_are_the_same(tabel: Tabel, status: dict[str, str]) -> None:
    assert tabel.status == set(status)


@pytest.mark.parametrize(("tabel", "status"), SEMUA)
def test_somebody_may_take_every_hop(tabel: Tabel, status: dict[str, str]) -> None:
    for hop in tabel.hop.values():
        assert hop.izin in IZIN
        assert any(hop.izin in peran.izin for peran in PERAN.values())


@pytest.mark.parametrize(("tabel", "status"), SEMUA)
def test_maker_and_decider_are_two_persons(tabel: Tabel, status: dict[str, str]) -> None:
    putusan = {aksi for (_, aksi), hop in tabel.hop.items() if hop.bukan_pembuat}
    assert putusan == {"setujui", "kembalikan", "tolak"}
    for peran in PERAN.values():
        assert not {pembaruan.AJUKAN, pembaruan.PERIKSA} <= peran.izin
        assert not {usulan.AJUKAN, usulan.PERIKSA} <= peran.izin


def test_open_statuses_are_neither_draft_nor_final() -> None:
    assert set(TERBUKA) == pembaruan.TABEL.status - pembaruan.TABEL.akhir - {"draf"}


def test_drawing_is_current() -> None:
    """Run `manage.py diagram_kasus` when this fails."""
    assert (AKAR / "docs" / "kasus.md").read_text(encoding="utf-8") == diagram.render()
