"""The embedded servers: roles, a kill at any moment, a stop that leaves nothing."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from config.local import proses, tempat
from config.local.server import Server
from tests import servers


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A short folder of its own, under the folder of this run."""
    jalur = servers.FOLDER / f"server-{servers.PEKERJA}"
    yield jalur
    Server.under(jalur).sweep()
    shutil.rmtree(jalur)


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    pasangan = Server.under(folder)
    pasangan.start()
    pasangan.postgres.ensure_database("uji")
    yield pasangan
    pasangan.stop()


def connect(server: Server, peran: str) -> psycopg2.extensions.connection:
    return psycopg2.connect(server.database_url(peran, "uji"))


def test_aplikasi_reads_and_writes_but_changes_no_table(server: Server) -> None:
    with closing(connect(server, "pemilik")) as pemilik, pemilik, pemilik.cursor() as kursor:
        kursor.execute("CREATE TABLE IF NOT EXISTS catatan (isi text)")
    with closing(connect(server, "aplikasi")) as aplikasi:
        with aplikasi, aplikasi.cursor() as kursor:
            kursor.execute("INSERT INTO catatan VALUES ('satu') RETURNING isi")
            assert kursor.fetchall() == [("satu",)]
        for perintah in ("ALTER TABLE catatan ADD b int", "CREATE TABLE lain ()", "TRUNCATE catatan"):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege), aplikasi, aplikasi.cursor() as kursor:
                kursor.execute(perintah)
        with aplikasi, aplikasi.cursor() as kursor:
            kursor.execute(
                "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles"
                " WHERE rolname IN ('aplikasi', 'pemilik') ORDER BY 1"
            )
            assert kursor.fetchall() == [("aplikasi", False, False), ("pemilik", False, False)]


def test_the_log_keeps_no_value_of_a_statement_that_failed(server: Server) -> None:
    nik = "6402015203" + "800001"
    with closing(connect(server, "pemilik")) as pemilik, pemilik, pemilik.cursor() as kursor:
        kursor.execute("CREATE TABLE IF NOT EXISTS orang (nik text UNIQUE, umur smallint CHECK (umur < 150))")
    with closing(connect(server, "aplikasi")) as aplikasi:
        for perintah, galat in (
            ("INSERT INTO orang VALUES (%(nik)s), (%(nik)s)", psycopg2.errors.UniqueViolation),
            ("INSERT INTO orang VALUES (%(nik)s, 200)", psycopg2.errors.CheckViolation),
            ("SELECT * FROM orang WHERE tidak_ada = %(nik)s", psycopg2.errors.UndefinedColumn),
        ):
            with pytest.raises(galat), aplikasi, aplikasi.cursor() as kursor:
                kursor.execute(perintah, {"nik": nik})
    catatan = server.postgres.catatan.read_text()
    assert catatan.count("ERROR:") >= 3
    assert nik not in catatan


def test_starts_again_with_its_data_after_sigkill_of_both(server: Server, folder: Path) -> None:
    with closing(connect(server, "pemilik")) as pemilik, pemilik, pemilik.cursor() as kursor:
        kursor.execute("CREATE TABLE tersimpan AS SELECT 42 AS angka")
    with server.valkey.client() as klien:
        klien.set("kunci", "nilai")
    for pid in (server.postgres.pid, server.valkey.pid):
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    kedua = Server.under(folder)
    kedua.start()
    try:
        with closing(connect(kedua, "aplikasi")) as aplikasi, aplikasi.cursor() as kursor:
            kursor.execute("SELECT angka FROM tersimpan")
            assert kursor.fetchall() == [(42,)]
        with kedua.valkey.client() as klien:
            assert klien.get("kunci") == b"nilai"
    finally:
        kedua.stop()


def test_a_second_start_takes_over_from_an_abandoned_pair(server: Server, folder: Path) -> None:
    kedua = Server.under(folder)
    kedua.start()
    try:
        assert proses.found(str(kedua.postgres.data)) == [kedua.postgres.pid]
        assert proses.found(str(kedua.valkey.soket)) == [kedua.valkey.pid]
        assert kedua.valkey.client().ping()
    finally:
        kedua.stop()


def test_stop_leaves_no_process(folder: Path) -> None:
    pasangan = Server.under(folder)
    tanda = (str(pasangan.postgres.data), str(pasangan.valkey.soket))
    pasangan.start()
    assert [proses.found(satu) for satu in tanda] == [[pasangan.postgres.pid], [pasangan.valkey.pid]]
    pasangan.stop()
    assert [proses.found(satu) for satu in tanda] == [[], []]


def test_a_stale_pid_of_a_stranger_does_not_stop_the_start(folder: Path) -> None:
    pasangan = Server.under(folder)
    pasangan.start()
    pasangan.stop()
    (pasangan.postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{pasangan.postgres.data}\n")
    pasangan.start()
    pasangan.stop()


def test_a_deep_folder_gets_a_short_socket() -> None:
    dalam = servers.FOLDER / ("sangat-dalam-" * 9)
    try:
        server = Server.under(dalam)
        assert len(os.fsencode(server.valkey.soket)) < 100
        server.start(valkey=True, postgres=False)
        server.stop()
    finally:
        tempat.remove(dalam)


@pytest.mark.skipif(os.geteuid() != 0, reason="hanya root yang perlu turun hak")
def test_as_root_the_servers_run_as_somebody_else(server: Server) -> None:
    for pid in (server.postgres.pid, server.valkey.pid):
        assert Path(f"/proc/{pid}").stat().st_uid != 0


def test_two_secrets_are_never_alike(folder: Path) -> None:
    satu, dua = Server.under(folder / "a"), Server.under(folder / "b")
    assert set(satu.rahasia.values()).isdisjoint(dua.rahasia.values())
    assert (satu.tempat.data / "rahasia.json").stat().st_mode & 0o077 == 0
