"""The guarded door to objections."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from dtsen.accounts.access import Orang, cakupan_of
from dtsen.wilayah.cakupan import Cakupan
from dtsen.wilayah.models import Wilayah
from verval.alur_sanggah import LIHAT, NAIK_HARI, PERIKSA, TERBUKA
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


def to_decide(user: Orang) -> QuerySet[Sanggah]:
    """What waits for this user: for those who decide, all that is not with a visitor; above, what went up."""
    terbuka = visible(cakupan_of(user, LIHAT)).filter(status__in=TERBUKA)
    memutus = bool(cakupan_of(user, PERIKSA).bagian)
    return terbuka.exclude(status="ditugaskan") if memutus else terbuka.filter(eskalasi__gt=0)


MENJELANG = 3
"""Days before the first escalation from which those who decide are reminded."""


def waiting(user: Orang, hari: date) -> dict[str, QuerySet[Sanggah]]:
    """What is overdue, by kind of reminder: for those who decide from day 7 on, for those above once it went up.

    Each carries `nama_desa`.
    """
    lihat, periksa = cakupan_of(user, LIHAT), cakupan_of(user, PERIKSA)
    desa = Wilayah.objects.filter(pk=OuterRef("kode_desa")).values("nama")
    terbuka = visible(lihat).filter(status__in=TERBUKA).annotate(nama_desa=Subquery(desa))
    if not lihat.bagian:
        return {}
    if periksa.bagian:
        sejak = hari - timedelta(days=NAIK_HARI[0] - MENJELANG)
        return {"sanggah": terbuka.filter(diajukan__date__lte=sejak)}
    return {"sanggah_naik": terbuka.filter(eskalasi__gt=0)}
