"""Age of a case in working days, and the colour that the dated limits give it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from verval.models import BatasLayanan, HariLibur, Pembaruan, Usulan

WARNA = {"kuning": "Mendekati batas", "merah": "Batas habis"}
UMUR = {"lancar": "Dalam batas", **WARNA}
"""What a queue can be narrowed to."""
JUMAT = 5
SATU_HARI = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HariKerja:
    """Monday to Friday but for `libur`, which holds such days only, ascending."""

    libur: tuple[date, ...] = ()

    @classmethod
    def read(cls) -> HariKerja:
        """Those of the table HariLibur; one query."""
        semua = HariLibur.objects.order_by("tanggal").values_list("tanggal", flat=True)
        return cls(tuple(hari for hari in semua if hari.isoweekday() <= JUMAT))

    def antara(self, dari: date, sampai: date) -> int:
        """Return how many working days lie after `dari`, up to `sampai` and with it; 0 where `sampai` is earlier."""
        libur = bisect_right(self.libur, sampai) - bisect_right(self.libur, dari)
        return max(0, _weekdays(sampai) - _weekdays(dari) - libur)

    def mundur(self, hari: date, banyak: int) -> date:
        """Return the latest day from which `banyak` working days have passed on `hari`."""
        asal = hari
        while self.antara(asal, hari) < banyak:
            asal -= SATU_HARI
        return asal


def _weekdays(hari: date) -> int:
    """Mondays to Fridays since the calendar began, which was a Monday."""
    minggu, sisa = divmod(hari.toordinal(), 7)
    return minggu * JUMAT + min(sisa, JUMAT)


@dataclass(frozen=True, slots=True)
class Tenggat:
    """The limits in force on a day: status -> (yellow, red). A status without a row never takes a colour."""

    hari: date
    kerja: HariKerja
    batas: dict[str, tuple[int, int]]

    @classmethod
    def on(cls, hari: date) -> Tenggat:
        """Read holidays and limits; two queries."""
        berlaku = BatasLayanan.objects.filter(berlaku_dari__lte=hari).order_by("status", "-berlaku_dari")
        terbaru = berlaku.distinct("status").values_list("status", "hari_kuning", "hari_merah")
        return cls(hari, HariKerja.read(), {status: (kuning, merah) for status, kuning, merah in terbaru})

    def umur(self, kasus: Pembaruan | Usulan) -> int:
        """Working days since the case was filed, 0 before that."""
        return self.kerja.antara(timezone.localdate(kasus.diajukan), self.hari) if kasus.diajukan else 0

    def warna(self, kasus: Pembaruan | Usulan) -> str:
        """`merah`, `kuning` or blank."""
        kuning, merah = self.batas.get(kasus.status, (0, 0))
        umur = self.umur(kasus)
        if not merah or umur < kuning:
            return ""
        return "merah" if umur >= merah else "kuning"

    def q(self, umur: str, status: Iterable[str]) -> Q:
        """Return the filter for a key of UMUR on cases that stand in `status`, as times of filing.

        Where all of them have the same limits the status is not asked again, so that the index on the time is used.
        """
        kelompok = defaultdict[tuple[int, int] | None, list[str]](list)
        for satu in status:
            kelompok[self.batas.get(satu)].append(satu)
        rentang = {batas: self._filed(umur, batas) for batas in kelompok}
        if len(kelompok) == 1:
            return next(iter(rentang.values()))
        return reduce(or_, (Q(status__in=kelompok[batas]) & saat for batas, saat in rentang.items()), Q(pk__in=[]))

    def _filed(self, umur: str, batas: tuple[int, int] | None) -> Q:
        """When a case with these limits must have been filed to be of that age."""
        if batas is None:
            return Q() if umur == "lancar" else Q(pk__in=[])
        kuning, merah = (self._after(banyak) for banyak in batas)
        return {
            "merah": Q(diajukan__lt=merah),
            "kuning": Q(diajukan__gte=merah, diajukan__lt=kuning),
            "lancar": Q(diajukan__gte=kuning),
        }[umur]

    def _after(self, banyak: int) -> datetime:
        """The moment before which a case must have been filed to be that many working days old."""
        asal = self.kerja.mundur(self.hari, banyak) + SATU_HARI
        return timezone.make_aware(datetime.combine(asal, time.min))
