"""Guarded doors to cases, and what a user may do at a place."""

from __future__ import annotations

from django.http import Http404

from dtsen.accounts.access import Orang, cakupan_of
from dtsen.registry.access import izin_keluarga
from dtsen.registry.models import Keluarga
from verval.models import Pembaruan, Usulan

LIHAT = "warga.lihat"


def izin_di(user: Orang, keluarga: Keluarga) -> frozenset[str]:
    """Return the permissions a user has over this family: of assignments whose region holds it, not of others."""
    return izin_keluarga(user, keluarga)


def boleh_nilai(user: Orang, kasus: Pembaruan) -> bool:
    """Whether the values of a case may be shown: facts of health and disability need a permission of their own."""
    return kasus.tentang.sens != "S" or "warga.sensitif" in izin_di(user, kasus.keluarga)


def pembaruan_for(user: Orang, pk: int) -> Pembaruan:
    """Return a case inside the user's scope; raises Http404 otherwise (also for another person's draft)."""
    kasus = Pembaruan.objects.dalam(cakupan_of(user, LIHAT)).terlihat(user).for_list().filter(pk=pk).first()
    if kasus is None:
        raise Http404("Pembaruan tidak ada di wilayah Anda.")
    return kasus


def usulan_for(user: Orang, pk: int) -> Usulan:
    """Return a proposal inside the user's scope; raises Http404 otherwise (also for another person's draft)."""
    semua = Usulan.objects.dalam(cakupan_of(user, LIHAT)).terlihat(user).for_list()
    kasus = semua.select_related("program", "aturan").filter(pk=pk).first()
    if kasus is None:
        raise Http404("Usulan tidak ada di wilayah Anda.")
    return kasus
