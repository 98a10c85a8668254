"""A case filed after the cut-off counts for the next month, unless the verifikator accepts it for this one."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from tests.cast import user
from tests.families import aminah
from tests.kasus import advance, take
from verval import pembaruan, terlambat, usulan
from verval.hop import KasusDitolak, StaleStatus
from verval.kalender import period_of
from verval.models import Pembaruan, ProgramBansos, Usulan

pytestmark = pytest.mark.django_db
ALASAN = "Jaringan di desa putus tiga hari, drafnya ditulis tanggal 9."
HARI = date(2026, 11, 16)


def late_proposal(program: str = "pkh") -> Usulan:
    pelaku = user("operator.perian")
    kasus = usulan.draft(aminah(), ProgramBansos.objects.get(pk=program), pelaku=pelaku, hari=date(2026, 11, 12))
    usulan.move(kasus, "ajukan", pelaku=pelaku, status="draf", hari=date(2026, 11, 12))
    _date_back(kasus)
    return kasus


def _date_back(kasus: Usulan | Pembaruan) -> None:
    diajukan = timezone.make_aware(datetime(2026, 11, 12, 9))
    disimpan = timezone.make_aware(datetime(2026, 11, 9, 21))
    type(kasus)._default_manager.filter(pk=kasus.pk).update(
        diajukan=diajukan, disimpan=disimpan, periode="2026-12"
    )  # fmt: skip
    kasus.refresh_from_db()


def accept(kasus: Usulan | Pembaruan, siapa: str = "verifikator", hari: date = HARI, **isi: object) -> None:
    bawaan: dict[str, object] = {"pengajuan_ke": 1, "alasan": ALASAN}
    terlambat.accept(kasus, pelaku=user(siapa), hari=hari, **(bawaan | isi))  # type: ignore[arg-type]
    kasus.refresh_from_db()


def test_it_counts_for_the_month_it_was_filed_in() -> None:
    kasus = late_proposal()
    assert kasus.periode == "2026-12"
    advance(kasus)
    accept(kasus)
    assert (kasus.periode, kasus.status) == ("2026-11", "diperiksa")
    langkah = kasus.langkah.last()
    assert langkah is not None
    assert (langkah.aksi, langkah.dari, langkah.ke) == ("terima_terlambat", "diperiksa", "diperiksa")
    assert langkah.catatan == f"Dihitung untuk November 2026: {ALASAN}"
    jejak = Jejak.objects.get(aksi="usulan.terima_terlambat")
    assert jejak.rincian == {"dari": "2026-12", "ke": "2026-11", "ditulis": kasus.disimpan.isoformat()}
    take(kasus, "setujui")
    assert (kasus.status, kasus.periode) == ("disetujui", "2026-11")


def test_a_correction_too() -> None:
    pelaku = user("operator.perian")
    kasus = pembaruan.draft(aminah(), "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=pelaku, ajukan=True)
    kasus.refresh_from_db()
    assert kasus.periode == period_of(timezone.localdate())
    _date_back(kasus)
    advance(kasus, "disahkan_desa")
    accept(kasus)
    assert kasus.periode == "2026-11"


def test_another_proposal_of_that_month_stands_in_the_way() -> None:
    kasus = late_proposal()
    advance(kasus)
    pelaku, program = user("operator.perian"), ProgramBansos.objects.get(pk="pkh")
    usulan.draft(kasus.keluarga, program, pelaku=pelaku, hari=date(2026, 11, 5))
    with pytest.raises(KasusDitolak) as galat:
        accept(kasus)
    assert galat.value.kode in {"sudah_diusulkan", "satu_tunai"}
    kasus.refresh_from_db()
    assert kasus.periode == "2026-12"


def test_when_it_is_refused() -> None:
    kasus = late_proposal()
    with pytest.raises(StaleStatus):
        accept(kasus)  # still at the desa
    advance(kasus)
    for isi, kode in (({"alasan": " "}, "alasan"), ({"hari": date(2026, 11, 18)}, "bulan_lewat")):
        with pytest.raises(KasusDitolak) as galat:
            accept(kasus, **isi)
        assert galat.value.kode == kode
    with pytest.raises(StaleStatus):
        accept(kasus, pengajuan_ke=2)
    for siapa in ("operator.perian", "kades.perian", "kepala"):
        with pytest.raises(TidakBerwenang):
            accept(kasus, siapa)
    accept(kasus)
    with pytest.raises(KasusDitolak) as galat:
        accept(kasus)
    assert galat.value.kode == "tidak_terlambat"


def test_the_page_says_it_is_late_and_when_it_was_written(client: Client) -> None:
    kasus = late_proposal()
    advance(kasus)
    client.force_login(user("verifikator"))
    isi = client.get(f"/verval/usulan/{kasus.pk}/").text
    assert "Diajukan lewat batas November 2026" in isi
    assert "Dihitung untuk Desember 2026" in isi
    assert "9 Nov 2026" in isi
