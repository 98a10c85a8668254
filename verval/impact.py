"""What a correction would do to the desil daerah, by the thresholds of the published ranking.

The change is written, ranked by the very statement that ranks everybody, and rolled back to a savepoint: nobody else
sees it, and a simulation cannot drift away from the ranking. It holds the family's row for some milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from dtsen.ranking.explanations import desil_now
from dtsen.registry import corrections
from dtsen.registry.models import Individu, Keluarga, KondisiKeluarga
from dtsen.registry.models.keluarga import ALAMAT
from dtsen.registry.values import FaktaSalah, Nilai


@dataclass(frozen=True, slots=True)
class Dampak:
    """Desil daerah before and after a change; None where the family cannot be scored. Score 1e-6 ln Rp."""

    periode: str
    desil_lama: int | None
    desil_baru: int | None
    selisih_skor: int | None

    @property
    def berpindah(self) -> bool:
        return self.desil_lama != self.desil_baru

    @property
    def berpengaruh(self) -> bool:
        """Whether the score moves at all, even inside one desil."""
        return self.berpindah or bool(self.selisih_skor)


def estimate(keluarga: Keluarga, perubahan: Mapping[str, object], *, individu: Individu | None = None) -> Dampak | None:
    """Return the effect of a change that is not written; None while no ranking is published or the change is wrong."""
    sebelum = desil_now(keluarga.pk)
    if sebelum is None:
        return None
    try:
        baru, ikut = corrections.check(keluarga, perubahan, individu=individu, hari=timezone.localdate())
    except FaktaSalah:
        return None
    with transaction.atomic():
        titik = transaction.savepoint()
        _pretend(keluarga, individu, {**baru, **ikut})
        sesudah = desil_now(keluarga.pk)
        transaction.savepoint_rollback(titik)
    if sesudah is None:
        return Dampak(sebelum.run.periode, sebelum.desil, None, None)
    selisih = None if sebelum.skor is None or sesudah.skor is None else sesudah.skor - sebelum.skor
    return Dampak(sebelum.run.periode, sebelum.desil, sesudah.desil, selisih)


def _pretend(keluarga: Keluarga, individu: Individu | None, nilai: Mapping[str, Nilai]) -> None:
    if individu is not None:
        Individu.objects.filter(pk=individu.pk).update(**nilai)
        return
    kondisi = {nama: isi for nama, isi in nilai.items() if nama not in ALAMAT}
    if kondisi:
        KondisiKeluarga.objects.update_or_create(keluarga=keluarga, defaults=kondisi)
