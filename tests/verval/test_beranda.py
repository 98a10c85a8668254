"""The start page says what waits for whoever opens it, and for nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dtsen.accounts.models import Penugasan
from dtsen.ranking.models import ModelSkor, Run
from tests.cast import user
from tests.families import aminah
from verval.kunjungan import atur, isi
from verval.models import Kuota, ProgramBansos

pytestmark = pytest.mark.django_db


def doors(nama: str) -> dict[str, int]:
    """Open the page; return what it says waits."""
    klien = Client()
    klien.force_login(user(nama))
    halaman = klien.get("/").context
    assert halaman["jumlah"] == sum(p.jumlah for p in halaman["menunggu"])
    return {p.judul: p.jumlah for p in halaman["menunggu"]}


def test_a_quota_waits_for_whoever_decides_it() -> None:
    Kuota.objects.create(
        program=ProgramBansos.objects.get(pk="pkh"), periode="2027", jumlah=10, dokumen="Surat 1",
        dasar="keluarga", desil_maks=4, metode="sisa_terbesar", hari=date(2026, 11, 1), pembuat=user("petugas"),
    )  # fmt: skip
    assert doors("kepala") == {"Kuota": 1}
    assert doors("petugas") == {}


@pytest.mark.parametrize(("menit", "kata"), [(0, "Menunggu giliran."), (5, "tidak ada pekerja latar")])
def test_work_that_no_worker_takes_says_so(menit: int, kata: str) -> None:
    model = ModelSkor.objects.create(kode="uji", isi={}, sidik="0" * 64)
    saat = timezone.now() - timedelta(minutes=menit)
    run = Run.objects.create(periode="2026-T4", model=model, dimulai_oleh=user("admin"), dimulai=saat)
    klien = Client()
    klien.force_login(user("admin"))
    assert kata in klien.get(f"/dtsen/peringkat/{run.pk}/").text


def test_a_ranking_waits_for_the_second_person_only() -> None:
    model = ModelSkor.objects.create(kode="uji", isi={}, sidik="0" * 64)
    Run.objects.create(periode="2026-T4", model=model, status="diperiksa", dimulai_oleh=user("admin"))
    assert doors("kepala") == {"Pemeringkatan": 1}
    assert doors("admin") == doors("auditor") == {}
    klien = Client()
    klien.force_login(user("kepala"))
    assert "1 pekerjaan menunggu Anda." in " ".join(klien.get("/").text.split())


def test_a_visit_waits_for_the_visitor_and_then_for_who_reviews_it() -> None:
    penugasan = Penugasan.objects.get(user__username="pendamping.perian")
    batas = timezone.localdate() + timedelta(days=7)
    satu = atur.assign(aminah(), penugasan, batas=batas, pelaku=user("verifikator"))
    assert doors("pendamping.perian") == {"Kunjungan": 1}
    assert doors("verifikator") == {}
    isi.receive(satu, isi.Isian(aksi="selesaikan", penugasan_ke=1, ditemui="kepala"), pelaku=user("pendamping.perian"))
    assert doors("pendamping.perian") == {}
    assert doors("verifikator") == {"Hasil kunjungan": 1}
