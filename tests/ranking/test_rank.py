"""`manage.py rank` through a real Celery worker on a real broker, and its refusals."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command

from dtsen.ranking import runs
from dtsen.ranking.models import Hasil, Run
from tests.cast import user
from tests.conftest import Basisdata
from tests.ranking.desa import desa_ranked, load_default_model


@pytest.fixture
def desa(basisdata: Basisdata) -> Basisdata:
    load_default_model()
    desa_ranked()
    return basisdata


def test_rank_and_publish_through_the_worker(desa: Basisdata, pekerja: Callable[[], str]) -> None:
    hasil = desa.manage("rank", "2026-T4", "--sebagai", "admin", "--terbitkan", "--pengesah", "kepala")
    assert "pemeriksaan 9/9" in hasil.stdout
    run = Run.objects.get()
    assert run.status == "terbit"
    assert Hasil.objects.filter(run_id=run.pk).count() == 40
    assert set(run.kemajuan["detik"]) == {"beku", "skor", "periksa"}
    isi = json.loads(desa.manage("rank", "2026-T4", "--sebagai", "admin", "--json").stdout)
    assert isi["status"] == "diperiksa"
    assert isi["ambang"] == run.ambang
    assert isi["sidik_masukan"] == (run.beku.sidik if run.beku else "")
    assert isi["laporan"]["perpindahan"]["pindah"] == 0
    assert "ERROR" not in pekerja()


@pytest.mark.parametrize(
    ("argumen", "kata"),
    [
        (["2026-T9", "--sebagai", "admin"], "2026-T4"),
        (["2026-T4", "--sebagai", "siapa"], "siapa"),
        (["2026-T4", "--sebagai", "operator.perian"], "peran"),
        (["2026-T4", "--sebagai", "admin", "--terbitkan"], "--pengesah"),
        (["2026-T4", "--sebagai", "admin", "--terbitkan", "--pengesah", "admin"], "orang lain"),
        (["2026-T4", "--sebagai", "admin", "--terbitkan", "--pengesah", "verifikator"], "peran"),
        (["2026-T4", "--sebagai", "admin", "--model", "tak-ada"], "tak-ada"),
        (["2026-T4", "--sebagai", "admin", "--basis", "rumah"], "basis"),
    ],
)
def test_refusals_end_with_code_2_and_write_nothing(desa: Basisdata, argumen: list[str], kata: str) -> None:
    with pytest.raises(CommandError, match=f"(?i){kata}") as galat:
        call_command("rank", *argumen)
    assert galat.value.returncode == 2
    assert not Run.objects.exists()


def test_a_run_started_twice_is_refused(desa: Basisdata) -> None:
    runs.start("2026-T4", pelaku=user("admin"))
    hasil = desa.manage("rank", "2026-T4", "--sebagai", "admin", harap=2)
    assert "sudah dimulai" in hasil.stderr
    assert "Traceback" not in hasil.stderr
    assert Run.objects.count() == 1


def test_load_model_says_what_it_did(basisdata: Basisdata, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_model")
    assert "dimuat" in capsys.readouterr().out
    call_command("load_model")
    assert "sudah ada" in capsys.readouterr().out
    with pytest.raises(CommandError, match="tidak ditemukan") as galat:
        call_command("load_model", "entah")
    assert galat.value.returncode == 2
