"""Either wall holds with the other one taken away, and the matrix notices when both are down."""

from __future__ import annotations

import pytest
from django.db.models import Q

from config.rute import routes
from dtsen.accounts.jaga import Lingkup
from dtsen.wilayah.cakupan import Cakupan
from tests.lingkup.hakim import SEMUA, Panggung, compare, switch_off_rls
from tests.lingkup.permintaan import requests_for

BERLINGKUP = {Lingkup.DAFTAR, Lingkup.OBJEK, Lingkup.WILAYAH}


@pytest.mark.parametrize("dinding", ["basis data saja", "ORM saja"])
def test_either_wall_holds_alone(dinding: str, panggung: Panggung, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same expectations with the querysets' filter taken away, and with row-level security switched off."""
    if dinding == "basis data saja":
        monkeypatch.setattr(Cakupan, "q", lambda *_, **__: Q())
    else:
        switch_off_rls()
    salah = [
        beda
        for rute in routes()
        if rute.jaga and rute.jaga.lingkup in BERLINGKUP
        for minta in requests_for(rute.nama)
        for siapa in panggung.audience(rute, minta)
        if rute.jaga.perlu(minta.metode.upper()) in siapa.izin and (SEMUA or not siapa.di_dalam)
        if (beda := compare(rute, minta, siapa, panggung.dunia))
    ]
    assert not salah, "\n".join(salah)


def test_with_both_walls_down_the_matrix_notices(panggung: Panggung, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Cakupan, "q", lambda *_, **__: Q())
    switch_off_rls()
    tetangga = next(s for s in panggung.orang if s.nama == "operator_desa.desa_lain")
    rute = next(r for r in routes() if r.nama == "registry:keluarga")
    minta = requests_for(rute.nama)[0]
    assert compare(rute, minta, tetangga, panggung.dunia) is not None
