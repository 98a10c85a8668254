"""Fitting: exact recovery where the data allow it, merging of rare and of contrary levels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dtsen.ranking.stats import fit, survey
from dtsen.ranking.stats.fitur import KOSONG
from dtsen.ranking.stats.scorecard import ModelSalah

MOTOR = fit.Rancangan("motor", "Motor", (1,), ("tidak punya", "punya"), "naik")
UKURAN = fit.Rancangan("ukuran_keluarga", "Anggota", (3, 5), ("1–2", "3–4", "5+"))


def test_recovers_points_of_noiseless_data() -> None:
    ukuran = np.tile(np.array([1, 3, 5, 6]), 25)
    motor = np.repeat(np.array([0, 1]), 50)
    y = 12.0 + 0.2 * motor - np.where(ukuran >= 5, 0.3, np.where(ukuran >= 3, 0.1, 0.0))
    model = fit.PmtRidge([UKURAN, MOTOR], 0.0).fit({"ukuran_keluarga": ukuran, "motor": motor}, y, np.ones(100))
    kartu = model.scorecard("uji", "Uji")
    assert kartu.intersep == 12_000_000
    assert kartu.variabel[0].poin == (0, -100_000, -300_000)
    assert kartu.variabel[1].poin == (0, 200_000)
    assert kartu.variabel[1].poin_kosong == 100_000
    assert np.abs(model.predict({"ukuran_keluarga": ukuran, "motor": motor}) - y).max() < 1e-6


def test_weights_count_as_repeated_households() -> None:
    acak = np.random.default_rng(1)
    motor = acak.integers(0, 2, 60)
    bobot = acak.integers(1, 5, 60)
    y = 12 + 0.3 * motor + acak.normal(0, 0.1, 60).clip(-0.05, 0.05)
    y[[0, 1]] = [11.0, 13.5]  # outliers that winsorising would treat differently are left out below
    inti = np.arange(2, 60)
    tertimbang = fit._solve([MOTOR], {"motor": motor[inti]}, y[inti], bobot[inti].astype(float), 0.0)
    ulang = np.repeat(inti, bobot[inti])
    berulang = fit._solve([MOTOR], {"motor": motor[ulang]}, y[ulang], np.ones(len(ulang)), 0.0)
    assert tertimbang[0] == pytest.approx(berulang[0])
    assert tertimbang[1]["motor"] == pytest.approx(berulang[1]["motor"])


def test_a_rare_level_joins_the_neighbour_the_design_names() -> None:
    nilai = np.array([1] * 50 + [3] + [5] * 149)
    bawah = fit.merge_rare(UKURAN, nilai, np.ones(200))
    atas = fit.merge_rare(replace(UKURAN, gabung="atas"), nilai, np.ones(200))
    assert (bawah.batas, bawah.label_level) == ((5,), ("1–2 atau 3–4", "5+"))
    assert (atas.batas, atas.label_level) == ((3,), ("1–2", "3–4 atau 5+"))


def test_a_level_against_the_stated_direction_is_merged_and_an_empty_variable_drops() -> None:
    motor = np.repeat(np.array([0, 1]), 50)
    ukuran = np.tile(np.array([1, 4]), 50)
    y = 12.0 - 0.2 * motor - 0.1 * (ukuran == 4)
    model = fit.PmtRidge([MOTOR, UKURAN], 0.0).fit({"motor": motor, "ukuran_keluarga": ukuran}, y, np.ones(100))
    assert model.gugur_ == ("motor",)
    assert [satu.kode for satu in model.rancangan_] == ["ukuran_keluarga"]


def test_unknown_answers_get_the_mean_points() -> None:
    motor = np.array([0, 1, 1, 1, KOSONG] * 10)
    model = fit.PmtRidge([MOTOR], 0.0).fit({"motor": motor}, np.where(motor == 0, 12.0, 13.0), np.ones(50))
    variabel = model.scorecard("uji", "Uji").variabel[0]
    assert variabel.poin_kosong == pytest.approx(0.75 * variabel.poin[1], abs=1)


def test_folds_keep_areas_whole_and_repeat_with_the_seed() -> None:
    wilayah = np.array([7, 7, 8, 8, 9, 9, 10, 10])
    lipat = fit.folds(wilayah, banyak=2, benih=5)
    assert all(lipat[i] == lipat[i + 1] for i in range(0, 8, 2))
    assert sorted(lipat.tolist()) == [0] * 4 + [1] * 4
    assert lipat.tolist() == fit.folds(wilayah, banyak=2, benih=5).tolist()


@pytest.mark.parametrize(
    "rusak", [{"kode": "motor"}, {**{"kode": "motor", "label": "M", "batas": [1]}, "label_level": ["a"]}]
)
def test_an_incomplete_design_is_refused(rusak: dict[str, object]) -> None:
    with pytest.raises(ModelSalah) as galat:
        fit.read_design([rusak])
    assert galat.value.kode == "rancangan"


def test_survey_rules() -> None:
    pemetaan = {
        "target": {"kolom": "belanja", "kali": 1000},
        "bobot": "orang",
        "kelompok": "ea",
        "fitur": {
            "luas_per_jiwa": {"kolom": "luas", "kali": 100},
            "masak_kayu": {"kolom": "fcook", "balik": 1},
            "ijazah_kepala": {"tingkat": {"sd": 1, "smp": 2}},
        },
        "subkelompok": {"kecil": {"kolom": "orang", "sampai": 2}},
    }
    kolom = {
        "belanja": np.array([1.0, 2.0]),
        "orang": np.array([2.0, 3.0]),
        "ea": np.array([9.0, 4.0]),
        "luas": np.array([0.29, np.nan]),
        "fcook": np.array([0.0, 1.0]),
        "sd": np.array([0.0, 0.0]),
        "smp": np.array([1.0, 0.0]),
    }
    hasil = survey.apply(pemetaan, kolom)
    assert survey.columns_of(pemetaan) == ["belanja", "ea", "fcook", "luas", "orang", "sd", "smp"]
    assert hasil.fitur["luas_per_jiwa"].tolist() == [29, KOSONG]
    assert hasil.fitur["masak_kayu"].tolist() == [1, 0]
    assert hasil.fitur["ijazah_kepala"].tolist() == [2, 0]
    assert hasil.ln_rp == pytest.approx([np.log(1000), np.log(2000)])
    assert hasil.subkelompok["kecil"].tolist() == [True, False]
