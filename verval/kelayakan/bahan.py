"""What the checks read, loaded once for all programmes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dtsen.registry.models import DesilResmi, Individu, Keluarga
from verval.bulan import months_before
from verval.hasil_kelayakan import holding
from verval.kalender import period_of
from verval.models import (
    HasilKelayakan,
    Penerima,
    PengecualianPenerima,
    Usulan,
)
from verval.models.usulan import TIDAK_MENGHALANGI

BULAN_BASI = 6
"""A list of recipients older than this says nothing about whether somebody still receives."""


@dataclass(frozen=True, slots=True)
class Bahan:
    """What the checks read, loaded once for all programmes: the family as it stands, and what the month holds.

    `periode` is the month that a filing of `hari` counts for; `usulan` are the proposals of that month that count, of
    the family and of its people wherever they were filed;
    `pengecualian` the exclusions that hold, `hasil` the outcome of kelayakan that does; `penerima` what the family and
    its people receive by the newest list of each programme.
    """

    keluarga: Keluarga
    hari: date
    periode: str
    resmi: DesilResmi | None
    anggota: list[Individu]
    usulan: list[Usulan]
    pengecualian: list[PengecualianPenerima]
    hasil: HasilKelayakan | None
    penerima: list[Penerima]


def desil_terakhir(keluarga: Keluarga) -> DesilResmi | None:
    """The official desil of the newest version that names this family."""
    return DesilResmi.objects.filter(keluarga=keluarga).order_by("-tanggal", "-versi").first()


def living(keluarga: Keluarga) -> list[Individu]:
    """Living members in the order of a family card."""
    return list(Individu.objects.for_keluarga(keluarga.pk).hidup())


def gather(
    keluarga: Keluarga,
    *,
    hari: date,
    individu: Individu | None = None,
    kecuali: int | None = None,
    putus: date | None = None,
    periode: str = "",
) -> Bahan:
    """Load what the checks read, in at most seven queries whatever the number of programmes and members.

    `kecuali`, `putus` and `periode` as in `assess`.
    """
    periode = periode or period_of(hari)
    siapa = Q(keluarga=keluarga) | Q(individu__keluarga=keluarga)
    siapa |= Q(individu=individu) if individu is not None else Q()
    usulan = (
        Usulan.objects.filter(siapa, periode=periode)
        .exclude(status__in=TIDAK_MENGHALANGI)
        .exclude(pk=kecuali or 0)
        .select_related("program")
        .order_by("id")
    )
    return Bahan(
        keluarga,
        hari,
        periode,
        desil_terakhir(keluarga),
        living(keluarga),
        list(usulan),
        list(PengecualianPenerima.objects.berlaku(putus or hari).filter(keluarga=keluarga)),
        holding(keluarga.pk, putus or hari),
        _received(siapa, periode),
    )


def _received(siapa: Q, periode: str) -> list[Penerima]:
    """What these receive by the newest list of each programme, where that is not too old to say so."""
    terkini = Penerima.objects.filter(siapa, bulan__gte=months_before(periode, BULAN_BASI)).menerima()
    return list(terkini.terkini(sampai=periode).select_related("program").order_by("program__urut", "id"))
