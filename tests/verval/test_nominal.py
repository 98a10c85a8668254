"""Rupiah of a rule: who counts in a family, what it would be paid, what a change of a rule adds and saves."""

from __future__ import annotations

import random
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dtsen.lib.tampil import rupiah
from dtsen.registry.models import DesilResmi, Individu, Keluarga
from tests.cast import PERIAN, user
from tests.verval.test_layak import HARI, village
from verval.bansos import nominal, simulasi
from verval.bansos.nominal import Anggaran, Bagian, Tarif
from verval.models import AturanProgram, KomponenAturan

HAMIL, DINI, SD, SMP, SMA, DISABILITAS, LANSIA = (1 << n for n in range(7))
PKH = Tarif(
    (
        ("Ibu hamil atau nifas", 3_000_000, 2), ("Anak usia dini", 3_000_000, 2), ("Anak SD sederajat", 900_000, None),
        ("Anak SMP sederajat", 1_500_000, None), ("Anak SMA sederajat", 2_000_000, None),
        ("Penyandang disabilitas berat", 2_400_000, None), ("Lanjut usia", 2_400_000, None),
    ),
    4,
)  # fmt: skip


@pytest.mark.parametrize(
    ("rupa", "setahun"),
    [
        ([], 0),
        ([SD], 900_000),
        ([HAMIL, DINI, SD, SMP], 8_400_000),
        # Five of them: the school child of the lowest amount is the one that no longer counts.
        ([SD, SMP, SMA, LANSIA, HAMIL], 8_900_000),
        # Of small children two; the third leaves its place to the school children.
        ([DINI, DINI, DINI, SD, SMP], 8_400_000),
        # Whoever is old and disabled counts once.
        ([DISABILITAS | LANSIA], 2_400_000),
        # A pregnant pupil of the senior school beside two other pregnancies counts as a pupil.
        ([HAMIL, HAMIL, HAMIL | SMA], 8_000_000),
    ],
)
def test_who_counts_in_a_family(rupa: list[int], setahun: int) -> None:
    assert PKH.total(rupa) == setahun
    assert PKH.total(rupa[::-1]) == setahun


@pytest.mark.django_db
def test_the_amounts_of_the_rule_in_force_are_those_of_the_sources() -> None:
    aturan = AturanProgram.objects.berlaku(HARI).get(program="pkh")
    tarif = Tarif.of(aturan)
    assert (sorted(tarif.komponen), tarif.maks) == (sorted(PKH.komponen), 4)


def family() -> Keluarga:
    """A pregnant woman of 25, a child of two, a man of 70."""
    keluarga = Keluarga.objects.create(kode_desa=PERIAN, nama_kepala="SITI", status="aktif")
    for nama, shdk, lahir, lain in (
        ("SITI", 1, date(2001, 1, 1), {"hamil": 1}),
        ("BAYU", 3, date(2024, 1, 1), {}),
        ("KAKEK", 6, date(1956, 1, 1), {}),
    ):
        Individu.objects.create(
            keluarga=keluarga, kode_desa=PERIAN, nama=nama, nama_norm=nama, status_hubungan_keluarga=shdk,
            tanggal_lahir=lahir, asal=[], **lain,
        )  # fmt: skip
    DesilResmi.objects.create(
        keluarga=keluarga, kode_desa=PERIAN, versi="2026-T3", tanggal=date(2026, 7, 24), nasional=2, dasar="uji"
    )
    return keluarga


@pytest.mark.django_db
def test_what_one_family_would_be_paid() -> None:
    keluarga = family()
    pkh, sembako = (AturanProgram.objects.berlaku(HARI).get(program=satu) for satu in ("pkh", "sembako"))
    orang = dict(Individu.objects.values_list("nama", "pk"))
    assert sorted(nominal.of_families(pkh, [keluarga.pk], HARI)[keluarga.pk], key=lambda b: b.individu or 0) == [
        Bagian(orang["SITI"], "Ibu hamil atau nifas", 3_000_000), Bagian(orang["BAYU"], "Anak usia dini", 3_000_000),
        Bagian(orang["KAKEK"], "Lanjut usia", 2_400_000),
    ]  # fmt: skip
    assert nominal.of_families(sembako, [keluarga.pk], HARI) == {keluarga.pk: [Bagian(None, "", 2_400_000)]}
    assert nominal.of_families(AturanProgram.objects.get(program="atensi"), [keluarga.pk], HARI) == {}
    klien = Client()
    klien.force_login(user("operator.perian"))
    isi = " ".join(
        klien.get(f"{reverse('verval:usulan_baru', args=[keluarga.pk])}?program=pkh").content.decode().split()
    )
    assert "Rp8.400.000 setahun: " in isi
    assert "lanjut usia Rp2.400.000" in isi


@pytest.mark.django_db
def test_the_budget_of_a_change_is_the_sum_over_its_families() -> None:
    village(random.Random(5))
    kini = AturanProgram.objects.berlaku(HARI).get(program="pkh")
    baru = AturanProgram.objects.get(program="pkh", status="draf")
    AturanProgram.objects.filter(pk=baru.pk).update(desil_min=3, desil_maks=7, komponen_maks=2)
    KomponenAturan.objects.filter(aturan=baru, kode="lansia").update(nominal_tahun=1_000_000)
    baru.refresh_from_db()
    anggaran = nominal.budget(kini, baru, HARI, simulasi.compare(kini, baru, HARI).semua)
    jumlah = []
    for masuk, aturan in ((True, baru), (False, kini)):
        siapa = [satu.keluarga for satu in simulasi.changed(kini, baru, HARI, masuk=masuk, banyak=1000)]
        bagian = nominal.of_families(aturan, siapa, HARI)
        jumlah.append(sum(b.rupiah for satu in bagian.values() for b in satu))
    assert anggaran == Anggaran(*jumlah)
    assert all(jumlah)
    hari = timezone.localdate()
    kini_ini = nominal.budget(kini, baru, hari, simulasi.compare(kini, baru, hari).semua)
    assert kini_ini is not None
    klien = Client()
    klien.force_login(user("kepala"))
    isi = klien.get(f"{reverse('verval:aturan_simulasi', args=[baru.pk])}?anggaran=ya").content.decode()
    assert f"Yang masuk {rupiah(kini_ini.masuk)} setahun, yang keluar {rupiah(kini_ini.keluar)} setahun" in isi


@pytest.mark.django_db
def test_the_budget_of_one_amount_is_a_product() -> None:
    hari = timezone.localdate()
    kini = AturanProgram.objects.berlaku(hari).get(program="sembako")
    baru = AturanProgram.objects.get(program="sembako", status="draf")
    AturanProgram.objects.filter(pk=baru.pk).update(nominal=600_000, tiap="triwulan")
    baru.refresh_from_db()
    hitung = simulasi.Hitung(masuk=3, keluar=2)
    assert nominal.budget(kini, baru, hari, hitung) == Anggaran(3 * 2_400_000, 2 * 2_400_000)
    baru.nominal = None
    assert nominal.budget(kini, baru, hari, hitung) is None
