"""A hidden number stays hidden on every way out: page, workbook, JSON and csv, by itself, by sums and by the index."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dtsen.registry.models import KondisiKeluarga
from ikesos.models import HasilIndeks, Hitungan, IsianInput, StrukturVersi
from tests.cast import MELAYU, PERIAN, user
from tests.ikesos.indeks import calculate

KECAMATAN = ("640201", "640206")
RAHASIA, PELENGKAP = "rahasia", "pelengkap"


@pytest.fixture
def ini(versi: StrukturVersi) -> Hitungan:
    """Three families of Perian have a decent house, and three cases of violence were handed in for its kecamatan."""
    KondisiKeluarga.objects.filter(kode_desa=PERIAN).update(jenis_lantai_terluas=8)
    tiga = KondisiKeluarga.objects.filter(kode_desa=PERIAN).values_list("pk", flat=True)[:3]
    KondisiKeluarga.objects.filter(pk__in=list(tiga)).update(jenis_lantai_terluas=2)
    IsianInput.objects.filter(butir="KD6.2.a", wilayah_id="640201").update(nilai=3)
    IsianInput.objects.filter(butir="KD6.2.a").exclude(wilayah_id="640201").update(nilai=40)
    return calculate()


def klien() -> Client:
    satu = Client()
    satu.force_login(user("pimpinan"))
    return satu


def _api(kode: str) -> dict[tuple[str, str], dict[str, Any]]:
    isi = klien().get(f"/api/v1/indeks/{kode}/").json()
    return {(w["kode"], s["kode"]): s for w in isi["wilayah"] for s in w["simpul"]}


def _hidden(ini: Hitungan, simpul: str) -> dict[str, str]:
    baris = HasilIndeks.objects.filter(hitungan=ini, simpul=simpul, kelompok="umum").exclude(tutup__in=("", "kecil"))
    return dict(baris.values_list("wilayah_id", "tutup"))


def test_the_sums_of_every_number_that_is_shown_leave_the_small_one_open(ini: Hitungan) -> None:
    assert _hidden(ini, "KD5.1") == {
        "640201": RAHASIA, PERIAN: RAHASIA, "640206": PELENGKAP, MELAYU: PELENGKAP,
    }  # fmt: skip
    kasus = _hidden(ini, "KD6.2")
    assert kasus["640201"] == RAHASIA
    assert list(kasus.values()).count(PELENGKAP) >= 1
    # A desa shows the number of its kecamatan: hidden there, hidden here.
    assert kasus[PERIAN] == RAHASIA
    assert "6402" not in kasus


def test_counts_of_places_are_shown_however_small(ini: Hitungan) -> None:
    assert _hidden(ini, "PS1.2") == {}
    assert klien().get(reverse("ikesos:simpul", args=["640201", "PS1.2"])).context["masukan"]


def test_a_variable_beside_its_shown_sibling_gives_only_the_stand_in_away(ini: Hitungan) -> None:
    isi = _api("640201")
    kd5, saudara = isi[PERIAN, "KD5"]["nilai"], isi[PERIAN, "KD5.2"]["nilai"]
    z = 2 * kd5 - saudara
    # 2.5 of 24 families lie below the goalpost of 30 %, as do 1, 2, 3 and 4: nothing to tell them apart.
    assert z == pytest.approx(0)
    pelengkap = _api(MELAYU)[MELAYU, "KD5"]["nilai"] * 2 - _api(MELAYU)[MELAYU, "KD5.2"]["nilai"]
    assert pelengkap == pytest.approx(100 * (100 * 12.5 / 24 - 30) / 70)


def test_whatever_the_small_number_is_everything_published_is_the_same(ini: Hitungan) -> None:
    """Move families with a decent house from one hidden desa to the other: no reader sees a difference."""
    kini = {k: {**s} for kode in ("6402", *KECAMATAN, PERIAN, MELAYU) for k, s in _api(kode).items()}
    for desa, layak in ((PERIAN, 1), (MELAYU, 14)):
        kunci = list(KondisiKeluarga.objects.filter(kode_desa=desa).order_by("pk").values_list("pk", flat=True))
        KondisiKeluarga.objects.filter(pk__in=kunci[:layak]).update(jenis_lantai_terluas=2)
        KondisiKeluarga.objects.filter(pk__in=kunci[layak:]).update(jenis_lantai_terluas=8)
    calculate()
    lain = {k: s for kode in ("6402", *KECAMATAN, PERIAN, MELAYU) for k, s in _api(kode).items()}
    # Other indicators stay as they were, and so does every node above them.
    assert lain == kini


def test_every_way_out_leaves_the_cell_empty(ini: Hitungan) -> None:
    for kode, simpul in ((PERIAN, "KD5.1"), (MELAYU, "KD5.1"), ("640201", "KD5.1"), ("640201", "KD6.2")):
        satu = _api(kode)[kode, simpul]
        assert (satu["terukur"], satu["nilai"], satu["masukan"]) == (None, None, [])
        halaman = klien().get(reverse("ikesos:simpul", args=[kode, simpul]))
        assert (halaman.context["masukan"], halaman.context["normal"], halaman.context["kenal"]) == ([], "", None)
        assert "angka pengganti" in halaman.text
        tabel = klien().get(f"/api/v1/indeks/{kode}/csv/").content.decode("utf-8-sig")
        (baris,) = [b for b in csv.DictReader(io.StringIO(tabel)) if (b["kode_wilayah"], b["simpul"]) == (kode, simpul)]
        assert (baris["terukur"], baris["nilai"], baris["masukan"]) == ("", "", "")
        buku = CalamineWorkbook.from_filelike(
            io.BytesIO(klien().get(reverse("ikesos:laporan_xlsx", args=[kode])).content)
        )
        (sel,) = [b for b in buku.get_sheet_by_name("Rincian").to_python() if b[0] == simpul]
        assert (sel[4], sel[5], sel[7]) == ("", "", "")
