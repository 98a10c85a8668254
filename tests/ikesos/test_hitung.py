"""Calculate the index of a quarter: stored nodes, inheritance, suppression, the same result for the same inputs."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dtsen.accounts.access import TidakBerwenang
from dtsen.registry.models import KondisiKeluarga
from dtsen.wilayah.models import Wilayah
from ikesos import hitungan
from ikesos.hitungan import HitunganDitolak
from ikesos.models import HasilIndeks, Hitungan, IsianInput, PeringkatIndeks, StrukturVersi
from tests.cast import MELAYU, PERIAN, user
from tests.ikesos.indeks import PERIODE, calculate


def _hasil(ini: Hitungan, simpul: str, wilayah: str, kelompok: str = "umum") -> HasilIndeks:
    return HasilIndeks.objects.get(hitungan=ini, simpul=simpul, wilayah_id=wilayah, kelompok=kelompok)


def _nilai(ini: Hitungan, simpul: str, wilayah: str) -> float:
    nilai = _hasil(ini, simpul, wilayah).nilai
    assert nilai is not None
    return nilai


def test_every_node_of_every_region_and_group_is_stored(versi: StrukturVersi) -> None:
    ini = calculate()
    assert ini.status == "selesai"
    assert ini.versi_desil == "2026-T2"
    assert HasilIndeks.objects.filter(hitungan=ini).count() == 5 * 49 * (
        1 + 2 + Wilayah.objects.filter(kode__regex=r"^6402\d{6}$").count()
    )
    layak = _hasil(ini, "KD5.1", MELAYU)
    assert layak.masukan == {"a": 12, "b": 24, "semua": 24}
    assert layak.x == 50.0
    assert layak.nilai == pytest.approx(100 * 20 / 70)
    kab = _hasil(ini, "KD5.1", "6402")
    assert kab.masukan == {"a": 33, "b": 48, "semua": 48}
    variabel = _hasil(ini, "KD5", MELAYU)
    assert variabel.nilai == pytest.approx((_nilai(ini, "KD5.1", MELAYU) + _nilai(ini, "KD5.2", MELAYU)) / 2)
    akar = _hasil(ini, "IKS", "6402")
    dimensi = [_nilai(ini, k, "6402") for k in ("KD", "PS", "KE")]
    assert akar.nilai == pytest.approx(sum(dimensi) / 3)
    assert akar.nilai_geo is not None
    assert akar.nilai_geo < _nilai(ini, "IKS", "6402")
    assert akar.contoh


def test_a_number_of_a_higher_region_is_inherited_and_says_so(versi: StrukturVersi) -> None:
    IsianInput.objects.filter(butir__startswith="KD2.1", wilayah_id="640201").delete()
    ini = calculate()
    atas, desa = _hasil(ini, "PS3.4", "6402"), _hasil(ini, "PS3.4", PERIAN)
    assert (desa.nilai, desa.warisan, atas.warisan) == (atas.nilai, "kabupaten", "")
    pidana = _hasil(ini, "KD6.1", PERIAN)
    assert (pidana.warisan, pidana.nilai) == ("kecamatan", _hasil(ini, "KD6.1", "640201").nilai)
    # Never from above the lowest level: a kecamatan that was not measured has no number.
    assert _hasil(ini, "KD2.1", "640201").nilai is None
    assert _hasil(ini, "KD2.1", PERIAN).nilai is None
    assert _hasil(ini, "KD2.1", "6402", "lansia").warisan == ""
    assert _hasil(ini, "KD6.1", "6402", "lansia").warisan == "umum"


def test_small_groups_have_no_number_and_small_numerators_are_not_shown(versi: StrukturVersi) -> None:
    KondisiKeluarga.objects.filter(kode_desa=PERIAN).update(jenis_lantai_terluas=8)
    tiga = KondisiKeluarga.objects.filter(kode_desa=PERIAN).values_list("pk", flat=True)[:3]
    KondisiKeluarga.objects.filter(pk__in=list(tiga)).update(jenis_lantai_terluas=2)
    ini = calculate()
    rahasia = _hasil(ini, "KD5.1", PERIAN)
    assert (rahasia.tutup, rahasia.masukan) == ("rahasia", {"a": 3, "b": 24, "semua": 24})
    kecil = _hasil(ini, "KD3.1", PERIAN, "disabilitas")
    assert (kecil.tutup, kecil.nilai) == ("kecil", None)
    klien = Client()
    klien.force_login(user("operator.perian"))
    halaman = klien.get(reverse("ikesos:simpul", args=[PERIAN, "KD5.1"]))
    assert halaman.context["masukan"] == []
    assert halaman.context["bagian"].nilai is None


def test_the_same_inputs_and_seed_give_the_same_results(versi: StrukturVersi) -> None:
    a, b, c = calculate(), calculate(), calculate(benih=5)
    assert a.sidik == b.sidik != c.sidik
    assert a.kekokohan == b.kekokohan
    kolom = ("wilayah_id", "kelompok", "simpul", "nilai", "ada")
    isi = [list(HasilIndeks.objects.filter(hitungan=h).order_by("id").values_list(*kolom)) for h in (a, b, c)]
    assert isi[0] == isi[1] == isi[2]
    peringkat = [
        list(PeringkatIndeks.objects.filter(hitungan=h).order_by("id").values_list("peringkat", "bawah", "atas"))
        for h in (a, b)
    ]
    assert peringkat[0] == peringkat[1]
    IsianInput.objects.filter(butir="PS3.4.a").update(nilai=1)
    assert calculate().sidik != a.sidik


def test_only_confirmed_inputs_count_and_a_quarter_goes_before_its_year(versi: StrukturVersi) -> None:
    kab = Wilayah.objects.get(pk="6402")
    isian = {"wilayah": kab, "butir": "PS3.4.a", "sumber": "Uji"}
    IsianInput.objects.create(**isian, periode=PERIODE, nilai=11, status="usulan")
    assert _hasil(calculate(), "PS3.4", "6402").x != 11
    IsianInput.objects.create(**isian, periode=PERIODE, nilai=12, status="dikonfirmasi")
    hasil = _hasil(calculate(), "PS3.4", "6402")
    assert (hasil.x, hasil.contoh) == (12, False)


def test_who_may_start_and_what_cannot_be_started(versi: StrukturVersi) -> None:
    with pytest.raises(TidakBerwenang):
        hitungan.start(PERIODE, pelaku=user("pimpinan"))
    for periode, kode in (("2026-T9", "periode"), ("2031-T1", "periode")):
        with pytest.raises(HitunganDitolak) as galat:
            hitungan.start(periode, pelaku=user("petugas"))
        assert galat.value.kode == kode
    hitungan.start(PERIODE, pelaku=user("petugas"))
    with pytest.raises(HitunganDitolak) as galat:
        hitungan.start(PERIODE, pelaku=user("petugas"))
    assert galat.value.kode == "berjalan"


def test_the_page_leads_from_the_kabupaten_to_the_inputs(versi: StrukturVersi) -> None:
    calculate()
    klien = Client()
    klien.force_login(user("pimpinan"))
    halaman = klien.get(reverse("ikesos:indeks_saya"), follow=True)
    assert halaman.context["ini"].pk == "6402"
    assert len(halaman.context["anak"]) == 20
    assert "isian contoh" in halaman.text
    assert reverse("ikesos:simpul", args=["6402", "KD"]) in halaman.text
    assert (
        reverse("ikesos:simpul", args=["6402", "KD5"]) in klien.get(reverse("ikesos:simpul", args=["6402", "KD"])).text
    )
    indikator = klien.get(reverse("ikesos:simpul", args=[MELAYU, "KD5.1"]))
    assert [b["nilai"] for b in indikator.context["masukan"]] == [12, 24]
    assert "a/b*100" in indikator.text
    assert klien.get(reverse("ikesos:simpul", args=["6402", "XX"])).status_code == 404
