"""What a correction would do to the desil daerah, by the thresholds of the published ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from dtsen.ranking.explanations import simulate
from dtsen.registry import corrections
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.models.keluarga import ALAMAT
from dtsen.registry.values import FaktaSalah


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
    """Return the effect of a change that is not written, with the facts that it empties.

    None while no ranking is published, for a change the registry refuses, and for a family that is not active.
    """
    try:
        baru, ikut = corrections.check(keluarga, perubahan, individu=individu, hari=timezone.localdate())
    except FaktaSalah:
        return None
    diskor = {nama: isi for nama, isi in {**baru, **ikut}.items() if individu is not None or nama not in ALAMAT}
    if not diskor:
        return None
    hasil = simulate(keluarga.pk, perubahan=diskor, individu_id=individu.pk if individu else None)
    if hasil is None:
        return None
    kini, sesudah = hasil
    selisih = None if kini.skor is None or sesudah.skor is None else sesudah.skor - kini.skor
    return Dampak(kini.run.periode, kini.desil, sesudah.desil, selisih)
