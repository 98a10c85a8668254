"""What a correction would do to the desil daerah, by the thresholds of the published ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dtsen.registry.models import Individu, Keluarga


@dataclass(frozen=True, slots=True)
class Dampak:
    """Desil daerah before and after a change; None where the family cannot be scored."""

    periode: str
    desil_lama: int | None
    desil_baru: int | None

    @property
    def berpindah(self) -> bool:
        return self.desil_lama != self.desil_baru


def estimate(keluarga: Keluarga, perubahan: Mapping[str, object], *, individu: Individu | None = None) -> Dampak | None:
    """Return the effect of a change that is not written, None while no ranking is published."""
    return None
