"""MODE=produksi refuses what the demo needs."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from config import checks
from dtsen.accounts.models import User
from tests.conftest import Basisdata

KUNCI = "k" * 60


@pytest.mark.django_db
def test_an_active_demo_account_stops_a_production_start(settings: Settings) -> None:
    orang = User.objects.create_user(username="coba", password="x", demo=True)
    settings.MODE = "demo"
    assert checks.akun_demo(None, databases=["default"]) == []
    settings.MODE = "produksi"
    assert [pesan.id for pesan in checks.akun_demo(None, databases=["default"])] == ["dtsen.E001"]
    with pytest.raises(ImproperlyConfigured):
        checks.refuse_unsafe_start()
    orang.is_active = False
    orang.save()
    assert checks.akun_demo(None, databases=["default"]) == []


@pytest.mark.parametrize(
    ("host", "sandi", "kode"),
    [
        ("db", "aplikasi", ["dtsen.E002"]),
        ("db", "", ["dtsen.E002"]),
        ("db", "s" * 32, []),
        ("/run/postgresql", "", []),  # peer authentication needs no password
    ],
)
def test_a_weak_database_password_stops_a_production_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, host: str, sandi: str, kode: list[str]
) -> None:
    settings.MODE = "produksi"
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", host)
    monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", sandi)
    assert [pesan.id for pesan in checks.sandi_basis_data(None)] == kode


@pytest.mark.parametrize("kunci", ["", "pendek", "kunci-demo-bukan-untuk-produksi"])
def test_production_refuses_a_default_secret_key(basisdata: Basisdata, kunci: str) -> None:
    basisdata.lingkungan.update(MODE="produksi", SECRET_KEY=kunci, ALLOWED_HOSTS="dtsen.example")
    hasil = basisdata.manage("check", harap=1)
    assert "ImproperlyConfigured" in hasil.stderr


def test_production_makes_no_demo_accounts(basisdata: Basisdata) -> None:
    basisdata.lingkungan.update(MODE="produksi", SECRET_KEY=KUNCI, ALLOWED_HOSTS="dtsen.example")
    basisdata.manage("demo_users", harap=2)
    assert not User.objects.filter(demo=True).exists()


def test_a_production_start_is_refused_by_the_command_and_by_the_web_entry(basisdata: Basisdata) -> None:
    User.objects.create_user(username="coba", password="x", demo=True)
    basisdata.lingkungan.update(MODE="produksi", SECRET_KEY=KUNCI, ALLOWED_HOSTS="dtsen.example")
    assert "dtsen.E001" in basisdata.manage("check", "--database", "default", harap=1).stderr
    assert "akun demo" in basisdata.manage("shell", "-c", "import config.wsgi", harap=1).stderr


def test_the_web_entry_wants_the_mode_said_aloud(basisdata: Basisdata) -> None:
    del basisdata.lingkungan["MODE"]
    assert "Isi MODE" in basisdata.manage("shell", "-c", "import config.wsgi", harap=1).stderr


def test_a_role_above_the_wall_is_found(basisdata: Basisdata) -> None:
    assert checks.peran_basis_data(None, databases=["default"]) == []
    basisdata.lingkungan["DATABASE_URL"] = basisdata.lingkungan["DATABASE_OWNER_URL"]
    hasil = basisdata.manage("check", "--database", "default", harap=1)
    assert "dtsen.E003" in hasil.stderr
