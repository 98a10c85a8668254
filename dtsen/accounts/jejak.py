"""Reading the trail. A page is found by where the last one ended, never by counting: it stays fast at any size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone

from dtsen.accounts.aksi import label
from dtsen.accounts.models import LEWAT, Jejak, User

SEHALAMAN = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Saring:
    """What to look for; blank and None mean all. `sebelum` is the mark of the last line of the page before."""

    aksi: str = ""
    objek: str = ""
    pelaku: str = ""
    dari: date | None = None
    sampai: date | None = None
    keluarga: int | None = None
    individu: int | None = None
    sebelum: str = ""


@dataclass(frozen=True, slots=True)
class Baris:
    """One line as the page shows it."""

    jejak: Jejak
    siapa: str
    apa: str
    lewat: str

    @property
    def aksi(self) -> str:
        return self.jejak.aksi


@dataclass(frozen=True, slots=True)
class Halaman:
    """Lines, newest first, and the mark from which older ones follow (blank: there are none)."""

    baris: list[Baris]
    berikut: str


def page(saring: Saring, *, sehalaman: int = SEHALAMAN) -> Halaman:
    """Return one page of the trail: two queries, none of which reads more than the page."""
    semua = list(_query(saring)[: sehalaman + 1])
    isi = semua[:sehalaman]
    orang = User.objects.in_bulk({j.pelaku_id for j in isi if j.pelaku_id is not None})
    baris = [Baris(j, _name(j, orang), label(j.aksi), LEWAT.get(j.lewat, "")) for j in isi]
    return Halaman(baris, _mark(isi[-1]) if len(semua) > sehalaman else "")


def _query(s: Saring) -> QuerySet[Jejak]:
    semua = Jejak.objects.all()
    if s.aksi:
        semua = semua.filter(aksi__startswith=s.aksi) if s.aksi.endswith(".") else semua.filter(aksi=s.aksi)
    if s.objek:
        semua = semua.filter(objek=s.objek)
    if s.pelaku:
        # A list of ids, not a subquery: the index on (pelaku, waktu) then gives the lines in order.
        semua = semua.filter(pelaku__in=list(User.objects.filter(username=s.pelaku).values_list("pk", flat=True)))
    if s.dari:
        semua = semua.filter(waktu__gte=_midnight(s.dari))
    if s.sampai:
        semua = semua.filter(waktu__lt=_midnight(s.sampai + timedelta(days=1)))
    if s.sebelum:
        waktu, nomor = _read_mark(s.sebelum)
        semua = semua.filter(waktu__lte=waktu).exclude(waktu=waktu, id__gte=nomor)
    if s.keluarga is None and s.individu is None:
        return semua.order_by("-waktu", "-id")
    # Ordered by an expression, so that the arrays' own indexes are used: by time, a rare person means reading it all.
    return semua.filter(_about(s)).order_by((F("waktu") + Value(timedelta(0))).desc(), "-id")


def _about(s: Saring) -> Q:
    """Lines about a person are those that name the person, or the family where it is given too."""
    tentang = Q()
    if s.individu is not None:
        tentang |= Q(individu__contains=[s.individu])
    if s.keluarga is not None:
        tentang |= Q(keluarga__contains=[s.keluarga])
    return tentang


def _name(jejak: Jejak, orang: dict[int, User]) -> str:
    if jejak.pelaku_id is None:
        return "Sistem"
    user = orang.get(jejak.pelaku_id)
    return str(user) if user else f"Akun {jejak.pelaku_id}"


def _midnight(hari: date) -> datetime:
    return timezone.make_aware(datetime.combine(hari, time.min))


def _mark(jejak: Jejak) -> str:
    # In hex: sixteen digits in an address would be taken for a NIK (config/alamat.py).
    return f"{(jejak.waktu - EPOCH) // timedelta(microseconds=1):x}z{jejak.pk:x}"


def _read_mark(tanda: str) -> tuple[datetime, int]:
    """Raises ValueError for a mark that is not one of ours."""
    mikrodetik, _, nomor = tanda.partition("z")
    return EPOCH + timedelta(microseconds=int(mikrodetik, 16)), int(nomor, 16)
