"""What a correction does to the desil daerah: told before filing, true after approval."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from dtsen.ranking import runs
from dtsen.ranking.explanations import desil_now
from dtsen.registry.models import Individu, Keluarga, KondisiKeluarga
from tests.cast import user
from tests.conftest import Basisdata
from tests.kasus import advance
from tests.ranking.desa import desa_ranked, load_default_model
from verval import impact, pembaruan

ALASAN = "Mobil dijual bulan lalu, dilihat sendiri."


@pytest.fixture
def keluarga(basisdata: Basisdata) -> Keluarga:
    """The richest family of a desa with a published ranking; it owns a car."""
    load_default_model()
    semua = desa_ranked()
    run = runs.start("2026-T4", pelaku=user("admin"))
    for langkah in (runs.freeze, runs.score, runs.check):
        langkah(run.pk)
    runs.publish(run.pk, pelaku=user("kepala"))
    return semua[-1]


def test_estimate_is_what_approval_brings(keluarga: Keluarga) -> None:
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(aset_bergerak_mobil=1)
    operator = user("operator.perian")
    kasus = pembaruan.draft(keluarga, "luas_lantai_m2", 20, alasan=ALASAN, pelaku=operator, ajukan=True)
    assert kasus.peringkat == "2026-T4"
    assert kasus.desil_lama is not None
    assert kasus.desil_baru is not None
    assert kasus.desil_baru < kasus.desil_lama
    sebelum = desil_now(keluarga.pk)
    assert sebelum is not None
    assert sebelum.desil == kasus.desil_lama
    advance(kasus, "disetujui")
    sesudah = desil_now(keluarga.pk)
    assert sesudah is not None
    assert (sesudah.desil, sesudah.berubah) == (kasus.desil_baru, True)
    klien = APIClient()
    klien.force_authenticate(operator)
    assert klien.get(f"/api/v1/keluarga/{keluarga.pk}/").json()["desil_daerah"] == {
        "periode": "2026-T4",
        "desil": kasus.desil_lama,
        "sekarang": kasus.desil_baru,
        "data_berubah": True,
    }


def test_estimate_writes_nothing(keluarga: Keluarga) -> None:
    sebelum = KondisiKeluarga.objects.values().get(pk=keluarga.pk)
    dampak = impact.estimate(keluarga, {"luas_lantai_m2": 20})
    assert dampak is not None
    assert dampak.berpengaruh
    assert KondisiKeluarga.objects.values().get(pk=keluarga.pk) == sebelum


def test_facts_of_members_count(keluarga: Keluarga) -> None:
    kepala = Individu.objects.filter(keluarga=keluarga).order_by("pk")[0]
    ijazah = 23 if kepala.ijazah_tertinggi_yang_dimiliki != 23 else 19
    dampak = impact.estimate(keluarga, {"ijazah_tertinggi_yang_dimiliki": ijazah}, individu=kepala)
    assert dampak is not None
    assert dampak.selisih_skor != 0


def test_facts_that_are_not_scored_have_no_effect(keluarga: Keluarga) -> None:
    assert impact.estimate(keluarga, {"dusun": "Hulu"}) is None
    dampak = impact.estimate(keluarga, {"aset_bergerak_smartphone": 1})
    assert dampak is not None
    assert not dampak.berpengaruh


def test_refused_change_has_no_estimate(keluarga: Keluarga) -> None:
    assert impact.estimate(keluarga, {"luas_lantai_m2": 5000}) is None


def test_without_published_ranking_there_is_none(db: None) -> None:
    assert impact.estimate(desa_ranked(1)[0], {"luas_lantai_m2": 20}) is None
