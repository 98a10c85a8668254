"""The chain as jobs and commands: sealed by a worker, checked by hand, exit code 1 and a cry when it is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connections
from django.test import override_settings

from config.celery import app
from config.local import proses
from dtsen.accounts import audit, segel, tasks, verification
from dtsen.accounts.models import Jejak, Segel
from tests.conftest import Basisdata


def _break() -> None:
    with connections["pemilik"].cursor() as kursor:
        kursor.execute("ALTER TABLE accounts_jejak DISABLE TRIGGER USER")
        kursor.execute("DELETE FROM accounts_jejak WHERE aksi = 'uji.satu'")


def test_commands(basisdata: Basisdata) -> None:
    audit.record(pelaku=None, aksi="uji.satu")
    audit.record(pelaku=None, aksi="uji.dua")
    assert "2 baris disegel" in basisdata.manage("seal_audit").stdout
    assert "Segel 1, 2 baris" in basisdata.manage("anchor_audit").stdout
    assert "Jejak utuh: 1 segel dan 2 baris" in basisdata.manage("verify_audit").stdout
    periksa = Jejak.objects.get(aksi="jejak.periksa")
    assert (periksa.lewat, periksa.rincian["salah"]) == ("perintah", 0)
    _break()
    hasil = basisdata.manage("verify_audit", harap=1)
    assert "1 dari 2 baris hilang" in hasil.stdout
    assert "TIDAK utuh" in hasil.stderr


def test_a_broken_chain_cries(basisdata: Basisdata, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with override_settings(VAR_DIR=tmp_path, ADMINS=[("Admin", "admin@dtsen.example")]):
        audit.record(pelaku=None, aksi="uji.satu")
        segel.seal()
        verification.run()
        assert (mail.outbox, caplog.records) == ([], [])
        _break()
        verification.run()
    assert "tidak utuh" in caplog.text
    assert "1 dari 1 baris hilang" in mail.outbox[0].body
    assert segel.state().diperiksa == Jejak.objects.get(rincian__salah=1)


def test_the_worker_seals_and_checks(basisdata: Basisdata, pekerja: Callable[[], str]) -> None:
    audit.record(pelaku=None, aksi="uji.satu")
    tasks.seal.delay()
    tasks.verify.delay()
    assert proses.wait_until(lambda: Jejak.objects.filter(aksi="jejak.periksa").exists(), batas_detik=120), pekerja()
    assert Segel.objects.get().jumlah == 1
    assert Jejak.objects.get(aksi="jejak.periksa").lewat == "tugas"


def test_every_job_of_the_timetable_exists() -> None:
    app.loader.import_default_modules()
    assert {isi["task"] for isi in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
    assert settings.CELERY_BEAT_SCHEDULE["jejak.segel"]["schedule"] <= 30
