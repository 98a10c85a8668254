"""What a user may see and do, from the penugasan in force today."""

from __future__ import annotations

from typing import TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from dtsen.accounts.models import Penugasan, User
from dtsen.accounts.peran import IZIN, PERAN
from dtsen.wilayah.cakupan import Bagian, Cakupan

Orang: TypeAlias = User | AbstractBaseUser | AnonymousUser


class TidakBerwenang(PermissionError):
    """The user's peran does not allow this."""

    def __init__(self, izin: str) -> None:
        super().__init__(f"{IZIN[izin]} tidak termasuk peran Anda. Hubungi admin Dinas Sosial bila seharusnya boleh.")
        self.izin = izin
        self.kode = "izin"
        self.pesan = str(self)


def penugasan_of(user: Orang) -> list[Penugasan]:
    """Return the assignments in force, read once per user object (that is, per request)."""
    if not isinstance(user, User) or not user.is_active:
        return []
    simpan: list[Penugasan] | None = getattr(user, "_penugasan_aktif", None)
    if simpan is None:
        simpan = list(user.penugasan.aktif().select_related("wilayah").order_by("id"))
        user._penugasan_aktif = simpan  # type: ignore[attr-defined]
    return simpan


def izin_of(user: Orang) -> frozenset[str]:
    """Return every permission the user has somewhere."""
    return frozenset().union(*(PERAN[p.peran].izin for p in penugasan_of(user)))


def boleh(user: Orang, izin: str) -> bool:
    """Whether the user has a permission; raises KeyError for one that does not exist."""
    if izin not in IZIN:
        raise KeyError(izin)
    return izin in izin_of(user)


def require(user: Orang, izin: str) -> None:
    """Raise TidakBerwenang unless the user has the permission."""
    if not boleh(user, izin):
        raise TidakBerwenang(izin)


def cakupan_of(user: Orang, izin: str | None = None) -> Cakupan:
    """Return the regions of the assignments (only of those that carry `izin`, if given)."""
    return Cakupan.of(
        Bagian(p.wilayah_id, p.rt, p.rw) for p in penugasan_of(user) if izin is None or izin in PERAN[p.peran].izin
    )
