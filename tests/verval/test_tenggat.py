"""Working days and the colours of the dated limits."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.cast import user
from tests.families import aminah
from tests.kasus import advance
from verval import pembaruan
from verval.models import BatasLayanan, HariLibur, Pembaruan
from verval.tenggat import UMUR, HariKerja, Tenggat

AGUSTUS = HariKerja((date(2026, 8, 17), date(2026, 8, 25)))


@pytest.mark.parametrize(
    ("dari", "sampai", "hari"),
    [
        ((2026, 8, 14), (2026, 8, 14), 0),
        ((2026, 8, 14), (2026, 8, 16), 0),  # Friday to Sunday
        ((2026, 8, 14), (2026, 8, 17), 0),  # Monday is a holiday
        ((2026, 8, 14), (2026, 8, 18), 1),
        ((2026, 8, 15), (2026, 8, 18), 1),  # filed on a Saturday
        ((2026, 8, 3), (2026, 8, 10), 5),
        ((2026, 8, 3), (2026, 8, 31), 18),
        ((2026, 8, 18), (2026, 8, 14), 0),
    ],
)
def test_working_days(dari: tuple[int, int, int], sampai: tuple[int, int, int], hari: int) -> None:
    assert AGUSTUS.antara(date(*dari), date(*sampai)) == hari


def test_working_days_are_those_that_are_counted_one_by_one() -> None:
    awal = date(2026, 7, 1)
    for n in range(400):
        hari = awal + timedelta(days=n)
        satu = sum(
            1
            for i in range(1, n + 1)
            if (awal + timedelta(days=i)).isoweekday() <= 5 and awal + timedelta(days=i) not in AGUSTUS.libur
        )
        assert AGUSTUS.antara(awal, hari) == satu
        asal = AGUSTUS.mundur(hari, 7)
        assert AGUSTUS.antara(asal, hari) >= 7 > AGUSTUS.antara(asal + timedelta(days=1), hari)


def _case() -> Pembaruan:
    kasus = pembaruan.draft(
        aminah(), "jenis_lantai_terluas", 6, alasan="Lantai disemen.", pelaku=user("operator.perian"), ajukan=True
    )
    advance(kasus)
    return kasus


def _filed(kasus: Pembaruan, hari: date) -> Pembaruan:
    kasus.diajukan = timezone.make_aware(datetime(hari.year, hari.month, hari.day, 23, 30))
    kasus.save(update_fields=["diajukan"])
    return kasus


@pytest.mark.django_db
def test_colour_and_filter_agree_on_every_day() -> None:
    kasus, hari = _case(), date(2026, 9, 7)
    tenggat = Tenggat.on(hari)
    warna = []
    for n in range(40):
        _filed(kasus, hari - timedelta(days=n))
        for status in (["diperiksa"], ["disahkan_desa", "diperiksa", "dikirim"], list(tenggat.batas)):
            cocok = [umur for umur in UMUR if Pembaruan.objects.filter(tenggat.q(umur, status)).exists()]
            assert cocok == [tenggat.warna(kasus) or "lancar"], (n, status)
        warna.append(cocok[0])
    assert warna == sorted(warna, key=list(UMUR).index)
    assert set(warna) == set(UMUR)
    _filed(kasus, date(2026, 8, 14))
    assert (tenggat.umur(kasus), tenggat.warna(kasus)) == (14, "kuning")
    HariLibur.objects.filter(pk="2026-08-25").delete()
    assert Tenggat.on(hari).warna(kasus) == "merah"


@pytest.mark.django_db
def test_the_limit_of_the_day_counts() -> None:
    kasus = _filed(_case(), date(2026, 9, 1))
    BatasLayanan.objects.create(status="diperiksa", hari_kuning=1, hari_merah=2, berlaku_dari=date(2026, 9, 4))
    assert [Tenggat.on(date(2026, 9, d)).warna(kasus) for d in (3, 4)] == ["", "merah"]
    BatasLayanan.objects.filter(status="diperiksa").delete()
    tenggat = Tenggat.on(date(2026, 9, 30))
    assert tenggat.warna(kasus) == ""
    assert Pembaruan.objects.filter(tenggat.q("lancar", ["disahkan_desa", "diperiksa"])).exists()
    assert not Pembaruan.objects.filter(tenggat.q("merah", ["diperiksa"])).exists()
