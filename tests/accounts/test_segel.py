"""Sealing the trail: what is sealed, when, and that every kind of tampering is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest
from django.db import connections, transaction
from django.db.utils import DatabaseError
from django.test import override_settings
from django.utils import timezone

from bench import gangguan
from dtsen.accounts import audit, segel
from dtsen.accounts.models import Jejak, Segel
from tests import servers
from tests.cast import user
from tests.conftest import Basisdata


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, basisdata: Basisdata) -> Iterator[None]:
    with override_settings(VAR_DIR=tmp_path):
        yield


def write(banyak: int = 3) -> None:
    for i in range(banyak):
        audit.record(pelaku=user("petugas"), aksi="keluarga.lihat", objek=f"keluarga:{i}", keluarga=[i], individu=[i])


def execute(perintah: str, using: str = "pemilik") -> None:
    with connections[using].cursor() as kursor:
        kursor.execute(perintah)


def test_lines_are_sealed_once_and_the_chain_holds() -> None:
    write()
    assert segel.seal() == 3
    assert segel.seal() == 0
    write(5)
    assert segel.seal(sebanyak=2) == 5
    hasil = segel.verify()
    assert (hasil.segel, hasil.baris, hasil.salah) == (Segel.objects.count(), 8, ())
    assert Segel.objects.count() >= 3
    assert segel.state().menunggu == 0


def test_a_transaction_larger_than_a_batch_is_sealed_whole() -> None:
    for _ in range(2):
        with transaction.atomic():
            write(5)
    assert segel.seal(sebanyak=2) == 10
    assert list(Segel.objects.order_by("nomor").values_list("jumlah", flat=True)) == [5, 5]
    assert segel.verify().salah == ()


def test_an_open_transaction_is_waited_for(basisdata: Basisdata) -> None:
    """Lines of others that were written later, with higher ids, wait as well: nothing may appear below a seal."""
    setelan = connections["default"].get_connection_params()
    lain = psycopg2.connect(**{k: v for k, v in setelan.items() if k in {"dbname", "user", "password", "host"}})
    try:
        with lain.cursor() as kursor:
            kursor.execute("INSERT INTO accounts_jejak (aksi) VALUES ('uji.lama')")
        write(1)
        assert segel.seal() == 0
        lain.commit()
    finally:
        lain.close()
    assert segel.seal() == 2
    assert segel.verify().salah == ()


def test_other_databases_of_the_cluster_are_not_waited_for() -> None:
    setelan = connections["default"].get_connection_params()
    lain = psycopg2.connect(
        **{k: v for k, v in setelan.items() if k in {"user", "password", "host"}}, dbname=servers.TEMPLAT
    )
    try:
        with lain.cursor() as kursor:
            kursor.execute("SELECT pg_current_xact_id()")
        write(1)
        assert segel.seal() == 1
    finally:
        lain.close()


def test_only_one_job_at_a_time() -> None:
    write(1)
    setelan = connections["pemilik"].get_connection_params()
    lain = psycopg2.connect(**{k: v for k, v in setelan.items() if k in {"dbname", "user", "password", "host"}})
    with lain.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [segel.KUNCI])
    assert segel.seal() == 0
    lain.close()


def test_the_application_seals_nothing() -> None:
    write(1)
    segel.seal()
    for perintah in ("INSERT INTO accounts_segel SELECT * FROM accounts_segel", "DELETE FROM accounts_segel"):
        with pytest.raises(DatabaseError, match="permission denied"):
            execute(perintah, "default")
    for perintah in ("waktu", "xid", "id", "zaman"):
        with pytest.raises(DatabaseError, match="permission denied"):
            execute(f"INSERT INTO accounts_jejak (aksi, {perintah}) VALUES ('uji', NULL)", "default")


def test_the_owner_is_refused_too() -> None:
    write(1)
    segel.seal()
    for perintah in (
        "UPDATE accounts_jejak SET aksi = 'x'",
        "DELETE FROM accounts_jejak",
        "TRUNCATE accounts_jejak",
        "TRUNCATE bagian.jejak_lain",
        "UPDATE accounts_segel SET jumlah = 9",
        "DELETE FROM accounts_segel",
        "TRUNCATE accounts_segel",
    ):
        with pytest.raises(DatabaseError, match="hanya bertambah"):
            execute(perintah)


def test_each_month_has_its_partition_and_its_guard() -> None:
    with connections["pemilik"].cursor() as kursor:
        kursor.execute("ALTER TABLE accounts_jejak ALTER waktu SET DEFAULT '2031-05-10 00:00+00'")
        kursor.execute("INSERT INTO accounts_jejak (aksi) VALUES ('uji.nanti')")
        kursor.execute("SELECT tableoid::regclass::text FROM accounts_jejak")
        assert kursor.fetchone() == ("bagian.jejak_lain",)
        kursor.execute("SELECT jejak_bagian('2031-05-17'), jejak_bagian('2031-05-01')")
        assert kursor.fetchone() == (True, False)
        kursor.execute("SELECT tableoid::regclass::text FROM accounts_jejak")
        assert kursor.fetchone() == ("bagian.jejak_2031_05",)
    for perintah in ("TRUNCATE bagian.jejak_2031_05", "DELETE FROM bagian.jejak_2031_05"):
        with pytest.raises(DatabaseError, match="hanya bertambah"):
            execute(perintah)


def test_five_years_are_kept_and_seals_survive_their_lines() -> None:
    lama = timezone.now() - timedelta(days=366 * 6)
    execute(f"SELECT jejak_bagian('{lama:%Y-%m-%d}')")
    execute(f"INSERT INTO accounts_jejak (aksi, waktu) VALUES ('uji.lama', '{lama.isoformat()}')")
    segel.seal()
    with pytest.raises(DatabaseError, match="lima tahun"):
        execute("SELECT jejak_buang(current_date - 30)")
    batas = timezone.now() - timedelta(days=366 * 5)
    execute(f"SELECT jejak_buang('{batas:%Y-%m-%d}')")
    assert not Jejak.objects.filter(aksi="uji.lama").exists()
    assert segel.verify().salah == ()
    segel.seal()
    assert segel.verify().salah == ()


def test_a_restored_database_begins_a_new_zaman() -> None:
    """The new cluster counts transactions from a low number: old lines keep their zaman, the chain goes on."""
    execute("INSERT INTO accounts_jejak (aksi, xid) VALUES ('uji.sebelum', '4000000000000')")
    segel.prepare()
    write(2)
    assert segel.seal(sebanyak=1) == 3
    assert segel.verify().salah == ()
    with connections["pemilik"].cursor() as kursor:
        kursor.execute("SELECT array_agg(DISTINCT zaman ORDER BY zaman) FROM accounts_segel")
        assert kursor.fetchone() == ([1, 2],)


GANGGUAN = {
    "isi": ("UPDATE accounts_jejak SET alasan = 'lain' WHERE objek = 'keluarga:1'", "ubah"),
    "waktu": ("UPDATE accounts_jejak SET waktu = waktu + interval '1 us' WHERE objek = 'keluarga:1'", "ubah"),
    "orang": ("UPDATE accounts_jejak SET individu = '{7}' WHERE objek = 'keluarga:1'", "ubah"),
    "urutan": (
        """UPDATE accounts_jejak j SET id = (SELECT sum(id) FROM accounts_jejak l
           WHERE l.objek IN ('keluarga:1', 'keluarga:2')) - j.id WHERE objek IN ('keluarga:1', 'keluarga:2')""",
        "ubah",
    ),
    "hapus": ("DELETE FROM accounts_jejak WHERE objek = 'keluarga:1'", "hilang"),
    "tambah": (
        "INSERT INTO accounts_jejak (aksi, xid) SELECT 'palsu', xid FROM accounts_jejak WHERE objek = 'keluarga:1'",
        "tambah",
    ),
    "mundur": ("INSERT INTO accounts_jejak (aksi, waktu) VALUES ('palsu', now() - interval '3 days')", "mundur"),
    "depan": ("INSERT INTO accounts_jejak (aksi, xid) VALUES ('palsu', '9000000000000')", "depan"),
    "zaman_lama": ("INSERT INTO accounts_jejak (aksi, zaman) VALUES ('palsu', 0)", "luar"),
    "segel_tengah": ("DELETE FROM accounts_segel WHERE nomor = 2", "segel_hilang"),
    "segel_awal": ("DELETE FROM accounts_segel WHERE nomor = 1", "segel_hilang"),
    "segel_ubah": ("UPDATE accounts_segel SET jumlah_semua = jumlah_semua + 1 WHERE nomor = 2", "rantai"),
    "segel_ekor": ("DELETE FROM accounts_segel WHERE nomor = 3", "terpotong"),
    "semua_segel": ("DELETE FROM accounts_segel", "terpotong"),
    "ekor_dan_baris": (
        """DELETE FROM accounts_jejak WHERE objek = 'keluarga:2';
           DELETE FROM accounts_segel WHERE nomor = 3""",
        "terpotong",
    ),
    "rantai_baru": ("UPDATE accounts_segel SET rantai = sha256('lain') WHERE nomor = 3", "jangkar"),
}


def test_tampering_is_found() -> None:
    for i in range(3):
        audit.record(pelaku=None, aksi="keluarga.lihat", objek=f"keluarga:{i}", individu=[i])
        segel.seal()
    for tabel in ("accounts_jejak", "accounts_segel"):
        execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
    for nama, (perintah, jenis) in GANGGUAN.items():
        assert segel.verify(using="pemilik").salah == ()
        with transaction.atomic(using="pemilik"):
            execute(perintah)
            assert jenis in {s.jenis for s in segel.verify(using="pemilik").salah}, nama
            transaction.set_rollback(True, using="pemilik")


def test_anchors_stand_outside_the_database(tmp_path: Path) -> None:
    assert segel.anchor() is None
    write(1)
    segel.seal()
    (isi,) = [json.loads(b) for f in (tmp_path / "jangkar").glob("*.jsonl") for b in f.read_text().splitlines()]
    kepala = Segel.objects.get()
    assert (isi["nomor"], isi["baris"], isi["rantai"]) == (1, 1, bytes(kepala.rantai).hex())


def test_an_anchor_appended_later_does_not_stand_for_the_earlier_one() -> None:
    """Somebody rewrites the chain and the newest anchors with it; what was anchored before still contradicts."""
    write(1)
    segel.seal()
    execute("ALTER TABLE accounts_segel DISABLE TRIGGER USER")
    execute("UPDATE accounts_segel SET rantai = sha256('lain')")
    segel.anchor()
    segel.anchor()
    jangkar = list(segel.anchors())
    assert len(jangkar) == 3
    assert [(s.jenis, s.nomor) for s in segel.check_anchors(jangkar)] == [("jangkar", 1)]


@pytest.mark.parametrize("rincian", ["{}", '{"sebelum": "x"}', '{"sebelum": null}', "[]", '{"sebelum": 20200101}'])
def test_a_line_of_dropping_that_says_no_day_is_a_fault(rincian: str) -> None:
    execute(f"INSERT INTO accounts_jejak (aksi, rincian) VALUES ('jejak.buang', '{rincian}')", "default")
    segel.seal()
    hasil = segel.verify()
    assert [s.jenis for s in hasil.salah] == ["buang"]
    assert "jejak_buang" in hasil.salah[0].pesan


def test_what_was_rolled_back_is_never_sealed() -> None:
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    assert not Jejak.objects.exists()
    assert segel.seal() == 0


def test_random_tampering_is_found() -> None:
    """A small share of `make gangguan`: the same kinds, the same code."""
    gangguan.fill(120, sesegel=12)
    ditemukan, lolos = gangguan.run(40, benih=int(timezone.localdate().strftime("%Y%m%d")), penuh=20)
    assert not lolos
    assert ditemukan.total() == 40
