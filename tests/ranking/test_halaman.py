"""The pages of a ranking, signed in as those who use them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dtsen.ranking import explanations, runs
from dtsen.ranking.models import Run
from dtsen.registry.models import KondisiKeluarga
from tests.cast import user
from tests.conftest import Basisdata
from tests.ranking.desa import desa_ranked, load_default_model

PERIODE = "2026-T4"


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def ranked() -> Run:
    run = runs.start(PERIODE, pelaku=user("admin"))
    for langkah in (runs.freeze, runs.score, runs.check):
        langkah(run.pk)
    run.refresh_from_db()
    return run


@pytest.fixture
def desa(basisdata: Basisdata) -> Basisdata:
    load_default_model()
    desa_ranked()
    return basisdata


def test_start_publish_and_see_it(desa: Basisdata) -> None:
    admin, kepala = masuk("admin"), masuk("kepala")
    assert "Mulai pemeringkatan" in admin.get(reverse("ranking:run")).text
    assert "Mulai pemeringkatan</button>" not in kepala.get(reverse("ranking:run")).text
    isi = {"periode": PERIODE, "model": "pmt-acuan-2026.1", "basis": "jiwa"}
    jawaban = admin.post(reverse("ranking:run_mulai"), isi)
    run = Run.objects.get()
    assert jawaban.headers["Location"] == reverse("ranking:run_detail", args=[run.pk])
    halaman = admin.get(jawaban.headers["Location"]).text
    assert "hx-get" in halaman
    assert f'href="{reverse("ranking:run_detail", args=[run.pk])}"' in halaman
    runs.freeze(run.pk)
    bagian = admin.get(reverse("ranking:run_kemajuan", args=[run.pk]))
    assert "HX-Refresh" not in bagian.headers
    runs.score(run.pk)
    runs.check(run.pk)
    bagian = admin.get(reverse("ranking:run_kemajuan", args=[run.pk]))
    assert bagian.headers["HX-Refresh"] == "true"
    assert "hx-get" not in bagian.text
    assert "Terbitkan 2026-T4" not in admin.get(reverse("ranking:run_detail", args=[run.pk])).text
    halaman = kepala.get(reverse("ranking:run_detail", args=[run.pk])).text
    assert runs.consequence(run) in halaman
    assert "Pemeriksaan 9/9" in halaman
    kepala.post(reverse("ranking:run_terbitkan", args=[run.pk]))
    run.refresh_from_db()
    assert run.status == "terbit"
    assert "Yang berlaku: desil daerah 2026-T4" in kepala.get(reverse("ranking:run")).text


def test_a_refusal_is_said_on_the_page(desa: Basisdata) -> None:
    admin = masuk("admin")
    isi = {"periode": PERIODE, "model": "pmt-acuan-2026.1", "basis": "jiwa"}
    admin.post(reverse("ranking:run_mulai"), isi)
    jawaban = admin.post(reverse("ranking:run_mulai"), isi)
    assert jawaban.status_code == 400
    assert "sudah dimulai" in jawaban.text
    jawaban = admin.post(reverse("ranking:run_mulai"), isi | {"basis": "rumah"})
    assert jawaban.status_code == 400
    assert Run.objects.count() == 1


def test_cancel_needs_a_reason(desa: Basisdata) -> None:
    admin = masuk("admin")
    run = runs.start(PERIODE, pelaku=user("admin"))
    admin.post(reverse("ranking:run_batalkan", args=[run.pk]), {"alasan": " "})
    run.refresh_from_db()
    assert run.status == "dibuka"
    admin.post(reverse("ranking:run_batalkan", args=[run.pk]), {"alasan": "salah triwulan"})
    run.refresh_from_db()
    assert run.status == "batal"
    assert "Dibatalkan" in admin.get(reverse("ranking:run_detail", args=[run.pk])).text


def test_the_starter_who_forges_the_post_is_refused(desa: Basisdata) -> None:
    run = ranked()
    assert masuk("admin").post(reverse("ranking:run_terbitkan", args=[run.pk])).status_code == 403
    user("admin").penugasan.create(peran="kepala_opd", wilayah_id="6402", mulai="2026-01-01")
    jawaban = masuk("admin").post(reverse("ranking:run_terbitkan", args=[run.pk]), follow=True)
    assert "orang lain" in jawaban.text
    run.refresh_from_db()
    assert run.status == "diperiksa"


def test_the_report_of_a_second_ranking_shows_movement(desa: Basisdata) -> None:
    runs.publish(ranked().pk, pelaku=user("kepala"))
    KondisiKeluarga.objects.filter(pk__lte=KondisiKeluarga.objects.order_by("pk")[3].pk).update(luas_lantai_m2=900)
    run = ranked()
    halaman = masuk("kepala").get(reverse("ranking:run_detail", args=[run.pk])).text
    assert "Data keluarga berubah" in halaman
    assert "Tabel perpindahan 11 × 11" in halaman
    assert "mengganti 2026-T4" in halaman


@pytest.mark.parametrize(
    ("nama", "status"), [("admin", 200), ("kepala", 200), ("auditor", 200), ("operator.perian", 403), ("pimpinan", 403)]
)
def test_who_may_open_the_pages(desa: Basisdata, nama: str, status: int) -> None:
    run = runs.start(PERIODE, pelaku=user("admin"))
    for url in (reverse("ranking:run"), reverse("ranking:run_detail", args=[run.pk])):
        assert masuk(nama).get(url).status_code == status
    assert Client().get(reverse("ranking:run")).status_code == 302


def test_a_run_that_is_not_there(desa: Basisdata) -> None:
    assert masuk("admin").get(reverse("ranking:run_detail", args=[999])).status_code == 404


def test_the_desil_tab_of_a_family(desa: Basisdata) -> None:
    keluarga = KondisiKeluarga.objects.order_by("pk")[0].pk
    url = reverse("ranking:keluarga_desil", args=[keluarga])
    assert "Belum ada peringkat terbit" in masuk("operator.perian").get(url).text
    run = runs.publish(ranked().pk, pelaku=user("kepala"))
    kini = explanations.desil_now(keluarga)
    assert kini is not None
    halaman = masuk("operator.perian").get(url).text
    assert run.periode in halaman
    assert kini.alasan[0].jawaban in halaman.lower()
    assert masuk("operator.melayu").get(url).status_code == 404
    assert masuk("pimpinan").get(url).status_code == 403
