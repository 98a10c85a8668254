"""The structure of the index as data: formulas, faults all at once, loading, export, comparison."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from ikesos import figures, structure
from ikesos.luar.galat import BerkasSalah
from ikesos.models import Simpul, StrukturVersi
from ikesos.stats.rumus import Rumus, RumusSalah
from ikesos.structure_faults import faults
from tests.cast import user


@pytest.fixture
def isi() -> dict[str, Any]:
    return structure.read(structure.BAWAAN)


def _node(isi: dict[str, Any], kode: str) -> dict[str, Any]:
    return next(s for s in isi["simpul"] if s["kode"] == kode)


@pytest.mark.parametrize(
    ("teks", "harap"),
    [("a/b*100", 25.0), ("100-a/b*100", 75.0), ("a/b*100000", 25_000.0), ("-(a+b)*2.5", -25.0), ("a-b-1", -7.0)],
)
def test_formulas(teks: str, harap: float) -> None:
    assert Rumus(teks).value({"a": np.array([2.0]), "b": np.array([8.0])}).tolist() == [harap]


def test_a_formula_over_nothing_is_nothing() -> None:
    hasil = Rumus("a/b").value({"a": np.array([1.0, 0.0, np.nan]), "b": np.array([0.0, 0.0, 2.0])})
    assert np.isnan(hasil).all()


@pytest.mark.parametrize(
    "teks",
    ["", "a/", "a b", "a**b", "__import__('os')", "a.b", "(a", "a)", "1e9", "A/B", "a;b", "(" * 60 + "a" + ")" * 60],
)
def test_nothing_else_is_a_formula(teks: str) -> None:
    with pytest.raises(RumusSalah):
        Rumus(teks)


def test_the_list_that_ships(isi: dict[str, Any]) -> None:
    indikator = [s for s in isi["simpul"] if s["tingkat"] == "indikator"]
    assert len([s for s in isi["simpul"] if s["tingkat"] == "variabel"]) == 13
    assert len(indikator) == 32
    assert sorted(s["kode"] for s in indikator if s["sumber"] == "D") == sorted(figures.INDIKATOR)
    assert isi["status"] == "lokal"


def test_every_fault_is_told_at_once(isi: dict[str, Any]) -> None:
    _node(isi, "KD1")["induk"] = "XX"
    _node(isi, "KD2")["bobot"] = -1
    _node(isi, "KD1.1").update(arah=0, minimum=40, rumus="a/c")
    _node(isi, "KD1.2")["sumber"] = "Z"
    isi["simpul"].append(copy.deepcopy(_node(isi, "KE1.1")))
    isi.update(status="resmi?", berlaku_dari="1 Januari", kategori=[[40, "a"], [0, "b"]])
    kode = [k for k, _ in faults(isi)]
    assert {"induk", "bobot", "arah", "batas", "butir", "sumber", "kode_ganda", "status", "tanggal", "kategori"} <= set(
        kode
    )


@pytest.mark.parametrize("isi_salah", [None, [], {"simpul": []}, {"simpul": ["a"]}, {"simpul": [{"kode": "a"}]}])
def test_what_is_no_structure_is_refused(isi_salah: object) -> None:
    assert faults(isi_salah)


@pytest.mark.django_db
def test_loaded_exported_and_loaded_again_it_is_the_same(isi: dict[str, Any]) -> None:
    versi, baru = structure.load(isi)
    assert baru
    keluar = json.loads(json.dumps(structure.export(versi)))
    assert faults(keluar) == []
    assert structure.load(keluar) == (versi, False)
    _node(keluar, "KD1")["bobot"] = 2
    with pytest.raises(BerkasSalah) as galat:
        structure.load(keluar)
    assert galat.value.kode == ["versi"]


@pytest.mark.django_db
def test_two_versions_are_compared_node_by_node(isi: dict[str, Any]) -> None:
    lama, _ = structure.load(isi)
    lain = copy.deepcopy(isi) | {"kode": "lokal-2027.1"}
    _node(lain, "KD3.1")["minimum"] = 70
    _node(lain, "KE")["bobot"] = 2
    lain["simpul"] = [s for s in lain["simpul"] if s["kode"] != "KD7.2"]
    baru, _ = structure.load(lain)
    beda = [(b.kode, b.hal, b.lama, b.baru) for b in structure.compare(lama, baru)]
    assert beda == [
        ("KD3.1", "minimum", "60.0", "70.0"),
        ("KD7.2", "simpul", "Penduduk dengan NIK padan Dukcapil", ""),
        ("KE", "bobot", "1.0", "2.0"),
    ]


@pytest.mark.django_db
def test_the_page_shows_a_version_and_what_differs(client: Client, isi: dict[str, Any]) -> None:
    structure.load(isi)
    client.force_login(user("pimpinan"))
    halaman = client.get(reverse("ikesos:struktur"))
    assert len(halaman.context["kini"]) == 49
    assert "100-a/b*100" in halaman.text
    lain = copy.deepcopy(isi) | {"kode": "lokal-2027.1"}
    _node(lain, "KE")["bobot"] = 2
    structure.load(lain)
    beda = client.get(reverse("ikesos:struktur"), {"lama": "lokal-2026.1", "baru": "lokal-2027.1"}).context["beda"]
    assert [(b.kode, b.hal) for b in beda] == [("KE", "bobot")]


@pytest.mark.django_db
def test_the_command_says_what_is_wrong_and_loads_nothing(isi: dict[str, Any], tmp_path: Path) -> None:
    _node(isi, "KD1")["induk"] = "XX"
    berkas = tmp_path / "s.json"
    berkas.write_text(json.dumps(isi))
    with pytest.raises(CommandError) as galat:
        call_command("load_ikesos", berkas)
    assert galat.value.returncode == 2
    assert not StrukturVersi.objects.exists()
    assert not Simpul.objects.exists()
