"""An answer of Kemensos applied by the worker that the page starts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from config.local import proses
from dtsen.accounts.models import Jejak
from tests.cast import user
from tests.families import aminah
from tests.verval.test_jawaban import csv, sent
from verval import jawaban
from verval.models import JawabanKemensos

pytestmark = pytest.mark.usefixtures("basisdata")


def test_a_real_worker_applies_what_the_page_starts(pekerja: Callable[[], str], tmp_path: Path) -> None:
    kasus = sent(aminah())
    satu = jawaban.upload(csv(tmp_path, f"{kasus.kode_lacak},,,,DITERIMA,,"), pelaku=user("petugas"))
    klien = Client()
    klien.force_login(user("petugas"))
    klien.post(f"/verval/jawaban/{satu.pk}/terapkan/")
    selesai = JawabanKemensos.objects.filter(pk=satu.pk, status="diterapkan")
    assert proses.wait_until(selesai.exists, batas_detik=30), pekerja()
    kasus.refresh_from_db()
    assert kasus.status == "selesai"
    assert Jejak.objects.get(aksi="usulan.selesaikan").lewat == "tugas"
