"""The rule of the calendar that is in force, and the month that a filing counts for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from verval.bulan import bulan_of, next_month
from verval.models import KalenderBulanan


def rule_for(hari: date, semua: Iterable[KalenderBulanan] | None = None) -> KalenderBulanan | None:
    """The row in force on a day, None before the first one; `semua` are the rows, newest first, where already read."""
    if semua is None:
        semua = KalenderBulanan.objects.filter(berlaku_dari__lte=hari).order_by("-berlaku_dari")[:1]
    return next((satu for satu in semua if satu.berlaku_dari <= hari), None)


def period_of(hari: date) -> str:
    """Return the month that a filing of this day counts for: after the cut-off it is the next one."""
    aturan = rule_for(hari)
    bulan = bulan_of(hari)
    return bulan if aturan is None or hari.day <= aturan.tenggat_pengajuan else next_month(bulan)
