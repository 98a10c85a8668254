"""`train_pmt` and `evaluate_pmt` on a small made-up survey: round trip, refusals, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from dtsen.ranking import model_files
from dtsen.ranking.stats import survey


def write_survey(berkas: Path, *, keluarga: int = 400, benih: int = 3) -> Path:
    """A survey with every column of the shipped design, in which more motors and fewer members mean more spending."""
    acak = np.random.default_rng(benih)
    pemetaan = model_files.mapping_of(model_files.read_json(model_files.RANCANGAN))
    isi = {nama: acak.integers(0, 2, keluarga).astype(float) for nama in survey.columns_of(pemetaan)}
    isi["hhsize"] = acak.integers(1, 9, keluarga).astype(float)
    isi["hhage"] = acak.integers(20, 80, keluarga).astype(float)
    isi["pcfloor"] = acak.integers(3, 60, keluarga).astype(float)
    isi["ea"] = np.repeat(np.arange(keluarga // 10), 10).astype(float)
    ln = 6 + 0.8 * isi["motorcycle"] - 0.15 * isi["hhsize"] + acak.normal(0, 0.2, keluarga)
    isi["consumption"] = np.exp(ln)
    baris = [",".join(isi), *(",".join(f"{v:.6g}" for v in satu) for satu in zip(*isi.values(), strict=True))]
    berkas.write_text("\n".join(baris) + "\n")
    return berkas


def test_train_then_evaluate_on_other_areas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    latih, uji = write_survey(tmp_path / "latih.csv"), write_survey(tmp_path / "uji.csv", benih=4)
    tujuan = tmp_path / "m.json"
    call_command("train_pmt", str(latih), kode="uji-2027.1", seed=7, out=tujuan)
    pertama = tujuan.read_text()
    call_command("train_pmt", str(latih), kode="uji-2027.1", seed=7, out=tujuan)
    assert tujuan.read_text() == pertama
    capsys.readouterr()
    call_command("evaluate_pmt", str(uji), model=str(tujuan), json=True)
    hasil = json.loads(capsys.readouterr().out)
    assert hasil["model"] == "uji-2027.1"
    assert hasil["keluarga"] == 400
    assert hasil["angka"]["r2"] > 0.7
    rendah, tinggi = hasil["selang"]["ee20"]
    assert rendah <= hasil["angka"]["ee20"] <= tinggi
    call_command("evaluate_pmt", str(uji), model=str(tujuan))
    assert "EE20" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("nama", "isi", "kata"),
    [
        ("tidak_ada.csv", None, "tidak ada"),
        ("kosong.csv", b"", "kosong"),
        ("judul.csv", b"ea,hhsize\n", "baris data"),
        ("titik_koma.csv", b"ea;hhsize\n1;2\n", "pemisah"),
        ("biner.csv", b"\xff\xfe\x00\x01", "UTF-8"),
    ],
)
def test_a_bad_survey_file_ends_with_code_2(tmp_path: Path, nama: str, isi: bytes | None, kata: str) -> None:
    berkas = tmp_path / nama
    if isi is not None:
        berkas.write_bytes(isi)
    tujuan = tmp_path / "m.json"
    for perintah, pilihan in (("evaluate_pmt", {}), ("train_pmt", {"kode": "x", "out": tujuan})):
        with pytest.raises(CommandError, match=kata) as galat:
            call_command(perintah, str(berkas), **pilihan)
        assert galat.value.returncode == 2
    assert not tujuan.exists()


def test_a_word_in_a_number_column_names_row_and_column(tmp_path: Path) -> None:
    berkas = write_survey(tmp_path / "s.csv")
    baris = berkas.read_text().splitlines()
    letak = baris[0].split(",").index("hhage")
    nilai = baris[4].split(",")
    nilai[letak] = "tua"
    baris[4] = ",".join(nilai)
    berkas.write_text("\n".join(baris))
    with pytest.raises(CommandError, match="Baris 5, kolom hhage"):
        call_command("evaluate_pmt", str(berkas))


@pytest.mark.parametrize("isi", [None, "{", '{"kode": "x"}'])
def test_a_bad_model_file_ends_with_code_2(tmp_path: Path, isi: str | None) -> None:
    model = tmp_path / "m.json"
    if isi is not None:
        model.write_text(isi)
    with pytest.raises(CommandError) as galat:
        call_command("evaluate_pmt", str(write_survey(tmp_path / "s.csv")), model=str(model))
    assert galat.value.returncode == 2
