"""A calculation made before the present rule of secrecy: on no page, in no export, not to publish; calculated again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ikesos import hitungan
from ikesos.hitungan import HitunganDitolak
from ikesos.models import HasilIndeks, Hitungan, IndikatorRpjmd, StrukturVersi
from ikesos.rpjmd import ukuran
from tests.cast import PERIAN, user
from tests.ikesos.indeks import PERIODE, calculate


@pytest.fixture
def lama(versi: StrukturVersi) -> Hitungan:
    """A published calculation as an older rule left it: every number of its own in the open."""
    ini = calculate()
    hitungan.publish(ini.pk, pelaku=user("kepala"))
    HasilIndeks.objects.filter(hitungan=ini).update(tutup="")
    Hitungan.objects.filter(pk=ini.pk).update(aturan=0)
    ini.refresh_from_db()
    return ini


def klien(nama: str = "pimpinan") -> Client:
    satu = Client()
    satu.force_login(user(nama))
    return satu


@pytest.mark.parametrize("nama", ["indeks", "peta", "tren", "andai", "banding", "kokoh"])
def test_no_page_shows_it_and_every_page_says_why(lama: Hitungan, nama: str) -> None:
    halaman = klien().get(reverse(f"ikesos:{nama}", args=["640201"]))
    assert halaman.context["hitung"] is None
    assert "aturan kerahasiaan sekarang" in halaman.text
    assert "Hitung ulang dari masukan" not in halaman.text


def test_no_export_and_no_figure_takes_it(lama: Hitungan) -> None:
    assert "aturan kerahasiaan" in klien().get(reverse("ikesos:simpul", args=[PERIAN, "KD5.1"])).text
    for alamat in (
        reverse("ikesos:laporan_pdf", args=["6402"]),
        reverse("ikesos:laporan_xlsx", args=["6402"]),
        "/api/v1/indeks/6402/",
        f"/api/v1/indeks/6402/?periode={PERIODE}",
        "/api/v1/indeks/6402/csv/",
    ):
        assert klien().get(alamat).status_code == 404, alamat
    assert ukuran.compute(IndikatorRpjmd.objects.get(kode="IKS.1"), 2026) is None


def test_it_cannot_be_published(lama: Hitungan) -> None:
    Hitungan.objects.filter(pk=lama.pk).update(diterbitkan=None, diterbitkan_oleh=None)
    with pytest.raises(HitunganDitolak) as galat:
        hitungan.publish(lama.pk, pelaku=user("kepala"))
    assert galat.value.kode == "aturan"
    assert not hitungan.to_publish().exists()
    halaman = klien("kepala").get(reverse("ikesos:hitungan_detail", args=[lama.pk]))
    assert not halaman.context["boleh_terbit"]
    assert "aturan kerahasiaan" in halaman.text
    assert "Aturan kerahasiaan lama" in klien().get(reverse("ikesos:hitungan")).text


def test_calculated_again_from_the_stored_inputs_it_is_shown_with_its_small_numbers_hidden(lama: Hitungan) -> None:
    halaman = klien("petugas").get(reverse("ikesos:indeks", args=["6402"]))
    assert "Hitung ulang dari masukan" in halaman.text
    assert klien("petugas").post(reverse("ikesos:hitung_ulang")).status_code == 302
    baru = Hitungan.objects.get(asal=lama)
    hitungan.run(baru.pk)
    baru.refresh_from_db()
    assert hitungan.newest() == baru
    assert hitungan.outdated() is None
    assert hitungan.stale(lama.versi) == []
    # The same inputs are no proof of the same result: the rule differs.
    assert hitungan.twins(baru) == []
    assert HasilIndeks.objects.filter(hitungan=baru).exclude(tutup="").exists()
    assert klien().get("/api/v1/indeks/6402/").json()["hitungan"] == baru.pk


def test_an_earlier_period_under_the_present_rule_stays_in_sight_beside_the_notice(lama: Hitungan) -> None:
    dulu = calculate("2026-T2")
    halaman = klien().get(reverse("ikesos:indeks", args=["6402"]))
    assert halaman.context["hitung"] == dulu
    assert f"Hitungan {PERIODE} dibuat sebelum aturan" in halaman.text
    assert [s["hitung"] for s in klien().get(reverse("ikesos:tren", args=["6402"])).context["deret"]] == [dulu]
