"""Reading the trail: auditor and dpo do, nobody else, and the application cannot change it."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from dtsen.accounts import audit
from dtsen.accounts.models import Jejak
from tests import cast

pytestmark = pytest.mark.django_db


def seen(nama: str, tanya: str = "") -> list[str]:
    klien = Client()
    klien.force_login(cast.user(nama))
    jawab = klien.get(f"/akun/jejak/{tanya}")
    return [satu.aksi for satu in jawab.context["halaman"]] if jawab.status_code == 200 else [str(jawab.status_code)]


def test_auditor_filters_the_trail() -> None:
    audit.record(pelaku=cast.user("petugas"), aksi="impor.mulai", objek="impor:1")
    audit.record(pelaku=cast.user("admin"), aksi="peringkat.mulai", objek="run:1")
    assert seen("auditor", "?aksi=impor") == ["impor.mulai"]
    assert seen("dpo", "?objek=run:1") == ["peringkat.mulai"]
    assert seen("auditor", "?pelaku=admin&aksi=peringkat") == ["peringkat.mulai"]


@pytest.mark.parametrize("peran", ["operator.perian", "petugas", "verifikator", "admin", "kepala", "pimpinan"])
def test_others_are_refused(peran: str) -> None:
    assert seen(peran) == ["403"]


def test_application_cannot_change_or_delete_a_line() -> None:
    audit.record(pelaku=None, aksi="uji")
    for tulis in (lambda: Jejak.objects.update(aksi="lain"), lambda: Jejak.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            tulis()
