"""The isolation matrix: every route of the URLconf × every peran at every kind of place, with what each must get.

A seeded share here; `make isolasi` asks for everybody and keeps the result in bench/hasil/.
"""

from __future__ import annotations

import pytest

from bench import mesin
from config.rute import routes, undeclared
from tests.lingkup.hakim import SEMUA, Panggung, compare, rooms
from tests.lingkup.permintaan import requests_for

RUANG = ("", "accounts", "registry", "ranking", "verval", "ikesos", "api", "admin")


def test_every_route_says_what_it_reaches() -> None:
    assert [r.nama or r.pola for r in undeclared()] == []


def test_every_route_is_asked() -> None:
    """A new route must say in permintaan.py what its request is, and its room must be in the matrix."""
    for rute in routes():
        if rute.nama != "admin:":
            assert requests_for(rute.nama), rute.nama
            assert rute.nama.rpartition(":")[0] in RUANG


@pytest.mark.parametrize("ruang", RUANG, ids=lambda r: r or "config")
def test_matrix(ruang: str, sedunia: Panggung) -> None:
    tanya = [
        (rute, minta, siapa)
        for rute in rooms(ruang)
        for minta in requests_for(rute.nama)
        for siapa in sedunia.audience(rute, minta)
    ]
    salah = [beda for satu in tanya if (beda := compare(*satu, sedunia.dunia))]
    assert not salah, "\n".join(salah)
    if SEMUA:
        mesin.keep(
            f"isolasi-{ruang or 'config'}",
            f"Matriks isolasi: {ruang or 'config'}",
            f"{len({r.nama for r, _, _ in tanya})} rute, {len(tanya)} permintaan oleh {len(sedunia.orang)} orang: "
            f"{len(salah)} jawaban di luar harapan, {len(salah)} kebocoran.\n\nUlangi: `make isolasi`",
        )
