"""The clock of objections: what it raises and follows every night. It ends none."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.registry import lingkup
from verval.alur_sanggah import NAIK_HARI, TABEL, TERBUKA
from verval.models import LangkahSanggah, Sanggah
from verval.sanggah import kabar
from verval.sanggah.langkah import follow_all


def tend(hari: date) -> dict[str, int]:
    """Follow families that moved and raise what has waited too long; running twice changes nothing."""
    with lingkup.within(lingkup.INDONESIA):
        return {"ikut": follow_all(), "naik": escalate(hari)}


def escalate(hari: date) -> int:
    """Raise open objections on their 10th and 14th day, once each; returns how many. None is ever closed by this."""
    naik = 0
    with lingkup.within(lingkup.INDONESIA):
        for ke, lama in enumerate(NAIK_HARI, start=1):
            sampai = timezone.make_aware(datetime.combine(hari - timedelta(days=lama - 1), time.min))
            semua = Sanggah.objects.filter(status__in=TERBUKA, eskalasi=ke - 1, diajukan__lt=sampai)
            naik += sum(_raise(satu, ke, lama) for satu in semua.order_by("id"))
    return naik


@transaction.atomic
def _raise(sanggah: Sanggah, ke: int, lama: int) -> bool:
    TABEL.check_clock(sanggah.status, "naikkan")
    milik = Sanggah.objects.filter(pk=sanggah.pk, status=sanggah.status, eskalasi=ke - 1)
    if not milik.update(eskalasi=ke):
        return False
    sanggah.refresh_from_db()
    langkah = LangkahSanggah.objects.create(
        sanggah=sanggah, aksi="naikkan", ke=sanggah.status, alasan=f"Hari ke-{lama}: belum diputus"
    )
    audit.record(pelaku=None, aksi="sanggah.naikkan", objek=sanggah.objek, rincian={"hari": lama})
    kabar.hop_taken(sanggah, langkah)
    return True
