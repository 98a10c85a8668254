"""docker-compose.yml, Dockerfile and the role script stay valid without Docker."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest
import yaml
from django.core.management import get_commands

from config import env
from config.local import layanan, postgres
from config.local.langkah import AKAR
from config.local.server import Server
from tests import servers

COMPOSE: dict[str, Any] = yaml.safe_load((AKAR / "docker-compose.yml").read_text())
LAYANAN: dict[str, Any] = COMPOSE["services"]
PRODUK = ("migrate", "web", "worker", "beat")


def substitute(teks: str, nilai: str = "x" * 64) -> str:
    """What compose does with ${NAME:?...} and ${NAME:-default}."""
    return re.sub(r"\$\{\w+(?::-([^}]*)|:\?[^}]*)\}", lambda m: nilai if m[1] is None else m[1], teks)


def command_of(nama: str) -> str:
    perintah = LAYANAN[nama]["command"]
    return perintah if isinstance(perintah, str) else "\n".join(perintah)


def test_the_services_of_the_product_and_its_two_servers_are_there() -> None:
    assert set(LAYANAN) == {"postgres", "redis", *PRODUK}
    assert {LAYANAN[nama]["image"] for nama in PRODUK} == {"dtsen-kukar"}
    assert {LAYANAN[nama]["build"] for nama in PRODUK} == {"."}


@pytest.mark.parametrize("nama", ["web", "worker", "beat"])
def test_compose_and_make_run_use_the_same_entry_points(nama: str) -> None:
    lokal = {
        "web": layanan.web(AKAR, {}, "127.0.0.1:8000"),
        "worker": layanan.worker(AKAR, {}),
        "beat": layanan.beat(AKAR, {}),
    }[nama].perintah
    inti = lokal[lokal.index("-m") + 1 :]
    # "gunicorn -c python:config.gunicorn config.wsgi", "celery -A config.celery worker"
    assert command_of(nama).split()[:4] == inti[:4]
    modul = next(kata for kata in inti if kata.startswith("config."))
    assert importlib.import_module(modul)


def test_the_migrate_service_calls_commands_that_exist() -> None:
    dipanggil = re.findall(r"manage\.py (\w+)", command_of("migrate"))
    assert dipanggil[0] == "migrate"
    assert set(dipanggil) <= set(get_commands())


def test_no_secret_has_a_default() -> None:
    teks = (AKAR / "docker-compose.yml").read_text()
    rahasia = re.findall(r"\$\{((?:SANDI|SECRET)\w*)([^}]*)\}", teks)
    wajib = {nama: sisa for nama, sisa in rahasia if nama != "SECRET_KEY_LAMA"}
    assert set(wajib) == {"SECRET_KEY", "SANDI_PENGELOLA", "SANDI_PEMILIK", "SANDI_APLIKASI"}
    assert all(sisa.startswith(":?") for sisa in wajib.values())
    # The key before the last change: there is none at first.
    assert {sisa for nama, sisa in rahasia if nama not in wajib} == {":-"}


def test_every_variable_of_compose_stands_in_the_example() -> None:
    wajib = set(re.findall(r"\$\{(\w+):\?", (AKAR / "docker-compose.yml").read_text()))
    contoh = set(re.findall(r"^(\w+)=$", (AKAR / "deploy" / "contoh.env").read_text(), re.MULTILINE))
    assert wajib <= contoh


def test_the_database_writes_no_values_into_its_log_either_way() -> None:
    for nama in ("log_error_verbosity", "log_min_error_statement"):
        assert f"-c {nama}={postgres.SETELAN[nama]}" in command_of("postgres")


@pytest.mark.parametrize("nama", PRODUK)
def test_the_addresses_are_understood(nama: str) -> None:
    lingkungan = {kunci: substitute(str(isi)) for kunci, isi in LAYANAN[nama]["environment"].items()}
    assert lingkungan["MODE"] == "produksi"
    assert env.database(lingkungan["DATABASE_URL"])["USER"] == "aplikasi"
    assert env.redis(lingkungan["REDIS_URL"])[0] == "redis://redis:6379/0"


def test_only_migrate_and_worker_know_the_owner() -> None:
    pemilik = {nama for nama in PRODUK if "DATABASE_OWNER_URL" in LAYANAN[nama]["environment"]}
    assert pemilik == {"migrate", "worker"}


def test_mounted_and_copied_files_exist() -> None:
    sumber = [isi.split(":")[0] for isi in LAYANAN["postgres"]["volumes"] if isi.startswith("./")]
    sumber += re.findall(r"^COPY (\S+)", (AKAR / "Dockerfile").read_text(), re.MULTILINE)
    assert len(sumber) >= 9
    assert [nama for nama in sumber if not (AKAR / nama).exists()] == []


def test_the_image_does_not_run_as_root() -> None:
    pengguna = re.findall(r"^USER (\S+)", (AKAR / "Dockerfile").read_text(), re.MULTILINE)
    assert pengguna == ["dtsen"]


@pytest.fixture
def kosong() -> Iterator[Server]:
    """A cluster without roles, as the postgres container has it at first start."""
    server = Server.under(servers.FOLDER / f"deploy-{servers.PEKERJA}", sekali_pakai=True)
    server.postgres.start()
    yield server
    server.postgres.stop()
    shutil.rmtree(server.tempat.var)


def test_the_role_script_makes_a_database_that_aplikasi_can_use(kosong: Server) -> None:
    psql = postgres.find_bin(kosong.tempat.data) / "psql"
    lingkungan = os.environ | {
        "PATH": f"{psql.parent}:{os.environ['PATH']}",
        "PGHOST": str(kosong.tempat.soket),
        "PGPASSWORD": kosong.rahasia["pengelola"],
        "POSTGRES_USER": postgres.PENGELOLA,
        "SANDI_PEMILIK": kosong.rahasia["pemilik"],
        "SANDI_APLIKASI": kosong.rahasia["aplikasi"],
        "BASISDATA_SQL": str(AKAR / "deploy" / "basisdata.sql"),
    }
    hasil = subprocess.run(
        ["sh", "deploy/peran.sh"], cwd=AKAR, env=lingkungan, capture_output=True, text=True, check=False
    )
    assert hasil.returncode == 0, hasil.stderr
    pemilik, aplikasi = (psycopg2.connect(kosong.database_url(peran)) for peran in ("pemilik", "aplikasi"))
    with closing(pemilik), pemilik, pemilik.cursor() as kursor:
        kursor.execute("CREATE TABLE coba (isi text)")
    with closing(aplikasi), aplikasi.cursor() as kursor:
        kursor.execute("INSERT INTO coba VALUES ('bisa') RETURNING isi")
        assert kursor.fetchall() == [("bisa",)]


def test_the_image_holds_every_app_and_what_they_show() -> None:
    disalin = set(re.findall(r"^COPY (\S+) \S+$", (AKAR / "Dockerfile").read_text(), re.MULTILINE))
    assert {"manage.py", "config", "dtsen", "verval", "ikesos", "templates", "static"} <= disalin
