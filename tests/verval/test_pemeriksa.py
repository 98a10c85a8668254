"""Taking a case over and handing it on: one examiner, a reason, a hop that leads nowhere, nothing for residents."""

from __future__ import annotations

import pytest

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak, Penugasan, User
from tests.cast import KUKAR, user
from tests.families import aminah
from tests.kasus import advance, take
from verval import lacak, pembaruan, pemeriksa
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Pembaruan

pytestmark = pytest.mark.django_db
ALASAN = "Pemeriksanya cuti dua minggu."


def second(nama: str = "verifikator.dua", peran: str = "verifikator") -> User:
    satu = User.objects.create_user(nama, nama="Verifikator Dua")
    Penugasan.objects.create(user=satu, peran=peran, wilayah_id=KUKAR, mulai="2026-01-01")
    return satu


def examined() -> Pembaruan:
    kasus = pembaruan.draft(
        aminah(), "jenis_lantai_terluas", 6, alasan="Lantai disemen.", pelaku=user("operator.perian"), ajukan=True
    )
    advance(kasus)
    return kasus


def test_taking_over() -> None:
    kasus, dua = examined(), second()
    pemeriksa.take_over(kasus, pelaku=dua, dari=user("verifikator").pk, alasan=ALASAN)
    kasus.refresh_from_db()
    assert (kasus.pemeriksa, kasus.status) == (dua, "diperiksa")
    langkah = kasus.langkah.last()
    assert langkah is not None
    assert (langkah.dari, langkah.ke, langkah.catatan) == ("diperiksa", "diperiksa", ALASAN)
    baris = Jejak.objects.get(aksi="pembaruan.ambil_alih")
    assert (baris.rincian, baris.keluarga) == (
        {"dari": user("verifikator").pk, "kepada": dua.pk}, [kasus.keluarga_id],
    )  # fmt: skip
    take(kasus, "setujui", siapa=dua.username)


def test_handing_on() -> None:
    kasus, dua = examined(), second()
    second("kepala.dua", "kepala_opd")
    assert pemeriksa.others(kasus, user("verifikator")) == [dua]
    assert pemeriksa.hand_over(kasus, pelaku=user("verifikator"), kepada=dua.pk, alasan=ALASAN) == dua
    langkah = kasus.langkah.last()
    assert langkah is not None
    assert langkah.catatan == f"Kepada Verifikator Dua: {ALASAN}"


def test_who_pressed_too_late() -> None:
    kasus, dua, tiga = examined(), second(), second("verifikator.tiga")
    pemeriksa.take_over(kasus, pelaku=dua, dari=user("verifikator").pk, alasan=ALASAN)
    with pytest.raises(StaleStatus):
        pemeriksa.take_over(kasus, pelaku=tiga, dari=user("verifikator").pk, alasan=ALASAN)
    take(kasus, "setujui", siapa=dua.username)
    with pytest.raises(StaleStatus):
        pemeriksa.take_over(kasus, pelaku=tiga, dari=dua.pk, alasan=ALASAN)
    assert kasus.langkah.filter(aksi=pemeriksa.AMBIL).count() == 1


def test_what_is_refused() -> None:
    kasus, dua = examined(), second()
    satu = user("verifikator")
    with pytest.raises(KasusDitolak, match="Tulis alasannya"):
        pemeriksa.take_over(kasus, pelaku=dua, dari=satu.pk, alasan=" ")
    with pytest.raises(KasusDitolak, match="sudah Anda periksa"):
        pemeriksa.take_over(kasus, pelaku=satu, dari=satu.pk, alasan=ALASAN)
    with pytest.raises(TidakBerwenang):
        pemeriksa.take_over(kasus, pelaku=user("kepala"), dari=satu.pk, alasan=ALASAN)
    with pytest.raises(KasusDitolak, match="diperiksa orang lain"):
        pemeriksa.hand_over(kasus, pelaku=dua, kepada=satu.pk, alasan=ALASAN)
    for bukan in (user("kepala").pk, satu.pk, user("operator.perian").pk, None):
        with pytest.raises(KasusDitolak, match="Pilih verifikator lain"):
            pemeriksa.hand_over(kasus, pelaku=satu, kepada=bukan, alasan=ALASAN)
    Penugasan.objects.create(user=user("operator.perian"), peran="verifikator", wilayah_id=KUKAR, mulai="2026-01-01")
    with pytest.raises(KasusDitolak, match="buatan sendiri"):
        pemeriksa.take_over(kasus, pelaku=user("operator.perian"), dari=satu.pk, alasan=ALASAN)
    kasus.refresh_from_db()
    assert kasus.pemeriksa == satu


def test_residents_are_told_nothing_of_it() -> None:
    kasus, dua = examined(), second()
    sebelum = lacak.find(kasus.kode_lacak)
    pemeriksa.take_over(kasus, pelaku=dua, dari=user("verifikator").pk, alasan=ALASAN)
    assert lacak.find(kasus.kode_lacak) == sebelum
