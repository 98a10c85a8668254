"""Findings, reactivations and disputes behind the wall of the database, which follows the family."""

from __future__ import annotations

from pathlib import Path

import pytest

from dtsen.accounts.access import cakupan_of
from dtsen.registry import lingkup
from dtsen.registry.models import Keluarga
from tests.cast import MELAYU, user
from tests.families import aminah, member
from tests.layanan import answered, dispute, excluded, found, reactivation
from verval.models import BarisTemuan, Bukti, Langkah, Reaktivasi, Sengketa, Temuan

pytestmark = pytest.mark.django_db
TABEL = (Temuan, Reaktivasi, Sengketa, BarisTemuan, Langkah, Bukti)


def seen_by(nama: str) -> set[str]:
    with lingkup.within(cakupan_of(user(nama))):
        return {model.__name__ for model in TABEL if model._default_manager.exists()}


def test_another_desa_sees_no_row_until_the_family_moves_there(tmp_path: Path) -> None:
    keluarga = aminah()
    orang = member(keluarga, "BAHRUN")
    answered(found(orang, tmp_path))
    reactivation(orang)
    dispute(excluded(keluarga))
    semua = {model.__name__ for model in TABEL}
    assert (seen_by("operator.perian"), seen_by("operator.melayu")) == (semua, set())
    Keluarga.objects.filter(pk=keluarga.pk).update(kode_desa=MELAYU)
    assert (seen_by("operator.perian"), seen_by("operator.melayu")) == (set(), semua)
