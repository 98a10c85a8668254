"""Reading, checking and applying a scorecard; the reasons behind a score."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from dtsen.ranking import model_files
from dtsen.ranking.stats.explain import explain
from dtsen.ranking.stats.fitur import FITUR, KOSONG
from dtsen.ranking.stats.scorecard import ModelSalah, read_model

ISI: dict[str, Any] = {
    "kode": "uji-1",
    "judul": "Model uji",
    "satuan": "1e-6 ln Rp per orang per bulan",
    "intersep": 1000,
    "variabel": [
        {
            "kode": "ukuran_keluarga",
            "label": "Jumlah anggota",
            "batas": [3, 5],
            "poin": [0, -10, -30],
            "label_level": ["1–2", "3–4", "5+"],
            "poin_kosong": -12,
        },
        {
            "kode": "motor",
            "label": "Motor",
            "batas": [1],
            "poin": [0, 100],
            "label_level": ["tidak punya motor", "punya motor"],
            "poin_kosong": 55,
        },
    ],
}


def changed(**ubah: Any) -> dict[str, Any]:
    isi: dict[str, Any] = json.loads(json.dumps(ISI))
    variabel = ubah.pop("variabel_0", {})
    isi["variabel"][0].update(variabel)
    return isi | ubah


def test_score_is_intercept_plus_points() -> None:
    skor, dikenal = read_model(ISI).score(
        {"ukuran_keluarga": np.array([2, 3, 5, KOSONG]), "motor": np.array([0, 1, KOSONG, KOSONG])}
    )
    assert skor.tolist() == [1000, 1090, 1000 - 30 + 55, 1000 - 12 + 55]
    assert dikenal.tolist() == [2, 2, 1, 0]


def test_a_family_with_less_than_60_percent_known_is_not_scored() -> None:
    model = read_model(ISI)
    assert model.enough(np.array([0, 1, 2])).tolist() == [False, False, True]


def test_level_is_the_number_of_bounds_not_above_the_value() -> None:
    variabel = read_model(ISI).variabel[0]
    assert variabel.level(np.array([-1, 2, 3, 4, 5, 9, KOSONG])).tolist() == [0, 0, 1, 1, 2, 2, -1]
    assert [variabel.level_of(v) for v in (2, 3, 5, None)] == [0, 1, 2, None]


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        ([], "bentuk"),
        (changed(kode=""), "bentuk"),
        (changed(satuan="rupiah"), "bentuk"),
        (changed(variabel=[]), "variabel"),
        (changed(variabel=[ISI["variabel"][0]] * 2), "variabel"),
        (changed(variabel_0={"kode": "jenis_kelamin"}), "variabel"),
        (changed(variabel_0={"batas": [5, 3]}), "batas"),
        (changed(variabel_0={"batas": [3, 3]}), "batas"),
        (changed(variabel_0={"poin": [0, 1]}), "poin"),
        (changed(variabel_0={"label_level": ["a"]}), "label"),
        (changed(variabel_0={"poin": [0, 1.5, 2]}), "angka"),
        (changed(variabel_0={"poin_kosong": True}), "angka"),
        (changed(intersep=10**8), "angka"),
        (changed(intersep=None), "angka"),
    ],
)
def test_a_bad_model_is_refused(isi: object, kode: str) -> None:
    with pytest.raises(ModelSalah) as galat:
        read_model(isi)
    assert galat.value.kode == kode


def test_reasons_are_points_minus_the_mean_strongest_first() -> None:
    alasan = explain(read_model(ISI), {"ukuran_keluarga": 6, "motor": None}, {"ukuran_keluarga": -15, "motor": 40})
    assert [(a.kode, a.selisih) for a in alasan] == [
        ("motor", 15),
        ("ukuran_keluarga", -15),
    ]
    assert alasan[0].jawaban == "tidak diketahui"
    assert alasan[1].jawaban == "5+"


def test_the_shipped_model_is_sound() -> None:
    isi, model = model_files.read(model_files.BAWAAN)
    assert {v.kode for v in model.variabel} | set(isi["kartu"]["gugur"]) == set(FITUR)
    assert set(isi["survei"]["fitur"]) == set(FITUR)
    arah = {v["kode"]: v["arah"] for v in model_files.read_json(model_files.RANCANGAN)["variabel"]}
    for variabel in model.variabel:
        langkah = np.diff(variabel.poin)
        assert arah[variabel.kode] != "naik" or (langkah >= 0).all(), variabel.kode
        assert arah[variabel.kode] != "turun" or (langkah <= 0).all(), variabel.kode
        assert min(variabel.poin) <= variabel.poin_kosong <= max(variabel.poin)
    assert {"kartu", "pelatihan"} <= set(isi)


def test_the_shipped_card_meets_the_acceptance_figures() -> None:
    angka = model_files.read(model_files.BAWAAN)[0]["kartu"]["validasi_silang"]["angka"]
    assert angka["r2"] >= 0.44
    assert angka["spearman"] >= 0.645
    assert angka["ee20"] <= 0.52
    assert angka["ee40"] <= 0.34
