"""The region page: aggregates inside one's regions, nothing of a single family."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from dtsen.ranking import runs
from tests.cast import MELAYU, PERIAN, user
from tests.conftest import Basisdata
from tests.families import official
from tests.ranking.desa import desa_ranked, load_default_model


@pytest.fixture
def desa(basisdata: Basisdata) -> Basisdata:
    """Forty ranked families in Perian, half of them with an official desil."""
    cache.clear()
    load_default_model()
    semua = desa_ranked()
    for i, keluarga in enumerate(semua[:20]):
        official(keluarga, nasional=1 + i // 5)
    run = runs.start("2026-T4", pelaku=user("admin"))
    for langkah in (runs.freeze, runs.score, runs.check):
        langkah(run.pk)
    runs.publish(run.pk, pelaku=user("kepala"))
    return basisdata


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def test_numbers_add_up_from_the_desa_to_the_kabupaten(desa: Basisdata) -> None:
    klien = masuk("pimpinan")
    isi = [klien.get(reverse("ikesos:wilayah", args=[kode])).context["angka"] for kode in ("6402", "640201", PERIAN)]
    assert [a.mutu.keluarga for a in isi] == [40, 40, 40]
    assert [sum(a.daerah.keluarga.values()) for a in isi] == [40, 40, 40]
    assert [sum(a.nasional.keluarga[d] for d in range(1, 11)) for a in isi] == [20, 20, 20]
    assert isi[0].daerah.jiwa == isi[2].daerah.jiwa


def test_children_are_listed_and_lead_down(desa: Basisdata) -> None:
    halaman = masuk("pimpinan").get(reverse("ikesos:wilayah", args=["6402"]))
    assert len(halaman.context["anak"]) == 20
    assert halaman.context["anak"][0].wilayah.kode == "640201"
    assert reverse("ikesos:wilayah", args=["640201"]) in halaman.text
    urut = masuk("pimpinan").get(reverse("ikesos:wilayah", args=["6402"]) + "?urut=nama").context["anak"]
    assert [a.wilayah.nama for a in urut] == sorted(a.wilayah.nama for a in urut)


def test_small_numbers_are_not_shown(desa: Basisdata) -> None:
    halaman = masuk("operator.perian").get(reverse("ikesos:wilayah", args=[PERIAN]))
    assert "tertutup" in halaman.text
    keluarga = halaman.context["angka"].daerah.keluarga
    assert all(b["tutup"] and b["bagian"] is None for b in halaman.context["daerah"] if 0 < keluarga[b["desil"]] < 5)


@pytest.mark.parametrize("kode", [MELAYU, "640201", "6402", "99", "6402019999"])
def test_regions_outside_are_not_there(desa: Basisdata, kode: str) -> None:
    assert masuk("operator.perian").get(reverse("ikesos:wilayah", args=[kode])).status_code == 404


@pytest.mark.django_db
def test_without_a_ranking_the_page_still_tells_the_quality_of_the_data(client: Client) -> None:
    cache.clear()
    client.force_login(user("pimpinan"))
    halaman = client.get(reverse("ikesos:wilayah", args=["6402"]))
    assert halaman.status_code == 200
    assert "Belum ada peringkat terbit" in halaman.text


@pytest.mark.django_db
def test_needs_the_permission(client: Client) -> None:
    client.force_login(user("dpo"))
    assert client.get(reverse("ikesos:wilayah", args=["6402"])).status_code == 403
