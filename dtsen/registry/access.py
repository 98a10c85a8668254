"""One guarded door to each object of the registry. Outside the scope is the same as not there."""

from __future__ import annotations

from django.http import Http404

from dtsen.accounts.access import Orang, izin_di
from dtsen.registry.models import Individu, Keluarga
from dtsen.wilayah.cakupan import Cakupan


def izin_keluarga(user: Orang, keluarga: Keluarga) -> frozenset[str]:
    """Return the permissions a user has over this family: of assignments whose region holds it, not of others."""
    return izin_di(user, kode_desa=keluarga.kode_desa, rt=keluarga.rt, rw=keluarga.rw, keluarga=keluarga.pk)


def keluarga_for(cakupan: Cakupan, pk: int) -> Keluarga:
    """Return a family inside the scope with its condition; raises Http404 otherwise."""
    keluarga = Keluarga.objects.dalam(cakupan).select_related("kondisi").filter(pk=pk).first()
    if keluarga is None:
        raise Http404("Keluarga tidak ada di wilayah Anda.")
    return keluarga


def individu_for(cakupan: Cakupan, pk: int) -> Individu:
    """Return a person inside the scope with the family; raises Http404 otherwise."""
    individu = Individu.objects.dalam(cakupan).select_related("keluarga").filter(pk=pk).first()
    if individu is None:
        raise Http404("Orang ini tidak ada di wilayah Anda.")
    return individu
