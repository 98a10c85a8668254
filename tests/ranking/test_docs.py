"""docs/algoritma agrees with the code: the examples printed there are executed."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from dtsen.ranking import model_files
from dtsen.ranking.models import Run
from dtsen.ranking.stats import desil
from dtsen.ranking.stats.fitur import FITUR, KOSONG
from dtsen.ranking.stats.scorecard import PERSEN_DIKENAL, read_model

DOCS = Path(__file__).resolve().parents[2] / "docs" / "algoritma"


def example(nama: str) -> dict[str, Any]:
    cocok = re.search(r"```json\n(.*?)```", (DOCS / nama).read_text(), flags=re.DOTALL)
    assert cocok is not None
    isi: dict[str, Any] = json.loads(cocok[1])
    return isi


def test_the_example_of_desil_v1() -> None:
    isi = example("desil.v1.md")
    skor, bobot = np.array(isi["skor"]), np.array(isi["bobot"])
    hasil, ambang = desil.rank(skor, bobot)
    assert hasil.tolist() == isi["desil"]
    assert list(ambang) == isi["ambang"]
    assert desil.assign(np.array(isi["skor_baru"]), ambang).tolist() == isi["desil_skor_baru"]
    for s, tertulis in zip(isi["skor"], isi["titik_tengah"], strict=True):
        rendah, sama = int(bobot[skor < s].sum()), int(bobot[skor == s].sum())
        assert Fraction(2 * rendah + sama, 2 * int(bobot.sum())) == Fraction(tertulis)


def test_the_name_of_the_algorithm_is_the_one_a_run_stores() -> None:
    assert desil.ALGORITMA == Run().algoritma == (DOCS / "desil.v1.md").read_text().split(":")[0].removeprefix("# ")


def test_the_example_of_the_scorecard() -> None:
    isi = example("pmt.md")
    model = read_model(isi["model"])
    fitur = {
        v.kode: np.array([KOSONG if k[v.kode] is None else k[v.kode] for k in isi["keluarga"]]) for v in model.variabel
    }
    skor, dikenal = model.score(fitur)
    hasil = [int(s) if cukup else None for s, cukup in zip(skor, model.enough(dikenal), strict=True)]
    assert hasil == [k["skor"] for k in isi["keluarga"]]


def test_the_page_names_every_feature_and_what_the_card_says() -> None:
    teks = (DOCS / "pmt.md").read_text()
    assert not [kode for kode in FITUR if kode not in teks]
    assert f"kurang dari {PERSEN_DIKENAL} %" in teks
    isi = model_files.read(model_files.BAWAAN)[0]
    assert model_files.BAWAAN in teks
    assert f"{isi['pelatihan']['baris']:,}".replace(",", ".") in teks
    assert str(isi["pelatihan"]["wilayah_cacah"]) in teks
    assert isi["kartu"]["gugur"] == ["air_bersih", "sepeda", "sapi_kerbau"]
