"""The guarded door to objections."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from dtsen.accounts.access import Orang, cakupan_of
from dtsen.wilayah.cakupan import Cakupan
from verval.alur_sanggah import LIHAT
from verval.models import Sanggah


def visible(cakupan: Cakupan) -> QuerySet[Sanggah]:
    """Objections about whole desa of a scope: one narrowed to RT/RW or to single families sees none."""
    utuh = Cakupan(frozenset(b for b in cakupan.bagian if b.utuh))
    return Sanggah.objects.filter(utuh.q("kode_desa", rt="rt", rw="rw", keluarga="keluarga"))


def sanggah_for(user: Orang, pk: int) -> Sanggah:
    """Return an objection inside the scope; raises Http404 otherwise."""
    satu = (
        visible(cakupan_of(user, LIHAT))
        .select_related("keluarga", "kunjungan", "program", "pembuat")
        .filter(pk=pk)
        .first()
    )
    if satu is None:
        raise Http404("Sanggahan tidak ada di wilayah Anda.")
    return satu
