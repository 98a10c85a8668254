"""The verifikator decides on a proposal."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone

from dtsen.accounts.models import Penugasan
from dtsen.lib.transisi import AksiDitolak
from tests.cast import user
from tests.families import aminah, official
from tests.kasus import advance, take
from verval import usulan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import AturanProgram, ProgramBansos, Usulan
from verval.usulan import UsulanDitolak

pytestmark = pytest.mark.django_db


def filed(oleh: str = "operator.perian") -> Usulan:
    pelaku = user(oleh)
    kasus = usulan.draft(aminah(), ProgramBansos.objects.get(pk="pkh"), pelaku=pelaku)
    usulan.move(kasus, "ajukan", pelaku=pelaku, status="draf")
    advance(kasus)
    return kasus


def decide(kasus: Usulan, aksi: str, *, alasan: str = "", siapa: str = "verifikator") -> None:
    kode = "sudah_menerima" if aksi == "tolak" else ""
    usulan.move(kasus, aksi, pelaku=user(siapa), status=kasus.status, alasan=alasan, alasan_kode=kode)
    kasus.refresh_from_db()


def test_approval() -> None:
    kasus = filed()
    decide(kasus, "setujui")
    assert (kasus.status, kasus.pemutus) == ("disetujui", user("verifikator"))
    assert [h.aksi for h in kasus.langkah.all()] == [
        "ajukan", "musyawarahkan", "sahkan_desa", "periksa", "setujui",
    ]  # fmt: skip


def test_return_revise_and_file_again() -> None:
    kasus = filed()
    decide(kasus, "kembalikan", alasan="Sebut komponen PKH-nya.")
    operator = user("operator.perian")
    usulan.revise(kasus, catatan="Anak SMP satu orang.", asesmen="", pelaku=operator)
    usulan.move(kasus, "ajukan", pelaku=operator, status="dikembalikan")
    kasus.refresh_from_db()
    assert (kasus.status, kasus.catatan) == ("diajukan", "Anak SMP satu orang.")


def test_notes_changed_after_the_verifikator_saw_them() -> None:
    kasus = filed()
    decide(kasus, "kembalikan", alasan="Sebut komponen PKH-nya.")
    operator = user("operator.perian")
    usulan.revise(kasus, catatan="Anak SMP satu orang.", asesmen="", pelaku=operator)
    usulan.move(kasus, "ajukan", pelaku=operator, status="dikembalikan", pengajuan_ke=1)
    advance(kasus)
    with pytest.raises(StaleStatus):
        usulan.move(kasus, "setujui", pelaku=user("verifikator"), status="diperiksa", pengajuan_ke=1)
    usulan.move(kasus, "setujui", pelaku=user("verifikator"), status="diperiksa", pengajuan_ke=2)
    kasus.refresh_from_db()
    assert (kasus.status, kasus.pengajuan_ke) == ("disetujui", 2)


def test_return_and_refusal_need_a_reason() -> None:
    kasus = filed()
    for aksi, kode in (("kembalikan", "alasan"), ("tolak", "alasan_kode")):
        with pytest.raises((AksiDitolak, KasusDitolak)) as galat:
            take(kasus, aksi, siapa="verifikator")
        assert getattr(galat.value, "kode", "") == kode


def test_nobody_decides_the_own_proposal() -> None:
    Penugasan.objects.create(user=user("petugas"), peran="verifikator", wilayah_id="6402", mulai=date(2026, 1, 1))
    kasus = filed("petugas")
    with pytest.raises(AksiDitolak) as galat:
        decide(kasus, "setujui", siapa="petugas")
    assert galat.value.kode == "pembuat"


def test_second_decision_comes_too_late() -> None:
    kasus = filed()
    decide(kasus, "tolak", alasan="Sudah menerima.")
    with pytest.raises(StaleStatus):
        usulan.move(kasus, "setujui", pelaku=user("verifikator"), status="diperiksa")


def test_desil_that_rose_meanwhile_stops_approval() -> None:
    kasus = filed()
    official(kasus.keluarga, nasional=9, versi="2026-T4")
    with pytest.raises(UsulanDitolak) as galat:
        decide(kasus, "setujui")
    assert galat.value.kode == "desil_di_luar"
    kasus.refresh_from_db()
    assert kasus.status == "diperiksa"


def test_rule_of_the_day_of_filing_decides() -> None:
    """A tightening that begins after filing does not hit a proposal that was right when filed."""
    kasus = filed()
    Usulan.objects.filter(pk=kasus.pk).update(diajukan=timezone.make_aware(datetime(2026, 11, 2, 9)))
    AturanProgram.objects.filter(program="pkh", status="aktif").update(berlaku_sampai=date(2026, 11, 2))
    AturanProgram.objects.filter(program="pkh", status="draf").update(status="aktif", berlaku_dari=date(2026, 11, 3))
    kasus.refresh_from_db()
    decide(kasus, "setujui")
    assert kasus.status == "disetujui"
