"""Offices are reminded of what they owe: by the task of every morning, by a button once a day, one digest a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dtsen.accounts.models import Jejak, User
from dtsen.lib.periode import Periode
from ikesos import structure
from ikesos.isian import tagih, utang
from ikesos.isian.lembar import indicators
from ikesos.models import AnggotaInstansi, Instansi, IsianInput, TugasIsian
from tests.cast import user
from verval.models import Pengingat
from verval.pesan import pengingat
from verval.tasks import write_reminders

Tangkap = Callable[..., object]


@pytest.fixture(autouse=True)
def kesehatan(db: None) -> None:
    """The demo structure; `mitra` fills in for Dinas Kesehatan."""
    structure.load(structure.read(structure.BAWAAN))
    AnggotaInstansi.objects.create(instansi=Instansi.objects.get(nama="Dinas Kesehatan"), user=user("mitra"))
    User.objects.filter(username="mitra").update(email="mitra@contoh.example")


def _due_in(hari: int) -> None:
    """Let the input of Dinas Kesehatan for this year run out in so many days."""
    kini = timezone.localdate()
    TugasIsian.objects.filter(indikator="KD2.1").update(tenggat=hari - (date(kini.year, 12, 31) - kini).days)


def _full() -> None:
    tahun = str(timezone.localdate().year)
    simpul = indicators()["KD2.1"]
    for u in utang.of_quarter(Periode.of(timezone.localdate()), timezone.localdate(), user=user("mitra")):
        IsianInput.objects.bulk_create(
            IsianInput(
                wilayah_id=w, periode=tahun, butir=f"{simpul.kode}.{h}", nilai=5, sumber="Uji", status="dikonfirmasi"
            )
            for w in u.isi
            for h in "ab"
        )


def _press(nama: str = "verifikator") -> str:
    klien = Client()
    klien.force_login(user(nama))
    alamat = reverse("ikesos:isian_ingatkan", args=[Instansi.objects.get(nama="Dinas Kesehatan").pk])
    return klien.post(alamat, follow=True).text


@pytest.mark.parametrize(("hari", "surat"), [(30, 0), (14, 1), (8, 0), (3, 1), (0, 1)])
def test_the_task_of_the_morning_reminds_on_the_days_before_a_deadline(hari: int, surat: int) -> None:
    _due_in(hari)
    assert (write_reminders(), write_reminders()) == (surat, 0)
    for satu in Pengingat.objects.all():
        pengingat.send(satu.pk)
    assert [s.to for s in mail.outbox] == [["mitra@contoh.example"]] * surat
    if surat:
        assert mail.outbox[0].subject.startswith("DTSEN Kukar: 1 isian indeks belum lengkap")
        assert "20 dari 20 wilayah belum" in mail.outbox[0].body


def test_past_its_deadline_on_mondays_and_not_for_ever() -> None:
    def told(hari: date) -> list[str]:
        butir = tagih.due_for(user("mitra"), hari, 5, False)
        return butir.kalimat if butir else []

    assert [b for b in told(date(2027, 2, 15)) if "2026" in b] != []  # the Monday after 14 February 2027
    assert told(date(2027, 2, 16)) == []
    assert [b for b in told(date(2027, 10, 4)) if "2026" in b] == []
    # In January the year that has ended is what is owed, beside the new one.
    assert {u.periode for u in utang.open_on(date(2027, 1, 20), user=user("mitra"))} == {"2026", "2027"}


def test_the_day_of_a_deadline_is_still_in_time_and_half_a_year_later_nobody_asks() -> None:
    def owed(hari: date) -> utang.Utang | None:
        return next((u for u in utang.open_on(hari, user=user("mitra")) if u.periode == "2026"), None)

    pas, sesudah, akhir = (owed(hari) for hari in (date(2027, 2, 14), date(2027, 2, 15), date(2027, 8, 13)))
    assert pas is not None
    assert sesudah is not None
    assert (pas.sampai, pas.lewat, sesudah.lewat) == (date(2027, 2, 14), False, True)
    assert akhir is not None
    assert owed(date(2027, 8, 14)) is None


def test_what_is_complete_or_waits_for_confirmation_is_not_asked_for() -> None:
    _due_in(3)
    _full()
    assert write_reminders() == 0
    assert "Instansi Dinas" not in _press()
    assert "tidak lagi berutang" in _press()


def test_the_button_writes_once_a_day_and_says_when(django_capture_on_commit_callbacks: Tangkap) -> None:
    _due_in(60)
    assert "Belum pernah" in _page()
    assert "disiapkan bagi 1 orang" in _press()
    assert "sudah mendapat pengingat hari ini" in _press()
    pengingat.send(Pengingat.objects.get().pk)
    assert len(mail.outbox) == 1
    teks = _page()
    assert "Belum pernah" not in teks
    assert "Ingatkan sekarang" not in teks
    assert Jejak.objects.filter(aksi="ikesos.isian_ingatkan").count() == 1
    assert write_reminders() == 0


def _page() -> str:
    klien = Client()
    klien.force_login(user("verifikator"))
    return klien.get(reverse("ikesos:isian_kewajiban")).text


def test_who_may_not_confirm_has_no_button_and_no_address() -> None:
    klien = Client()
    klien.force_login(user("mitra"))
    assert "Ingatkan sekarang" not in klien.get(reverse("ikesos:isian_kewajiban")).text
    alamat = reverse("ikesos:isian_ingatkan", args=[Instansi.objects.get(nama="Dinas Kesehatan").pk])
    assert klien.post(alamat).status_code == 403
    User.objects.filter(username="mitra").update(email="")
    assert "belum punya pengisi dengan alamat surel" in _press()
