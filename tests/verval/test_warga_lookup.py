"""`manage.py lookup`: the same answer on the command line."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from tests.families import aminah, yuliani

pytestmark = pytest.mark.django_db
NIK = "6402015203800001"


def test_answers_with_both_desil(capsys: pytest.CaptureFixture[str]) -> None:
    keluarga = aminah()
    call_command("lookup", "--nik", NIK, "--sebagai", "operator.perian")
    teks = capsys.readouterr().out
    assert "6402••••••••0001" in teks
    assert "belum ada desil daerah" in teks
    assert "desil nasional 3 (24 Jul 2026)" in teks
    assert f"/dtsen/keluarga/{keluarga.pk}/" in teks
    assert NIK not in teks


def test_json_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    aminah()
    call_command("lookup", "--kk", "6402011203100001", "--sebagai", "petugas", "--json")
    isi = json.loads(capsys.readouterr().out)
    satu = isi["temuan"][0]
    assert (satu["nama"], satu["nik"], satu["desil_nasional"], satu["versi"]) == (
        "AMINAH", "6402••••••••0001", 3, "2026-T3",
    )  # fmt: skip
    assert isi["masih_ada"] is False


def test_another_desa_is_not_found(capsys: pytest.CaptureFixture[str]) -> None:
    yuliani()
    call_command("lookup", "--nama", "yuliani", "--sebagai", "operator.perian")
    assert capsys.readouterr().out == "Tidak ditemukan di wilayah Anda.\n"


@pytest.mark.parametrize(
    "argumen",
    [
        ["--sebagai", "operator.perian"],
        ["--nik", NIK, "--nama", "aminah", "--sebagai", "operator.perian"],
        ["--nik", "12", "--sebagai", "operator.perian"],
        ["--nama", "ab", "--sebagai", "operator.perian"],
        ["--nik", NIK, "--sebagai", "siapa"],
        ["--nik", NIK, "--sebagai", "pimpinan"],
    ],
)
def test_bad_input_ends_with_code_2(argumen: list[str]) -> None:
    with pytest.raises(CommandError) as galat:
        call_command("lookup", *argumen)
    assert galat.value.returncode == 2
