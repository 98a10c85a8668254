"""How every case about a family begins on a page: may this user, and who was on the form."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang, cakupan_of
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import pengguna
from dtsen.registry.access import keluarga_for
from dtsen.registry.models import Individu, Keluarga
from verval.access import LIHAT, izin_di


def begin(request: HttpRequest, pk: int, izin: str) -> tuple[User, Keluarga]:
    """The family of a page that begins a case; TidakBerwenang for whoever may not begin one there."""
    user = pengguna(request)
    keluarga = keluarga_for(cakupan_of(user, LIHAT), pk)
    if izin not in izin_di(user, keluarga):
        raise TidakBerwenang(izin)
    return user, keluarga


def record_form(user: User, jenis: str, keluarga: Keluarga, anggota: Iterable[Individu]) -> None:
    """Leave a line about somebody who has opened a form of this kind of case with these people on it."""
    audit.record(
        pelaku=user,
        aksi=f"{jenis}.isi",
        objek=f"keluarga:{keluarga.pk}",
        keluarga=[keluarga.pk],
        individu=[a.pk for a in anggota],
    )
