"""The monthly calendar: which month a filing counts for, how long is left, what runs out."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tests.cast import user
from tests.families import aminah, rukiah
from tests.kasus import advance
from verval import kalender, kedaluwarsa, pembaruan, usulan
from verval.bulan import next_month
from verval.kalender import period_of, rule_for
from verval.models import KalenderBulanan, Langkah, Pembaruan, ProgramBansos, Usulan
from verval.tasks import expire_cases

pytestmark = pytest.mark.django_db
ALASAN = "Lantai sudah disemen bulan lalu, dilihat sendiri."


@pytest.mark.parametrize(
    ("hari", "tahap", "sampai", "sisa"),
    [
        (date(2026, 11, 1), "Pengajuan November 2026", date(2026, 11, 11), 10),
        (date(2026, 11, 11), "Pengajuan November 2026", date(2026, 11, 11), 0),
        (date(2026, 11, 12), "Musyawarah dan SPTJM November 2026", date(2026, 11, 14), 2),
        (date(2026, 11, 15), "Pengesahan November 2026", date(2026, 11, 17), 2),
        (date(2026, 12, 18), "Pengajuan Januari 2027", date(2027, 1, 11), 24),
    ],
)
def test_the_step_of_a_day(hari: date, tahap: str, sampai: date, sisa: int) -> None:
    hitung = kalender.countdown(hari)
    assert hitung is not None
    assert (hitung.tahap, hitung.sampai, hitung.sisa_hari) == (tahap, sampai, sisa)


def test_new_days_count_from_their_row_on() -> None:
    KalenderBulanan.objects.create(
        berlaku_dari=date(2027, 1, 1), tenggat_pengajuan=17, tenggat_musyawarah=20, pengesahan_dari=21,
        pengesahan_sampai=25,
    )  # fmt: skip
    assert [period_of(date(2026, 12, 15)), period_of(date(2027, 1, 15))] == ["2027-01", "2027-01"]
    hitung = kalender.countdown(date(2026, 12, 20))
    assert hitung is not None
    assert hitung.sampai == date(2027, 1, 17)
    assert rule_for(date(2020, 1, 1)) is None
    assert kalender.countdown(date(2020, 1, 1)) is None


def test_days_stand_in_their_order() -> None:
    with pytest.raises(IntegrityError, match="kalender_urut"), transaction.atomic():
        KalenderBulanan.objects.create(berlaku_dari=date(2027, 1, 1), tenggat_pengajuan=15)
    with pytest.raises(ValidationError):
        KalenderBulanan(berlaku_dari=date(2027, 1, 1), pengesahan_sampai=31).full_clean()
    assert next_month("2026-12") == "2027-01"


def test_filed_after_the_cut_off_counts_for_the_next_month() -> None:
    pelaku, program = user("operator.perian"), ProgramBansos.objects.get(pk="pkh")
    tepat = usulan.draft(aminah(), program, pelaku=pelaku, hari=date(2026, 11, 11), ajukan=True)
    lewat = usulan.draft(rukiah(), program, pelaku=pelaku, hari=date(2026, 11, 12), ajukan=True)
    assert (tepat.periode, lewat.periode) == ("2026-11", "2026-12")
    hitung = kalender.countdown(date(2026, 11, 12))
    assert hitung is not None
    assert hitung.catatan == "Usulan baru dihitung untuk Desember 2026."


def filed_on(hari: date, fakta: str = "jenis_lantai_terluas", nilai: object = 6) -> Pembaruan:
    keluarga = Pembaruan.objects.first()
    kasus = pembaruan.draft(
        keluarga.keluarga if keluarga else aminah(), fakta, nilai, alasan=ALASAN, pelaku=user("operator.perian"),
        ajukan=True,
    )  # fmt: skip
    Pembaruan.objects.filter(pk=kasus.pk).update(
        diajukan=timezone.make_aware(datetime(hari.year, hari.month, hari.day, 9))
    )
    kasus.refresh_from_db()
    return kasus


def test_what_no_musyawarah_has_seen_in_time_runs_out() -> None:
    lewat, tepat = filed_on(date(2026, 10, 5)), filed_on(date(2026, 10, 12), "luas_lantai_m2", 40)
    maju = filed_on(date(2026, 10, 5), "jenis_atap_terluas", 2)
    advance(maju, "dimusyawarahkan")
    assert [kalender.deadline_of(k) for k in (lewat, tepat, maju)] == [date(2026, 10, 14), date(2026, 11, 14), None]
    assert kedaluwarsa.expire(date(2026, 10, 14)) == 0
    assert kedaluwarsa.expire(date(2026, 10, 15)) == 1
    assert kedaluwarsa.expire(date(2026, 10, 15)) == 0
    lewat.refresh_from_db()
    langkah = Langkah.objects.filter(pembaruan=lewat).latest("pk")
    assert (lewat.status, langkah.pelaku) == ("kedaluwarsa", None)
    assert langkah.catatan == "Tidak ada musyawarah atau SPTJM sampai 14 Okt 2026."
    maju.refresh_from_db()
    assert maju.status == "dimusyawarahkan"


def test_a_proposal_runs_out_by_its_month_and_frees_it() -> None:
    pelaku, program = user("operator.perian"), ProgramBansos.objects.get(pk="pkh")
    keluarga = aminah()
    kasus = usulan.draft(keluarga, program, pelaku=pelaku, ajukan=True)
    Usulan.objects.filter(pk=kasus.pk).update(periode="2026-02")
    expire_cases()
    kasus.refresh_from_db()
    assert kasus.status == "kedaluwarsa"
    assert usulan.draft(keluarga, program, pelaku=pelaku, ajukan=True).pk != kasus.pk


@pytest.mark.parametrize(("nama", "tampak"), [("operator.perian", True), ("kepala", True), ("pimpinan", False)])
def test_the_countdown_is_for_those_who_work_on_cases(client: Client, nama: str, *, tampak: bool) -> None:
    client.force_login(user(nama))
    isi = client.get("/", follow=True).text
    hitung = kalender.countdown(timezone.localdate())
    assert hitung is not None
    assert (hitung.tahap in isi) == tampak
