"""What the calendar of the month says of a day: the rule in force, the month a filing counts for, the countdown.

Days are those of WITA; the clock that counts is that of the server (domain §2.7).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from dtsen.accounts.access import izin_of
from dtsen.lib.tampil import WITA
from verval import alur
from verval.bulan import bulan_of, label_bulan, next_month
from verval.models import KalenderBulanan, Pembaruan, Usulan

BEKERJA = frozenset(
    {
        *(f"{kasus}.{kerja}" for kasus in ("pembaruan", "usulan") for kerja in ("ajukan", "periksa")),
        alur.MUSYAWARAH, alur.SAHKAN_DESA, alur.SAHKAN_OPD, alur.SAHKAN_BUPATI, alur.KIRIM,
    }
)  # fmt: skip
"""Whoever works on cases sees the countdown."""


@dataclass(frozen=True, slots=True)
class HitungMundur:
    """The step that runs now: its name, its last day, the days left (0 is today), and a note for filers."""

    tahap: str
    sampai: date
    sisa_hari: int
    catatan: str = ""

    @property
    def sisa(self) -> str:
        return "hari ini terakhir" if self.sisa_hari == 0 else f"{self.sisa_hari} hari lagi"

    @property
    def mendesak(self) -> bool:
        return self.sisa_hari <= 2


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


def countdown(hari: date) -> HitungMundur | None:
    """Return the step that the calendar is in on a day, None without a calendar."""
    semua = list(KalenderBulanan.objects.order_by("-berlaku_dari"))
    aturan = rule_for(hari, semua)
    if aturan is None:
        return None
    ini = label_bulan(bulan_of(hari))
    nanti = label_bulan(next_month(bulan_of(hari)))
    catatan = f"Usulan baru dihitung untuk {nanti}."
    tahap = (
        (f"Pengajuan {ini}", aturan.tenggat_pengajuan, ""),
        (f"Musyawarah dan SPTJM {ini}", aturan.tenggat_musyawarah, catatan),
        (f"Pengesahan {ini}", aturan.pengesahan_sampai, catatan),
    )
    for nama, akhir, pesan in tahap:
        if hari.day <= akhir:
            sampai = hari.replace(day=akhir)
            return HitungMundur(nama, sampai, (sampai - hari).days, pesan)
    bulan_depan = date.fromisoformat(f"{next_month(bulan_of(hari))}-01")
    aturan = rule_for(bulan_depan, semua) or aturan
    sampai = bulan_depan.replace(day=aturan.tenggat_pengajuan)
    return HitungMundur(f"Pengajuan {nanti}", sampai, (sampai - hari).days)


def next_cutoff(hari: date) -> date | None:
    """Return the next day (this one counts) on which filing for a month ends, None without a calendar."""
    semua = list(KalenderBulanan.objects.order_by("-berlaku_dari"))
    for awal in (hari.replace(day=1), date.fromisoformat(f"{next_month(bulan_of(hari))}-01")):
        aturan = rule_for(max(hari, awal), semua)
        if aturan and awal.replace(day=aturan.tenggat_pengajuan) >= hari:
            return awal.replace(day=aturan.tenggat_pengajuan)
    return None


def due(periode: str, aturan: KalenderBulanan) -> date:
    """The last day on which a case of a month may still be deliberated."""
    return date.fromisoformat(f"{periode}-01").replace(day=aturan.tenggat_musyawarah)


def deadline_of(kasus: Pembaruan | Usulan) -> date | None:
    """Return by when a filed case needs its musyawarah or SPTJM; None in every other status."""
    if kasus.status != "diajukan" or kasus.diajukan is None:
        return None
    periode = kasus.periode if isinstance(kasus, Usulan) else period_of(_day(kasus.diajukan))
    aturan = rule_for(date.fromisoformat(f"{periode}-01"))
    return due(periode, aturan) if aturan else None


def _day(saat: datetime) -> date:
    return saat.astimezone(WITA).date()


def to_page(request: HttpRequest) -> dict[str, object]:
    """Context of every page: the countdown, worked out only where a page draws it."""

    def now() -> HitungMundur | None:
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated or not BEKERJA & izin_of(user):
            return None
        return countdown(timezone.localdate())

    return {"hitung_mundur": SimpleLazyObject(now)}
