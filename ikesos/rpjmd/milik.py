"""Whose an indicator is: an office writes on its own; who looks after the whole plan writes on all."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from dtsen.accounts.access import TidakBerwenang, boleh, require
from dtsen.accounts.models import User
from ikesos.models import IndikatorRpjmd

ISI, KELOLA = "rpjmd.isi", "rpjmd.kelola"


def writable(user: User) -> QuerySet[IndikatorRpjmd]:
    """Indicators whose targets, figures and narratives the user may write."""
    if boleh(user, KELOLA):
        return IndikatorRpjmd.objects.all()
    if not boleh(user, ISI):
        return IndikatorRpjmd.objects.none()
    milik = Q(instansi__aktif=True, instansi__anggota__user=user)
    return IndikatorRpjmd.objects.filter(milik).distinct()


def may_write(user: User, indikator: IndikatorRpjmd) -> bool:
    return writable(user).filter(pk=indikator.pk).exists()


def require_own(user: User, indikator: IndikatorRpjmd) -> None:
    """Raise TidakBerwenang where the indicator belongs to another office."""
    require(user, ISI)
    if not may_write(user, indikator):
        raise TidakBerwenang(KELOLA)
