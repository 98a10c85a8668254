"""Regions: Kukar complete, old and BPS codes resolve, a scope is a set of ranges."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.backends.postgresql.psycopg_any import is_psycopg3

from dtsen.registry.models import Keluarga
from dtsen.wilayah.cakupan import Bagian, Cakupan
from dtsen.wilayah.load import resolve_map
from dtsen.wilayah.models import Wilayah
from tests import families
from tests.cast import MELAYU, PERIAN

pytestmark = pytest.mark.django_db


def test_kukar_is_complete() -> None:
    jumlah = {jenis: Wilayah.objects.filter(jenis=jenis).count() for jenis in ("kecamatan", "desa", "kelurahan")}
    assert jumlah == {"kecamatan": 20, "desa": 193, "kelurahan": 44}


def test_old_and_bps_codes_resolve_to_the_desa_of_today() -> None:
    kemendagri, bps = resolve_map("kemendagri"), resolve_map("bps")
    pindah = {lama: kini for lama, kini in kemendagri.items() if lama != kini}
    assert len(pindah) == 20
    assert {lama[:6] for lama in pindah} == {"640208", "640213"}
    assert {kini[:6] for kini in pindah.values()} == {"640219", "640220"}
    assert (bps["6403060001"], kemendagri[PERIAN], len(set(bps.values()))) == (PERIAN, PERIAN, 237)


def test_other_tables_load_and_wrong_ones_are_refused(tmp_path: Path) -> None:
    lain = tmp_path / "berau.csv"
    lain.write_text("kode,nama,jenis,induk\n64.03,Berau,kabupaten,64\n64.03.01,Kelay,kecamatan,64.03\n")
    call_command("load_wilayah", str(lain))
    assert Wilayah.objects.get(pk="640301").induk_id == "6403"
    lain.write_text("kode,nama\n64,Kaltim\n")
    with pytest.raises(CommandError) as salah:
        call_command("load_wilayah", str(lain))
    assert salah.value.returncode == 2


def test_scope_filters_by_range_and_the_empty_one_sees_nothing() -> None:
    aminah, yuliani = families.aminah(), families.yuliani()
    lihat = [
        (Cakupan.of([PERIAN]), {aminah.pk}),
        (Cakupan.of(["6402"]), {aminah.pk, yuliani.pk}),
        (Cakupan.of([PERIAN, MELAYU]), {aminah.pk, yuliani.pk}),
        (Cakupan.of([Bagian(PERIAN, rt="003")]), {aminah.pk}),
        (Cakupan.of([Bagian(PERIAN, rt="004")]), set()),
        (Cakupan(), set()),
    ]
    for cakupan, harap in lihat:
        assert set(Keluarga.objects.dalam(cakupan).values_list("pk", flat=True)) == harap
    assert Cakupan.of(["6402", PERIAN]).kode == ["6402"]
    assert not Cakupan.of([Bagian(PERIAN, rt="003")]).memuat(PERIAN)


def test_driver_is_psycopg2() -> None:
    assert not is_psycopg3
    with connection.cursor() as kursor:
        assert hasattr(kursor.cursor, "copy_expert")
