"""Reads of published rankings for pages: desil daerah of the ranking in force, and the official one beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from dtsen.ranking import scoring
from dtsen.ranking.models import Hasil, Run
from dtsen.registry.models import DesilResmi


@dataclass(frozen=True, slots=True)
class Desil:
    """Both desil of one family with what they are of; None where there is none yet."""

    daerah: int | None = None
    periode: str = ""
    diterbitkan: datetime | None = None
    nasional: int | None = None
    versi: str = ""
    tanggal: date | None = None


@dataclass(frozen=True, slots=True)
class DesilPeriode:
    """Desil daerah of one published periode."""

    periode: str
    desil: int | None
    sebab: str
    alasan_kosong: str
    diterbitkan: datetime | None


def desil_of(keluarga: Collection[int]) -> dict[int, Desil]:
    """Return both desil of each family, in three queries whatever their number."""
    run = scoring.current()
    daerah = dict(
        Hasil.objects.filter(run_id=run.pk, keluarga_id__in=keluarga).values_list("keluarga_id", "desil") if run else ()
    )
    resmi = {
        satu.keluarga_id: satu
        for satu in DesilResmi.objects.filter(keluarga_id__in=keluarga)
        .order_by("keluarga_id", "-tanggal", "-versi")
        .distinct("keluarga_id")
    }
    return {pk: _both(run, daerah.get(pk), resmi.get(pk)) for pk in keluarga}


def _both(run: Run | None, daerah: int | None, resmi: DesilResmi | None) -> Desil:
    return Desil(
        daerah=daerah,
        periode=run.periode if run else "",
        diterbitkan=run.diterbitkan if run else None,
        nasional=resmi.nasional if resmi else None,
        versi=resmi.versi if resmi else "",
        tanggal=resmi.tanggal if resmi else None,
    )


def history_daerah(keluarga_id: int) -> list[DesilPeriode]:
    """Return the desil daerah of every published periode, newest first; a family may be missing from some."""
    terbit = {run.pk: run for run in Run.objects.filter(status="terbit").only("periode", "diterbitkan")}
    hasil = Hasil.objects.filter(run_id__in=list(terbit), keluarga_id=keluarga_id)
    semua = [
        DesilPeriode(terbit[h.run_id].periode, h.desil, h.sebab, h.alasan_kosong, terbit[h.run_id].diterbitkan)
        for h in hasil
    ]
    return sorted(semua, key=lambda satu: satu.periode, reverse=True)
