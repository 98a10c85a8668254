"""The duty of a quarter: every desa holds a musyawarah or hands in an SPTJM (73/HUK/2024)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from dtsen.accounts.access import Orang, cakupan_of
from dtsen.lib.periode import Periode
from dtsen.wilayah.models import Wilayah
from verval.access import LIHAT
from verval.models import Musyawarah
from verval.musdes.alur import BERJALAN


@dataclass(frozen=True, slots=True)
class Desa:
    """A desa or kelurahan: what fulfilled the duty (the first one closed), or what is planned."""

    kode: str
    nama: str
    selesai: Musyawarah | None = None
    rencana: Musyawarah | None = None


@dataclass(slots=True)
class Kecamatan:
    """The desa of a kecamatan, those that still owe first."""

    nama: str
    desa: list[Desa] = field(default_factory=list)

    @property
    def belum(self) -> int:
        return sum(d.selesai is None for d in self.desa)


def _in(periode: Periode, status: Iterable[str]) -> dict[str, Musyawarah]:
    """The first session of each desa in a quarter with such a status; under row-level security those in reach."""
    dari, sampai = (timezone.make_aware(datetime.combine(h, time.min)) for h in (periode.mulai, periode.berikut.mulai))
    semua = Musyawarah.objects.filter(waktu__gte=dari, waktu__lt=sampai, status__in=list(status)).order_by("-waktu")
    return {m.kode_desa: m for m in semua}


def by_kecamatan(user: Orang, periode: Periode, *, hanya_belum: bool = False) -> list[Kecamatan]:
    """The desa in the user's reach by kecamatan, in the order of their codes; three queries."""
    desa = Wilayah.objects.filter(jenis__in=["desa", "kelurahan"])
    milik = desa.filter(cakupan_of(user, LIHAT).q("kode", rt="kode", rw="kode", keluarga=""))
    selesai, rencana = _in(periode, ["ditutup"]), _in(periode, BERJALAN)
    hasil: dict[str, Kecamatan] = {}
    for satu in milik.select_related("induk").order_by("kode"):
        kecamatan = hasil.setdefault(satu.kode[:6], Kecamatan(satu.induk.nama if satu.induk else ""))
        if not (hanya_belum and satu.kode in selesai):
            kecamatan.desa.append(Desa(satu.kode, str(satu), selesai.get(satu.kode), rencana.get(satu.kode)))
    for kecamatan in hasil.values():
        kecamatan.desa.sort(key=lambda d: d.selesai is not None)
    return [k for k in hasil.values() if k.desa]


def owes(kode_desa: str, hari: date) -> Periode | None:
    """Return the quarter of a day where the desa has neither musyawarah nor SPTJM in it yet."""
    periode = Periode.of(hari)
    return None if kode_desa in _in(periode, ["ditutup"]) else periode


def quarters(hari: date, banyak: int = 6) -> list[Periode]:
    """The newest quarters, this one first."""
    semua = [Periode.of(hari)]
    while len(semua) < banyak:
        semua.append(semua[-1].sebelum)
    return semua
