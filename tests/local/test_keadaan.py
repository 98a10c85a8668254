"""What `make run` remembers about steps already done."""

from __future__ import annotations

from pathlib import Path

from config.local.keadaan import Keadaan, fingerprint
from config.local.langkah import SUMBER, steps


def test_a_step_is_done_only_with_the_same_key_and_in_the_same_database(tmp_path: Path) -> None:
    berkas = tmp_path / "keadaan.json"
    keadaan = Keadaan(berkas, "db-1")
    keadaan.begin("wilayah")
    keadaan.done("wilayah", "kunci-1")
    lagi = Keadaan.read(berkas, "db-1")
    assert lagi.has("wilayah", "kunci-1")
    assert lagi.has("wilayah", None)
    assert not lagi.has("wilayah", "kunci-2")
    assert not Keadaan.read(berkas, "db-2").has("wilayah", "kunci-1")


def test_a_step_cut_off_is_known_and_not_done(tmp_path: Path) -> None:
    keadaan = Keadaan(tmp_path / "keadaan.json", "db")
    keadaan.done("impor_dtks", "1")
    keadaan.begin("impor_dtks")
    lagi = Keadaan.read(keadaan.berkas, "db")
    assert lagi.sedang == "impor_dtks"
    assert not lagi.has("impor_dtks", None)


def test_a_broken_file_counts_as_nothing_done(tmp_path: Path) -> None:
    berkas = tmp_path / "keadaan.json"
    berkas.write_text('{"identitas": "db", "sel')
    assert Keadaan.read(berkas, "db").selesai == {}


def test_the_fingerprint_follows_contents(tmp_path: Path) -> None:
    satu = tmp_path / "a"
    satu.write_text("1")
    awal = fingerprint([satu, tmp_path])
    satu.write_text("2")
    assert fingerprint([satu]) != awal
    assert fingerprint([satu], "lain") != fingerprint([satu])


def test_demo_data_are_filled_once_whatever_the_number(tmp_path: Path) -> None:
    impor = [langkah for langkah in steps(tmp_path, 10) if langkah.nama.startswith("impor_")]
    assert len(impor) == len(SUMBER)
    assert all(langkah.tetap and langkah.sekali and langkah.pekerja for langkah in impor)
    assert not any(langkah.tetap for langkah in steps(tmp_path, 10) if langkah.nama in {"migrasi", "wilayah"})
