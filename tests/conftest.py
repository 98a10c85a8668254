"""Fixtures: the database, a database of one's own, a real Celery worker, a real web server.

`db` (and everything of pytest-django that builds on it) works as role aplikasi on a clone of the
template, inside a transaction that is rolled back. A test that needs commits, DDL by role pemilik, a
worker or a browser takes `basisdata`: a fresh clone for itself.

The test itself looks at the database as somebody who may see every region; what the product opens (requests,
commands, tasks) has the scope that the product gives it. Whether that scope holds is asked in tests/lingkup/, where
the test's own connection sees nothing either (`buta`).
"""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.test import Client
from playwright.sync_api import Browser, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from config.local import proses
from dtsen.accounts.models import User
from dtsen.registry import lingkup
from tests import alih, bocor, servers

BATAS_SIAP_DETIK = 120
TERLAMA = (
    "local/test_run.py",
    "verval/test_warga_peramban.py",
    "lingkup/test_jejak_dilihat.py",
    "lingkup/test_matriks.py",
    "verval/test_layak.py",
    "ikesos/test_guna.py",
    "lingkup/test_satu_dinding.py",
    "verval/test_antrean_peramban.py",
    "api/test_fuzz.py",
    "ranking/test_peringkat.py",
    "lingkup/test_dinding.py",
    "ranking/test_rank.py",
    "verval/test_putus_peramban.py",
    "verval/test_kunjungan_peramban.py",
    "verval/test_jalan_acak.py",
    "accounts/test_segel_perintah.py",
    "registry/test_generate.py",
    "samar/test_perlindungan.py",
    "local/test_checks.py",
    "accounts/test_draf_peramban.py",
    "verval/test_musdes_peramban.py",
    "ranking/test_train_pmt.py",
    "verval/test_jawaban_pekerja.py",
    "registry/test_impor_terapkan.py",
    "verval/test_foto_peramban.py",
    "ikesos/test_hitung_pekerja.py",
    "samar/test_bocor.py",
    "registry/test_susunan_acak.py",
)
"""Files that take longest, handed out first: one begun last would leave the other core without work.

The first needs nothing of the template database, which the other process makes meanwhile.
"""
_nomor = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Basisdata:
    """A clone of the template for one test, with both connections pointing to it."""

    nama: str
    lingkungan: dict[str, str]

    def manage(self, *argumen: str, harap: int = 0) -> subprocess.CompletedProcess[str]:
        """Run a management command as a user would; the exit code must be `harap`."""
        hasil = alih.run(["manage.py", *argumen], self.lingkungan)
        bocor.put("proses", hasil.stdout + hasil.stderr)
        assert hasil.returncode == harap, f"{argumen}: {hasil.returncode}\n{hasil.stdout}\n{hasil.stderr}"
        return hasil


@pytest.hookimpl(trylast=True)  # after pytest-django, which would put whatever has a database of its own at the end
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    isi = Counter(item.path for item in items)
    urut = {servers.AKAR / "tests" / nama: nomor for nomor, nama in enumerate(TERLAMA)}
    items.sort(key=lambda item: (urut.get(item.path, len(urut)), -isi[item.path]))
    for item in items:
        tanda = item.get_closest_marker("django_db")
        if tanda is not None and tanda.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid}: pakai fixture basisdata, bukan transaction=True")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> None:
    """Replaces pytest-django's own: a clone of the template instead of a migrated test_ database."""
    servers.ensure_started()
    servers.server.postgres.ensure_database(servers.NAMA, templat=servers.TEMPLAT)


@pytest.fixture(autouse=True)
def _lingkup_uji(request: pytest.FixtureRequest) -> Iterator[None]:
    """Inside the transaction of `db` the test sees every region until something narrows it."""
    if not {"db", "django_db_setup"} & set(request.fixturenames) and not request.node.get_closest_marker("django_db"):
        yield
        return
    if {"basisdata", "sedunia"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("db")
    cache.clear()  # what one test has used up of a limit is not the next one's
    with lingkup.within(lingkup.INDONESIA):
        yield


@pytest.fixture(autouse=True)
def _dengan_dua_faktor(monkeypatch: pytest.MonkeyPatch) -> None:
    """`force_login` stands for the whole way in, so for the code too (`tanpa_kode` of tests/accounts: without it)."""
    asli = Client.force_login

    def masuk(self: Client, user: User, backend: str | None = None) -> None:
        asli(self, user, backend)
        sesi = self.session
        sesi["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
        sesi["account_authentication_methods_user"] = str(user.pk)
        sesi.save()

    monkeypatch.setattr(Client, "force_login", masuk)


@pytest.fixture
def buta() -> bool:
    """Take this beside `basisdata` to work without any scope of the test's own."""
    return True


def _see_all(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Give a whole session the widest scope; the settings that the product makes for a transaction still win."""
    if connection.alias == "default":
        with connection.cursor() as kursor:
            kursor.execute("SET dtsen.dari = '0'; SET dtsen.sampai = ':'; SET dtsen.kode = ''; SET dtsen.keluarga = ''")


@contextmanager
def own_database(blokir: DjangoDbBlocker, *, buta: bool) -> Iterator[Basisdata]:
    """A clone of the template, both connections pointing to it; for a test, or for a file that leaves no trace."""
    nama = f"{servers.NAMA}_{next(_nomor)}"
    servers.server.postgres.ensure_database(nama, templat=servers.TEMPLAT)
    lingkungan = servers.environment(nama)
    with blokir.unblock(), pytest.MonkeyPatch.context() as tambalan:
        for kunci in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            tambalan.setenv(kunci, lingkungan[kunci])
        connections.close_all()
        for sambungan in connections.all():
            sambungan.settings_dict["NAME"] = nama
        if not buta:
            connection_created.connect(_see_all)
        yield Basisdata(nama, lingkungan)
        connection_created.disconnect(_see_all)
        connections.close_all()
        for sambungan in connections.all():
            sambungan.settings_dict["NAME"] = servers.NAMA
    servers.server.postgres.drop_database(nama)


@pytest.fixture
def basisdata(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Basisdata]:
    with own_database(django_db_blocker, buta="buta" in request.fixturenames) as milik:
        yield milik


@pytest.fixture
def pekerja(basisdata: Basisdata, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """A real Celery worker on this test's database and broker number; call it to read its log."""
    with servers.server.valkey.client(servers.NOMOR_REDIS) as klien:
        klien.flushdb()
    catatan = tmp_path / "pekerja.log"
    perintah = ["-m", "celery", "-A", "config.celery", "worker", "-c", "1"]
    perintah += ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    with _service(perintah, basisdata.lingkungan, catatan, lambda: " ready." in catatan.read_text()):
        yield catatan.read_text


@pytest.fixture
def catatan_situs(tmp_path: Path) -> Callable[[], str]:
    """Call it to read what the web server of `situs` has written down."""
    return (tmp_path / "web.log").read_text


@pytest.fixture
def situs(basisdata: Basisdata, tmp_path: Path) -> Iterator[str]:
    """The address of a real web server (gunicorn) on this test's database."""
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        port = soket.getsockname()[1]
    alamat = f"http://127.0.0.1:{port}"
    perintah = [
        "-m",
        "gunicorn",
        "-c",
        "python:config.gunicorn",
        "config.wsgi",
        "--access-logfile",
        "-",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
    ]
    with _service(perintah, basisdata.lingkungan, tmp_path / "web.log", lambda: _answers(alamat)):
        yield alamat


class _service:
    """A subprocess that is ready before the block starts and gone after it."""

    def __init__(
        self, perintah: list[str], lingkungan: dict[str, str], catatan: Path, siap: Callable[[], bool]
    ) -> None:
        self.perintah, self.lingkungan, self.catatan, self.siap = perintah, lingkungan, catatan, siap

    def __enter__(self) -> None:
        with self.catatan.open("wb") as keluaran:
            self.proses = alih.start(self.perintah, self.lingkungan, keluaran)
        siap = proses.wait_until(lambda: self.proses.poll() is not None or self.siap(), batas_detik=BATAS_SIAP_DETIK)
        if not siap or self.proses.poll() is not None:
            proses.stop(self.proses)
            pytest.fail(f"{self.perintah[1]} tidak mau mulai:\n{self.catatan.read_text()[-3000:]}")

    def __exit__(self, *_: object) -> None:
        # At once: gunicorn would wait for the browser's open lines, Celery for its timers. Nothing is left to be done.
        proses.stop(self.proses, sinyal=signal.SIGKILL)
        bocor.put("proses", self.catatan.read_text(errors="replace"))


def _answers(alamat: str) -> bool:
    try:
        with urllib.request.urlopen(f"{alamat}/", timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; the test says that it was skipped where there is none."""
    for calon in (os.environ.get("CHROMIUM", ""), "/usr/bin/chromium", "/usr/bin/chromium-browser"):
        if calon and Path(calon).exists():
            return calon
    pytest.skip("Chromium tidak ditemukan (paket Debian: chromium)")


@pytest.fixture(scope="module")
def _peramban(chromium: str) -> Iterator[Browser]:
    # Playwright keeps a loop in this thread, which Django takes for async code; nothing else runs in it.
    with pytest.MonkeyPatch.context() as lingkungan, sync_playwright() as main:
        lingkungan.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = main.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def peramban(_peramban: Browser) -> Iterator[Browser]:
    """One Chromium a file; what a test has opened in it is closed before its web server is."""
    yield _peramban
    for jendela in _peramban.contexts:
        jendela.close()
