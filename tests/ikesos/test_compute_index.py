"""Compute an index from files of somebody else: `manage.py compute_index`."""

from __future__ import annotations

import csv
import io
import math
import time
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from ikesos.luar.galat import BerkasSalah
from ikesos.luar.hitung import compute

STRUKTUR = """kode,induk,tingkat,bobot,arah,min,max
APS,A3,indikator,1,+,60,100
SMP,A3,indikator,1,+,30,100
IKS,,indeks,,,,
KD,IKS,dimensi,40,,,
PS,IKS,dimensi,25,,,
KE,IKS,dimensi,35,,,
A3,KD,variabel,0.5,,,
A6,KD,variabel,0.5,,,
pidana,A6,indikator,1,-,0,300
rukun,PS,indikator,1,+,20,100
kerja,KE,indikator,6,+,40,80
beban,KE,indikator,4,-,30,90
"""
DATA = """unit,APS,SMP,pidana,rukun,kerja,beban
X,92,55,120,64,66,48
Y,98,78,210,41,71,44
Z,58,35,60,88,52,70
"""
DATAR = "kode,induk,tingkat,bobot,arah,min,max\nI,,0,1,,,\na,I,1,1,+,0,100\nb,I,1,1,+,0,100\nc,I,1,1,-,0,100\n"


def _files(tmp_path: Path, struktur: str, data: str, sandi: str = "utf-8") -> tuple[Path, Path]:
    s, d = tmp_path / "s.csv", tmp_path / "d.csv"
    s.write_text(struktur, encoding=sandi, newline="")
    d.write_text(data, encoding=sandi, newline="")
    return s, d


def _run(
    tmp_path: Path, struktur: str = STRUKTUR, data: str = DATA, *pilihan: str, sandi: str = "utf-8"
) -> dict[str, dict[str, str]]:
    s, d = _files(tmp_path, struktur, data, sandi)
    out = tmp_path / "o.csv"
    call_command(
        "compute_index",
        "--struktur",
        s,
        "--data",
        d,
        "--out",
        out,
        *pilihan,
        stdout=io.StringIO(),
        stderr=io.StringIO(),
    )
    with out.open(encoding="utf-8", newline="") as isi:
        return {baris["unit"]: baris for baris in csv.DictReader(isi)}


def _index(hasil: dict[str, dict[str, str]], kode: str = "IKS") -> list[float]:
    return [round(float(baris[kode]), 4) for baris in hasil.values()]


def _faults(tmp_path: Path, struktur: str, data: str) -> list[str]:
    with pytest.raises(BerkasSalah) as galat:
        compute(*_files(tmp_path, struktur, data))
    return galat.value.kode


def test_golden_values_with_rows_in_any_order(tmp_path: Path) -> None:
    hasil = _run(tmp_path)
    assert list(hasil["X"]) == ["unit", *(b.split(",")[0] for b in STRUKTUR.splitlines()[1:])]
    assert _index(hasil) == [60.7714, 55.9280, 48.9310]
    assert float(hasil["Z"]["APS"]) == 0
    assert _index(_run(tmp_path, STRUKTUR, DATA, "--agregasi", "geo")) == [60.5825, 51.7995, 45.1199]


def test_the_top_alone_is_geometric(tmp_path: Path) -> None:
    arit, geo = _run(tmp_path), _run(tmp_path, STRUKTUR, DATA, "--agregasi", "geo")
    for kode in ("KD", "A3", "KE"):
        assert _index(arit, kode) == _index(geo, kode)


@pytest.mark.parametrize("sandi", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("akhir", ["\n", "\r\n"])
def test_semicolons_decimal_commas_quotes_and_spaces(tmp_path: Path, sandi: str, akhir: str) -> None:
    struktur = STRUKTUR.replace("0.5", "0,5x").replace(",", ";").replace("0;5x", '"0,5"').replace("\n", akhir)
    data = DATA.replace("92", " 92,0 ").replace(",", ";").replace(" 92;0 ", ' "92,0" ').replace("\n", f" ; ;{akhir}")
    assert _index(_run(tmp_path, struktur, data, sandi=sandi)) == [60.7714, 55.9280, 48.9310]


def test_blank_goalposts_are_the_observed_ones(tmp_path: Path) -> None:
    struktur = DATAR.replace("a,I,1,1,+,0,100", "a,I,1,1,+,,").replace("b,I,1,1,+,0,100", "b,I,1,1,+,,50")
    hasil = compute(*_files(tmp_path, struktur, "unit,a,b,c\nu,3,10,0\nv,5,20,0\nw,3.5,50,0\n"))
    assert hasil.nilai["a"].tolist() == [0, 100, 25]
    assert hasil.nilai["b"].tolist() == [0, 25, 100]


def test_one_observed_value_is_fifty_with_a_warning(tmp_path: Path) -> None:
    struktur = DATAR.replace("c,I,1,1,-,0,100", "c,I,1,1,-,,")
    hasil = compute(*_files(tmp_path, struktur, "unit,a,b,c\nu,3,10,7\nv,5,20,7\n"))
    assert hasil.nilai["c"].tolist() == [50, 50]
    assert any(pesan.startswith("c:") for pesan in hasil.peringatan)


def test_an_empty_cell_gives_its_weight_away_and_the_top_needs_all(tmp_path: Path) -> None:
    struktur = DATAR.replace("I,1,1", "D,2,1") + "D,I,1,1,,,\nd,I,1,1,+,0,100\n"
    hasil = compute(*_files(tmp_path, struktur, "unit,a,b,c,d\nu,,10,30,50\nv,,,30,50\nw,1,2,3,NA\n"))
    assert hasil.nilai["D"][0] == pytest.approx((10 + 70) / 2)
    assert [str(v) for v in hasil.nilai["D"][1:2]] == ["nan"]
    assert hasil.nilai["I"][0] == pytest.approx(45)
    assert [str(v) for v in hasil.nilai["I"][1:]] == ["nan", "nan"]
    assert hasil.tanpa_indeks == 2
    assert _run(tmp_path, struktur, "unit,a,b,c,d\nv,,,30,50\n")["v"]["I"] == ""


def test_several_roots_get_a_total_unless_each_is_an_index(tmp_path: Path) -> None:
    struktur = "kode,induk,tingkat,bobot,arah,min,max\na,,dimensi,3,+,0,100\nb,,dimensi,1,+,0,100\n"
    assert compute(*_files(tmp_path, struktur, "unit,a,b\nu,20,60\n")).nilai["INDEKS"].tolist() == [30]
    sendiri = compute(*_files(tmp_path, struktur.replace("dimensi", "indeks"), "unit,a,b\nu,20,60\n"))
    assert sendiri.kode == ["a", "b"]


@pytest.mark.parametrize(
    ("ganti", "jadi", "kode"),
    [
        ("a,I,1,1", "a,Q,1,1", "induk"),
        ("I,,0,1", "I,a,0,1", "lingkaran"),
        ("b,I,1,1", "a,I,1,1", "kode_ganda"),
        ("b,I,1,1", ",I,1,1", "kode"),
        ("a,I,1,1", "a,I,1,satu", "angka"),
        ("a,I,1,1,+,0", "a,I,1,1,+,1_0", "angka"),
        ("a,I,1,1,+,0", "a,I,1,1,+,inf", "angka"),
        ("a,I,1,1", "a,I,1,-1", "bobot"),
        ("a,I,1,1", "a,I,1,", "bobot_kosong"),
        ("I,1,1", "I,1,0", "bobot_nol"),
        ("a,I,1,1,+,0", "a,I,1,1,+,100", "batas"),
        ("a,I,1,1,+", "a,I,1,1,naik", "arah"),
        ("a,I,1,1,+", "a,I,1,1,", "arah_kosong"),
        ("I,,0,1,", "I,,0,1,-", "arah"),
        ("kode,", "code,", "kolom"),
        ("min,max", "min,min", "judul_ganda"),
    ],
)
def test_a_fault_of_the_structure_is_named(tmp_path: Path, ganti: str, jadi: str, kode: str) -> None:
    assert ganti in DATAR
    assert kode in _faults(tmp_path, DATAR.replace(ganti, jadi), "unit,a,b,c\nu,1,2,3\n")


@pytest.mark.parametrize(
    ("data", "kode"),
    [
        ("unit,a,b\nu,1,2\n", ["kolom_kurang"]),
        ("unit,a,b,C\nu,1,2,3\n", ["kolom_kurang", "kolom_lebih"]),
        ("unit,a,b,c,I\nu,1,2,3,4\n", ["kolom_lebih"]),
        ("nama,a,b,c\nu,1,2,3\n", ["kolom"]),
        ("unit,a,b,c\nu,1,2,3\nu,1,2,3\n", ["unit_ganda"]),
        ("unit,a,b,c\n,1,2,3\n", ["unit_kosong"]),
        ("unit,a,b,c\nu,1,dua,3%\n", ["angka", "angka"]),
        ('unit,a,b,c\nu,1,"1,234",3\n', ["angka"]),
        ("unit;a;b;c\nu;1,5;2.5;3\n", ["angka"]),
        ("unit,a,b,c\nu,1,2\n", ["lebar"]),
        ("unit,a,b,c\nu,1,2,3,4\n", ["lebar"]),
        ('unit,a,b,c\nu,1,"2,3\n', ["bentuk"]),
        ("unit,a,b,c\n", ["kosong"]),
        ("", ["kosong"]),
        ("unit,a,b,c\nu,1,2,\0\n", ["sandi"]),
    ],
)
def test_a_fault_of_the_data_is_named(tmp_path: Path, data: str, kode: list[str]) -> None:
    assert _faults(tmp_path, DATAR, data) == kode


def test_thousands_signs_are_read_where_they_are_sure(tmp_path: Path) -> None:
    struktur = DATAR.replace("0,100", "0,10000")
    titik = compute(*_files(tmp_path, struktur, 'unit,a,b,c\nu,"1,234.5",2.5,0\n'))
    koma = compute(*_files(tmp_path, struktur, "unit;a;b;c\nu;1.234,5;2,5;0\n"))
    assert titik.nilai["a"].tolist() == koma.nilai["a"].tolist() == pytest.approx([12.345])


def test_faults_of_both_files_come_at_once_with_exit_code_two_and_nothing_is_written(tmp_path: Path) -> None:
    s, d = _files(tmp_path, DATAR.replace("a,I,1,1", "a,Q,1,-1"), "unit,a,b,c\nu,1,x,3\nu,1,2,3\n")
    out = tmp_path / "o.csv"
    out.write_text("lama")
    with pytest.raises(CommandError) as galat:
        call_command("compute_index", "--struktur", s, "--data", d, "--out", out)
    assert galat.value.returncode == 2
    assert str(galat.value).count("\n- ") == 4
    assert out.read_text() == "lama"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d.csv", "o.csv", "s.csv"]


def test_the_result_never_replaces_an_input_and_needs_a_folder(tmp_path: Path) -> None:
    s, d = _files(tmp_path, STRUKTUR, DATA)
    for out in (d, tmp_path / "tidak" / "o.csv"):
        with pytest.raises(CommandError) as galat:
            call_command("compute_index", "--struktur", s, "--data", d, "--out", out)
        assert galat.value.returncode == 2
    assert d.read_text() == DATA


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path) -> None:
    assert list(_run(tmp_path, DATAR, "unit,a,b,c\n=1+1,1,2,3\n")) == ["'=1+1"]


def test_a_code_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path) -> None:
    hasil = _run(tmp_path, DATAR.replace("a,I", "=a,I"), "unit,=a,b,c\nu,1,2,3\n")
    assert list(hasil["u"]) == ["unit", "I", "'=a", "b", "c"]


def _codes(hasil: dict[str, dict[str, str]]) -> list[str]:
    return list(next(iter(hasil.values())))


def test_five_levels_branches_of_unlike_depth_and_weights_of_any_size(tmp_path: Path) -> None:
    struktur = """kode,induk,tingkat,bobot,arah,min,max
I,,0,,,,
A,I,1,300,,,
B,I,1,100,+,0,10
A1,A,2,1,,,
A1a,A1,3,1,,,
A1a1,A1a,4,1,,,
x,A1a1,5,2,+,0,100
y,A1a1,5,6,-,0,100
"""
    hasil = _run(tmp_path, struktur, "unit,y,B,x\nu,20,5,40\n")
    assert _codes(hasil) == ["unit", "I", "A", "B", "A1", "A1a", "A1a1", "x", "y"]
    assert [float(hasil["u"][k]) for k in ("x", "y", "A1a1", "A", "B", "I")] == [40, 80, 70, 70, 50, 65]


def test_one_node_is_an_index(tmp_path: Path) -> None:
    struktur = "kode,induk,tingkat,bobot,arah,min,max\nI,,,,+,,\n"
    for cara in ("arit", "geo"):
        hasil = _run(tmp_path, struktur, "unit,I\nu,1\nv,3\nw,2\n", "--agregasi", cara)
        assert [b["I"] for b in hasil.values()] == ["0.0", "100.0", "50.0"]


@pytest.mark.parametrize("arah", ["-", "−", "–", "-1", "negatif", "Negatif", " - "])
def test_ways_to_write_that_lower_is_better(tmp_path: Path, arah: str) -> None:
    hasil = _run(tmp_path, DATAR.replace("c,I,1,1,-", f"c,I,1,1,{arah}"), "unit,a,b,c\nu,0,0,25\n")
    assert hasil["u"]["c"] == "75.0"


@pytest.mark.parametrize("arah", ["+", "+1", "1", "positif", "POSITIF"])
def test_ways_to_write_that_higher_is_better(tmp_path: Path, arah: str) -> None:
    hasil = _run(tmp_path, DATAR.replace("c,I,1,1,-", f"c,I,1,1,{arah}"), "unit,a,b,c\nu,0,0,25\n")
    assert hasil["u"]["c"] == "25.0"


def test_the_human_development_index(tmp_path: Path) -> None:
    """UNDP goalposts, geometric at the top; income enters as its logarithm (methods A.4)."""
    struktur = (
        "kode,induk,tingkat,bobot,arah,min,max\nHDI,,indeks,,,,\nhidup,HDI,dimensi,1,+,20,85\n"
        "didik,HDI,dimensi,1,,,\neys,didik,indikator,1,+,0,18\nmys,didik,indikator,1,+,0,15\n"
        f"gni,HDI,dimensi,1,+,{math.log(100)},{math.log(75_000)}\n"
    )
    data = f"unit,hidup,eys,mys,gni\nIndonesia,67.6,13.7,8.6,{math.log(11_466)}\n"
    hasil = _run(tmp_path, struktur, data, "--agregasi", "geo")["Indonesia"]
    dimensi = [round(float(hasil[k]) / 100, 4) for k in ("hidup", "didik", "gni")]
    assert dimensi == [0.7323, 0.6672, 0.7163]
    assert round(float(hasil["HDI"]) / 100, 4) == 0.7047


def test_every_fault_is_a_sentence_of_its_own_and_the_exit_code_is_not_zero(tmp_path: Path) -> None:
    struktur = """kode;induk;tingkat;bobot;arah;min;max
I;;0;;;;
D;I;1;1;;;
a;D;2;0;+;0;100
b;D;2;0;turun;0;100
c;Q;2;1;-;90;10
c;D;2;0;-;0;100
p;q;1;1;;;
q;p;1;1;;;
"""
    s, d = _files(tmp_path, struktur, "unit;a;b\nu;1,5;x\nu;1;2\n", "utf-8-sig")
    with pytest.raises(CommandError) as galat:
        call_command("compute_index", "--struktur", s, "--data", d, "--out", tmp_path / "o.csv")
    assert galat.value.returncode
    baris = str(galat.value).splitlines()[1:]
    for kata in (
        "sudah dipakai di baris 6", "induk Q dari c", "berputar", "jumlah bobot di bawah D nol", "arah 'turun'",
        "min c harus lebih kecil", "unit u sudah ada di baris 2",
    ):  # fmt: skip
        assert [b for b in baris if kata in b], (kata, baris)
    assert not (tmp_path / "o.csv").exists()


def test_a_fault_of_the_structure_hides_none_of_the_data(tmp_path: Path) -> None:
    """One round is enough: columns are compared with the codes, even where the tree does not stand."""
    struktur = DATAR.replace("a,I,1,1,+,0", "a,I,1,-1,+,200").replace("b,I,1,1", "b,Q,1,1")
    kode = _faults(tmp_path, struktur, "unit,a,c,lebih\nu,1,x,2\nu,1,3,4\n")
    assert sorted(kode) == ["angka", "batas", "bobot", "induk", "kolom_kurang", "kolom_lebih", "unit_ganda"]
    # A column missing in the structure itself: the data are read all the same.
    assert _faults(tmp_path, "kode,induk,bobot\nI,,1\n", "unit,a\nu,x\n,1\n") == ["kolom", "unit_kosong", "angka"]


@pytest.mark.parametrize("isi", ["NaN", "inf", "1e999", "-Infinity", "satu"])
def test_a_weight_that_is_no_number_is_told_once(tmp_path: Path, isi: str) -> None:
    assert _faults(tmp_path, DATAR.replace("a,I,1,1", f"a,I,1,{isi}"), "unit,a,b,c\nu,1,2,3\n") == ["angka"]


@pytest.mark.parametrize(
    ("struktur", "data", "kode"),
    [
        ("", "", ["kosong", "kosong"]),
        ("\ufeff", "\ufeff\r\n", ["kosong", "kosong"]),
        ("kode,induk,tingkat,bobot,arah,min,max\n", "unit,a\n", ["kosong", "kosong"]),
        ("kode,induk,tingkat,bobot,arah,min,max\na,a,1,1,+,0,1\n", "unit,a\nu,1\n", ["lingkaran", "akar"]),
        (DATAR, "unit,a,b,c\nu,inf,-Infinity,1e999\n", ["angka"] * 3),
        (DATAR, "unit,a,b,c\nu,1,2,3\n u ,1,2,3\n", ["unit_ganda"]),
        (DATAR.replace("0,100", ",0", 1), "unit,a,b,c\nu,1,2,3\n", ["batas"]),
    ],
)
def test_hostile_files_are_refused_in_sentences(tmp_path: Path, struktur: str, data: str, kode: list[str]) -> None:
    assert _faults(tmp_path, struktur, data) == kode
    s, d = tmp_path / "s.csv", tmp_path / "d.csv"
    with pytest.raises(CommandError) as galat:
        call_command("compute_index", "--struktur", s, "--data", d, "--out", tmp_path / "o.csv")
    assert galat.value.returncode == 2
    for baris in str(galat.value).splitlines()[1:]:
        assert baris.startswith("- ")
        assert baris.endswith(".")
    assert not (tmp_path / "o.csv").exists()


def test_one_unit_with_blank_goalposts_is_fifty_everywhere_with_a_warning_each(tmp_path: Path) -> None:
    hasil = compute(*_files(tmp_path, DATAR.replace("0,100", ","), "unit,a,b,c\nu,1,2,3\n"))
    assert [hasil.nilai[k][0] for k in ("I", "a", "b", "c")] == pytest.approx([50] * 4)
    assert len(hasil.peringatan) == 3


def test_a_weight_of_zero_counts_for_nothing(tmp_path: Path) -> None:
    hasil = compute(*_files(tmp_path, DATAR.replace("a,I,1,1", "a,I,1,0"), "unit,a,b,c\nu,90,20,60\n"))
    assert hasil.nilai["I"].tolist() == [30]


def test_a_large_table_is_read_calculated_and_written_in_seconds(tmp_path: Path) -> None:
    """A share of the 100 000 units of `make bench-ikesos`."""
    kode = [k.split(",")[0] for k in STRUKTUR.splitlines()[1:] if k.split(",")[4]]
    acak = np.random.default_rng(1).uniform(0, 100, (5_000, len(kode)))
    baris = "\n".join(f"u{i}," + ",".join(f"{v:.2f}" for v in satu) for i, satu in enumerate(acak))
    mulai = time.monotonic()
    hasil = _run(tmp_path, STRUKTUR, f"unit,{','.join(kode)}\n{baris}\n")
    assert len(hasil) == 5_000
    assert time.monotonic() - mulai < 5
