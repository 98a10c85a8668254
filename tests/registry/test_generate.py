"""`manage.py generate`: the synthetic people, what each source holds of them, and the damage that was done."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from django.core.management import CommandError, call_command

from dtsen.lib.kode import KODE
from dtsen.lib.nik import decode, parse_nik
from dtsen.registry.synthetic import families, numbers, regions, welfare
from dtsen.registry.synthetic.config import BERSIH, LAJU, Laju, Opsi, hari
from dtsen.registry.synthetic.run import generate

KELUARGA = 1_200
RASIO = 0.06
KOLOM = {
    "dtks/udrt_6403.csv": (82, "28d3fbb97d4a8098"),
    "dtks/udart_6403.csv": (60, "c3edaa3c7500f6ca"),
    "p3ke/p3ke_keluarga.csv": (30, "c925c0573da0878f"),
    "p3ke/p3ke_individu.csv": (31, "d55885ffa0e847bc"),
    "dtsen/keluarga_dtsen_v3_2026_64.03.csv": (52, "371e70ed3627875f"),
    "dtsen/anggota_keluarga_dtsen_v3_2026_64.03.csv": (48, "6e0850d31c512233"),
    "dukcapil/dukcapil_6402.csv": (16, "f83317e1e4ec27de"),
}
LEMBAR = {
    1: (17, "3d0693a613cc4ac6"),
    2: (11, "46087dd8b755ac7f"),
    3: (17, "0e8d4206209bbf9d"),
    4: (56, "42a7a07fb6da445f"),
    5: (45, "e44dc2d451ad990b"),
}
"""Number of columns and hash of the headings as the sources' layouts list them (sheet 1 without our block I)."""
ASET = [k for k in KODE if k.startswith("aset_")]
Tabel = list[dict[str, str]]


def _make(folder: Path, keluarga: int, *, laju: Laju | None = None, xlsx: bool = False) -> Path:
    opsi = Opsi(keluarga, 7) if laju is None else Opsi(keluarga, 7, dict.fromkeys(LAJU, laju))
    generate(opsi, folder, xlsx=xlsx, lapor=lambda _: None)
    return folder


def _read(berkas: Path) -> Tabel:
    pemisah = "|" if "dtsen_v3" in berkas.name else ","
    with berkas.open(encoding="utf-8", newline="") as isi:
        return list(csv.DictReader(isi, delimiter=pemisah))


def _header(berkas: Path) -> list[str]:
    pemisah = "|" if "dtsen_v3" in berkas.name else ","
    with berkas.open(encoding="utf-8", newline="") as isi:
        return next(csv.reader(isi, delimiter=pemisah))


def _sidik(kolom: list[str]) -> str:
    return hashlib.sha256("\n".join(kolom).encode()).hexdigest()[:16]


def _sheet(folder: Path, nomor: int) -> Iterator[list[str]]:
    """All rows of one sheet over the kecamatan, by position (headings repeat in sheet 4)."""
    for berkas in sorted((folder / "regsosek").glob(f"*.{nomor}.csv")):
        with berkas.open(encoding="utf-8", newline="") as isi:
            yield from list(csv.reader(isi))[1:]


@pytest.fixture(scope="module")
def bersih(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _make(tmp_path_factory.mktemp("bersih"), KELUARGA, laju=BERSIH)


@pytest.fixture(scope="module")
def biasa(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _make(tmp_path_factory.mktemp("biasa"), KELUARGA)


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(b.relative_to(folder)): hashlib.sha256(b.read_bytes()).hexdigest()
        for b in sorted(folder.rglob("*"))
        if b.is_file()
    }


@pytest.mark.parametrize("xlsx", [False, True])
def test_same_number_and_seed_give_the_same_bytes(tmp_path: Path, xlsx: bool) -> None:
    satu, dua = (_hashes(_make(tmp_path / nama, 30, xlsx=xlsx)) for nama in ("satu", "dua"))
    assert satu == dua
    assert len(satu) > 20


def test_other_seed_gives_other_people(tmp_path: Path) -> None:
    generate(Opsi(30, 1), tmp_path / "a", xlsx=False, lapor=lambda _: None)
    generate(Opsi(30, 2), tmp_path / "b", xlsx=False, lapor=lambda _: None)
    nama = "kebenaran/kebenaran_individu.csv"
    assert (tmp_path / "a" / nama).read_bytes() != (tmp_path / "b" / nama).read_bytes()


def test_families_are_apportioned_to_all_desa_by_people() -> None:
    desa = regions.read()
    jatah = regions.apportion(desa, 265_000)
    assert len(desa) == 237
    assert int(jatah.sum()) == 265_000
    terbesar = max(desa, key=lambda d: d.penduduk)
    assert int(jatah[terbesar.urut]) == int(jatah.max())
    assert sum(bool(d.kode_lama) for d in desa) == 20


def test_mean_size_is_305_with_one_head_each() -> None:
    bagian = families.size_shares(welfare.SEBARAN["ukuran_keluarga_persen"])
    assert float((bagian * np.arange(1, 9)).sum()) == pytest.approx(3.05, abs=1e-6)
    rng = np.random.default_rng(3)
    ukuran = rng.choice(8, 20_000, p=bagian) + 1
    a = families.compose(rng, ukuran)
    assert (np.bincount(a.kel) == ukuran).all()
    assert (np.bincount(a.kel[a.shdk == families.KEPALA]) == 1).all()
    muda = a.umur[a.shdk == families.ANAK]
    kepala = np.zeros(20_000)
    kepala[a.kel[a.shdk == families.KEPALA]] = a.umur[a.shdk == families.KEPALA]
    assert (kepala[a.kel[a.shdk == families.ANAK]] - muda).min() > 12
    assert 21 < 100 * float((a.umur < 15).mean()) < 26
    assert 7 < 100 * float((a.umur >= 60).mean()) < 12


def test_truth_counts_and_welfare(bersih: Path) -> None:
    keluarga = _read(bersih / "kebenaran/kebenaran_keluarga.csv")
    aktif = [k for k in keluarga if k["status"] == "AKTIF"]
    assert len(aktif) == KELUARGA
    jiwa = sum(int(k["jumlah_anggota"]) for k in aktif)
    assert jiwa / KELUARGA == pytest.approx(3.05, abs=0.15)
    miskin = sum(int(k["jumlah_anggota"]) for k in aktif if float(k["log_konsumsi"]) < np.log(705_397))
    assert 100 * miskin / jiwa == pytest.approx(6.72, abs=2.5)
    teratas = sum(int(k["jumlah_anggota"]) for k in aktif if k["desil_kabupaten_benar"] == "10")
    assert 100 * teratas / jiwa == pytest.approx(10, abs=3)


def test_numbers_are_valid_and_unique(bersih: Path) -> None:
    orang = _read(bersih / "kebenaran/kebenaran_individu.csv")
    assert len({o["nik"] for o in orang}) == len(orang)
    for o in orang:
        isi = decode(parse_nik(o["nik"]))
        assert isi.jenis_kelamin == int(o["jenis_kelamin"])
        lahir = date.fromisoformat(o["tanggal_lahir"])
        assert (isi.hari, isi.bulan, isi.tahun_dua_angka) == (lahir.day, lahir.month, lahir.year % 100)
    keluarga = _read(bersih / "kebenaran/kebenaran_keluarga.csv")
    kk = {k["nomor_kk"] for k in keluarga} | {k["nomor_kk_lama"] for k in keluarga}
    assert len({k["nomor_kk"] for k in keluarga}) == len(keluarga)
    assert all(len(n) == 16 for n in kk)


def test_serial_block_that_is_full_is_refused() -> None:
    hari_sama = np.full(5, hari(date(1990, 1, 1)))
    with pytest.raises(numbers.SeriHabis):
        numbers.compose(np.full(5, 640206), hari_sama, None, 1, 4)
    nomor = numbers.compose(np.full(4, 640206), hari_sama[:4], None, 1, 4)
    assert len(set(nomor.tolist())) == 4
    assert {str(n)[:12] for n in nomor.tolist()} == {"640206010190"}


def test_coverage_of_the_sources(bersih: Path) -> None:
    banyak = Counter(b["sumber"] for b in _read(bersih / "kebenaran/kebenaran_baris_keluarga.csv"))
    assert banyak["dtsen"] / KELUARGA == pytest.approx(0.97, abs=0.03)
    assert banyak["regsosek"] / KELUARGA == pytest.approx(0.94, abs=0.05)
    assert banyak["dtks"] / KELUARGA == pytest.approx(0.44, abs=0.06)
    assert banyak["p3ke"] / KELUARGA == pytest.approx(0.34, abs=0.06)
    benar = {
        k["keluarga_id_benar"]: float(k["log_konsumsi"]) for k in _read(bersih / "kebenaran/kebenaran_keluarga.csv")
    }
    baris = _read(bersih / "kebenaran/kebenaran_baris_keluarga.csv")
    rata = {s: np.mean([benar[b["keluarga_id_benar"]] for b in baris if b["sumber"] == s]) for s in banyak}
    assert rata["p3ke"] < rata["dtks"] < rata["regsosek"] - 0.1


def test_headers_are_those_of_the_layouts(bersih: Path) -> None:
    for nama, (banyak, sidik) in KOLOM.items():
        judul = _header(bersih / nama)
        assert (len(judul), _sidik(judul)) == (banyak, sidik), nama
    for nomor, (banyak, sidik) in LEMBAR.items():
        judul = _header(bersih / f"regsosek/regsosek_640206.{nomor}.csv")
        assert len(judul) == banyak
        assert _sidik(judul[:10] if nomor == 1 else judul) == sidik


def test_workbook_holds_the_same_rows_as_csv(tmp_path: Path) -> None:
    _make(tmp_path / "csv", 40)
    _make(tmp_path / "xlsx", 40, xlsx=True)
    buku = tmp_path / "xlsx/regsosek/regsosek_640206.xlsx"
    lembar = pd.read_excel(buku, sheet_name=None, header=None, dtype=object, engine="calamine", na_filter=False)
    assert list(lembar) == [
        "1.keterangan tempat",
        "2.keterangan petugas",
        "3.keterangan perumahan",
        "4.ket sos-ek anggota",
        "5.keikutsertaan program dll",
    ]
    for nomor, isi in enumerate(lembar.values(), 1):
        with (tmp_path / f"csv/regsosek/regsosek_640206.{nomor}.csv").open(encoding="utf-8", newline="") as teks:
            harap = list(csv.reader(teks))
        assert [[str(sel) for sel in baris] for baris in isi.to_numpy().tolist()] == harap


def test_sheets_of_a_kecamatan_list_families_in_one_order(bersih: Path) -> None:
    kk = {nomor: [b[2 if nomor == 1 else 0] for b in _sheet(bersih, nomor)] for nomor in LEMBAR}
    assert kk[1] == kk[2] == kk[3] == kk[5]
    assert list(dict.fromkeys(kk[4])) == kk[1]


def test_codes_stay_inside_their_lists(bersih: Path) -> None:
    for berkas in ("keluarga_dtsen_v3_2026_64.03.csv", "anggota_keluarga_dtsen_v3_2026_64.03.csv"):
        for baris in _read(bersih / "dtsen" / berkas):
            for nama, nilai in baris.items():
                if nama in KODE and nilai and not nama.startswith("pbi_"):
                    assert int(nilai) in KODE[nama], (nama, nilai)
            assert baris["pbi_nas"] in {"Ya", "Tidak"}


def test_skips_of_the_family_questions_hold(bersih: Path) -> None:
    for b in _read(bersih / "dtsen/keluarga_dtsen_v3_2026_64.03.csv"):
        assert bool(b["daya_terpasang"]) == (b["sumber_penerangan_utama"] == "1")
        berjamban = b["fasilitas_bab"] in {"1", "2", "3", "4"}
        assert bool(b["jenis_kloset"]) == bool(b["pembuangan_akhir_tinja"]) == berjamban
        assert b["desil_nasional"] in {"", *(str(d) for d in range(11))}
        assert (b["kepemilikan_aset"] == "1") == any(b[a] == "1" for a in ASET)


def test_skips_of_the_person_questions_hold(bersih: Path) -> None:
    for b in _sheet(bersih, 4):
        umur, perempuan = int(b[7]), b[5] == "2"
        assert bool(b[10]) == (perempuan and 10 <= umur <= 54)
        assert bool(b[12]) == (umur >= 5)  # partisipasi sekolah
        assert bool(b[13]) == (b[12] in {"2", "3"})
        assert bool(b[18]) == (b[16] == "1")  # lapangan usaha only of those who work
        assert bool(b[32]) == (b[25] == "1")  # omzet only of those with a business
        assert bool(b[34]) == (umur < 5)  # gizi
        assert bool(b[35]) == (umur >= 2)
        assert b[12] != "2" or 6 <= umur <= 30


def test_better_off_families_live_better(bersih: Path) -> None:
    desil = {"bawah": {"1", "2", "3"}, "atas": {"8", "9", "10"}}
    baris = _read(bersih / "dtsen/keluarga_dtsen_v3_2026_64.03.csv")
    for kolom, kode in (("aset_bergerak_mobil", "1"), ("jenis_dinding_terluas", "1"), ("aset_bergerak_lemari_es", "1")):
        bagian = {g: np.mean([b[kolom] == kode for b in baris if b["desil_nasional"] in d]) for g, d in desil.items()}
        assert bagian["atas"] > bagian["bawah"] + 0.1, kolom


def test_region_codes_of_each_source(biasa: Path) -> None:
    desa = regions.read()
    bps, kini = {d.kode_bps for d in desa}, {d.kode for d in desa}
    lama = {d.kode_lama for d in desa if d.kode_lama}
    dtsen = Counter(b["kode_kelurahan_desa"] in bps for b in _read(biasa / "dtsen/keluarga_dtsen_v3_2026_64.03.csv"))
    assert dtsen[True] > 0.99 * dtsen.total()
    p3ke = {b["kode_kemdagri"] for b in _read(biasa / "p3ke/p3ke_keluarga.csv")}
    assert p3ke & lama
    assert {k for k in p3ke if not k.endswith("9999")} <= kini | lama
    ktp = {b["kode_kelurahan_desa_ktp"] for b in _read(biasa / "dtsen/anggota_keluarga_dtsen_v3_2026_64.03.csv")}
    assert ktp & lama
    assert ktp <= kini | lama
    assert {b["KDKEC"] for b in _read(biasa / "dtks/udrt_6403.csv")} & {"010", "080"}


@pytest.fixture(scope="module")
def rusak(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """How often each damage is named, by source, in a run where every kind has the rate RASIO; "" counts the rows."""
    bukan = {"basi", "basi_hari", "wilayah_lama", "wilayah_nol_hilang", "wilayah_tak_dikenal"}
    laju = Laju(**{f.name: 0 if f.name in bukan else RASIO for f in fields(Laju)})  # type: ignore[arg-type]
    folder = _make(tmp_path_factory.mktemp("rusak"), KELUARGA, laju=laju)
    hitung: dict[str, Counter[str]] = {}
    for b in _read(folder / "kebenaran/kebenaran_baris.csv"):
        satu = hitung.setdefault(b["sumber"], Counter())
        satu["_baris"] += 1
        satu.update({jenis.split(":")[0] for jenis in b["kerusakan"].split(";")})
    return hitung


@pytest.mark.parametrize(
    ("sumber", "jenis", "bawah", "atas"),
    [
        ("regsosek", "nik_ketik", 0.7, 1.2),
        ("regsosek", "nik_excel_ilmiah", 0.7, 1.2),
        ("regsosek", "nik_excel_nol", 0.6, 1.15),
        ("regsosek", "nik_tanda", 0.6, 1.2),
        ("regsosek", "nik_kosong", 0.6, 1.2),
        ("dtks", "nik_pinjam", 0.4, 1.2),
        ("dtks", "kk_ketik", 0.7, 1.3),
        ("regsosek", "nama_ejaan", 0.6, 1.2),
        ("dtks", "nama_singkat", 0.6, 1.2),
        ("dtks", "nama_gelar", 0.4, 1.2),
        ("p3ke", "nama_ketik", 0.7, 1.3),
        ("dtsen", "tanggal_salah", 0.7, 1.3),
        ("dtsen", "tanggal_format", 0.7, 1.3),
        ("regsosek", "ganda_persis", 0.6, 1.4),
        ("regsosek", "ganda_variasi", 0.3, 1.2),
        ("regsosek", "ganda_dua_keluarga", 0.2, 1.2),
        ("dtsen", "kode_tak_dikenal", 0.6, 1.3),
        ("dtsen", "kosong", 0.6, 1.3),
    ],
)  # fmt: skip
def test_each_damage_occurs_at_its_rate(
    rusak: dict[str, Counter[str]], sumber: str, jenis: str, bawah: float, atas: float
) -> None:
    """`bawah` is below 1 where a rule excludes some rows (heads, children, names without another spelling)."""
    hitung = rusak[sumber]
    assert bawah < hitung[jenis] / (RASIO * hitung["_baris"]) < atas


def test_damage_is_named_where_it_is_and_nowhere_else(biasa: Path) -> None:
    """Follow kebenaran_baris into DTSEN: a NIK differs from the true one only on lines that say so."""
    benar = {o["id_benar"]: o for o in _read(biasa / "kebenaran/kebenaran_individu.csv")}
    anggota = _read(biasa / "dtsen/anggota_keluarga_dtsen_v3_2026_64.03.csv")
    baris = [b for b in _read(biasa / "kebenaran/kebenaran_baris.csv") if b["sumber"] == "dtsen"]
    assert [int(b["baris"]) for b in baris] == list(range(2, len(anggota) + 2))
    for b, isi in zip(baris, anggota, strict=True):
        rusak = b["kerusakan"]
        if "nik_" not in rusak and "ganda_variasi" not in rusak:
            assert isi["nomor_induk_kependudukan"] == benar[b["id_benar"]]["nik"]
        if "nama_" not in rusak and "ganda_variasi" not in rusak:
            assert isi["nama"] == benar[b["id_benar"]]["nama"]
        if "ganda_dua_keluarga" not in rusak and not rusak:
            assert isi["tanggal_lahir"] == benar[b["id_benar"]]["tanggal_lahir"]


def test_history_splits_deaths_and_moves_reach_old_sources(biasa: Path) -> None:
    baris = _read(biasa / "kebenaran/kebenaran_baris.csv")
    for sumber in ("dtks", "regsosek", "p3ke"):
        jenis = {j for b in baris if b["sumber"] == sumber for j in b["kerusakan"].split(";")}
        assert {"meninggal", "pindah_keluar", "pindah_desa", "kk_pecah", "kk_berganti"} <= jenis
    status = Counter(b["STATUS"] for b in _read(biasa / "dukcapil/dukcapil_6402.csv"))
    assert set(status) == {"AKTIF", "MENINGGAL", "PINDAH", "BELUM REKAM", "NONAKTIF"}
    orang = _read(biasa / "kebenaran/kebenaran_individu.csv")
    assert {b["NIK"] for b in _read(biasa / "dukcapil/dukcapil_6402.csv")} <= {o["nik"] for o in orang}


def test_command_refuses_a_folder_with_files(tmp_path: Path) -> None:
    (tmp_path / "lama.csv").write_text("x", encoding="utf-8")
    with pytest.raises(CommandError) as galat:
        call_command("generate", keluarga=5, seed=1, out=tmp_path)
    assert galat.value.returncode == 2
    with pytest.raises(CommandError):
        call_command("generate", keluarga=0, seed=1, out=tmp_path / "baru")


def test_command_writes_workbooks_by_default_and_tells_how_far(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("generate", keluarga=20, seed=1, out=tmp_path / "hasil")
    assert list((tmp_path / "hasil/regsosek").glob("*.xlsx"))
    keluar = capsys.readouterr().out
    assert "Tenggarong" in keluar
    assert "20 keluarga" in keluar
