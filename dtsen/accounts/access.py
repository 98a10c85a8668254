"""What a user may see and do, from the penugasan in force today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from dtsen.accounts.models import Penugasan, TugasKeluarga, User
from dtsen.accounts.peran import IZIN, IZIN_KABUPATEN, PERAN
from dtsen.wilayah.cakupan import Bagian, Cakupan

KUNJUNGAN = "kunjungan.isi"
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
        _attach_tugas(simpan)
        user._penugasan_aktif = simpan  # type: ignore[attr-defined]
    return simpan


def preload(users: Iterable[User]) -> None:
    """Read the assignments of many users at once, for a list of people; two queries."""
    semua = list(users)
    milik: dict[int, list[Penugasan]] = {user.pk: [] for user in semua}
    penugasan = list(Penugasan.objects.aktif().filter(user__in=milik).select_related("wilayah").order_by("id"))
    _attach_tugas(penugasan)
    for satu in penugasan:
        milik[satu.user_id].append(satu)
    for user in semua:
        user._penugasan_aktif = milik[user.pk] if user.is_active else []  # type: ignore[attr-defined]


def _attach_tugas(penugasan: list[Penugasan]) -> None:
    """Remember with each assignment the families it is to visit now; one query, only for those who visit."""
    berkunjung = [p for p in penugasan if KUNJUNGAN in PERAN[p.peran].izin]
    tugas: dict[int, set[int]] = {p.pk: set() for p in penugasan}
    if berkunjung:
        aktif = TugasKeluarga.objects.aktif().filter(penugasan__in=berkunjung)
        for milik, keluarga in aktif.values_list("penugasan_id", "keluarga_id"):
            tugas[milik].add(keluarga)
    for p in penugasan:
        p.keluarga_ditugaskan = frozenset(tugas[p.pk])


def _izin(p: Penugasan) -> frozenset[str]:
    """Return what one assignment allows: those over the whole kabupaten only where it covers the whole kabupaten."""
    izin = PERAN[p.peran].izin
    return izin if p.sekabupaten else izin - IZIN_KABUPATEN


def izin_of(user: Orang) -> frozenset[str]:
    """Return every permission the user has somewhere."""
    return frozenset().union(*(_izin(p) for p in penugasan_of(user)))


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
    punya = [p for p in penugasan_of(user) if izin is None or izin in _izin(p)]
    return Cakupan.of(
        (Bagian(p.wilayah_id, p.rt, p.rw) for p in punya if not p.hanya_tugas),
        keluarga=frozenset[int]().union(*(p.keluarga_ditugaskan for p in punya)),
    )


def izin_di(user: Orang, *, kode_desa: str, rt: str, rw: str, keluarga: int) -> frozenset[str]:
    """Return the permissions over one family: of the assignments whose scope holds it, not of others."""
    return frozenset().union(
        *(_izin(p) for p in penugasan_of(user) if _holds(p, kode_desa, rt, rw) or keluarga in p.keluarga_ditugaskan)
    )


def _holds(p: Penugasan, kode_desa: str, rt: str, rw: str) -> bool:
    return not p.hanya_tugas and kode_desa.startswith(p.wilayah_id) and p.rt in {"", rt} and p.rw in {"", rw}
