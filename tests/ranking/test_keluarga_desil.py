"""The desil page of a family: which desil is which, why, how it went, and what the present data would give."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dtsen.ranking import runs
from dtsen.ranking.models import Hasil
from dtsen.ranking.querysets import desil_of, history_daerah
from dtsen.registry.models import Keluarga, KondisiKeluarga
from tests.cast import user
from tests.conftest import Basisdata
from tests.families import official
from tests.ranking.desa import desa_ranked, load_default_model


def publish(periode: str) -> None:
    run = runs.start(periode, pelaku=user("admin"))
    for langkah in (runs.freeze, runs.score, runs.check):
        langkah(run.pk)
    runs.publish(run.pk, pelaku=user("kepala"))


@pytest.fixture
def terkaya(basisdata: Basisdata) -> Keluarga:
    """The richest family of a desa with a published ranking."""
    load_default_model()
    desa_ranked()
    publish("2026-T3")
    return Keluarga.objects.get(pk=Hasil.objects.order_by("-skor", "keluarga_id")[0].keluarga_id)


def buka(keluarga: Keluarga) -> str:
    klien = Client()
    klien.force_login(user("operator.perian"))
    return klien.get(reverse("ranking:keluarga_desil", args=[keluarga.pk])).text


def test_both_desil_with_their_dates(terkaya: Keluarga) -> None:
    official(terkaya, nasional=9)
    teks = buka(terkaya)
    assert "Desil daerah 10 (2026-T3), desil nasional 9 (24 Jul 2026)." in teks
    assert desil_of([terkaya.pk])[terkaya.pk].daerah == 10


def test_history_has_one_line_a_periode(terkaya: Keluarga) -> None:
    publish("2026-T4")
    assert [(satu.periode, satu.desil) for satu in history_daerah(terkaya.pk)] == [("2026-T4", 10), ("2026-T3", 10)]


def test_three_reasons_each_way_strongest_first(terkaya: Keluarga) -> None:
    klien = Client()
    klien.force_login(user("operator.perian"))
    isi = klien.get(reverse("ranking:keluarga_desil", args=[terkaya.pk])).context
    for arah, tanda in (("turun", -1), ("naik", 1)):
        selisih = [s.alasan.selisih * tanda for s in isi[arah]]
        assert len(selisih) <= 3
        assert selisih == sorted(selisih, reverse=True)
        assert all(n > 0 for n in selisih)
    assert isi["naik"][0].kuat == 100


def test_change_since_the_ranking_is_told_with_what_it_would_give(terkaya: Keluarga) -> None:
    assert "Data berubah sejak" not in buka(terkaya)
    KondisiKeluarga.objects.filter(pk=terkaya.pk).update(aset_bergerak_mobil=2, luas_lantai_m2=12)
    teks = buka(terkaya)
    assert "Data berubah sejak peringkat 2026-T3" in teks
    assert "Desil daerah 10 (2026-T3)" in teks


def test_without_a_published_ranking_the_page_says_so(basisdata: Basisdata) -> None:
    keluarga = desa_ranked(1)[0]
    teks = buka(keluarga)
    assert "Belum ada peringkat terbit" in teks
    assert "Belum ada desil daerah, belum ada desil nasional" in teks
