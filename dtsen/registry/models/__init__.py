"""Models of the registry."""

from __future__ import annotations

from dtsen.registry.models.impor import AntreanImpor, BatchImpor, PetaKode, RiwayatFakta
from dtsen.registry.models.individu import Individu, RujukanDukcapil
from dtsen.registry.models.keluarga import DesilResmi, Keluarga, KondisiKeluarga, RiwayatKK

__all__ = [
    "AntreanImpor",
    "BatchImpor",
    "DesilResmi",
    "Individu",
    "Keluarga",
    "KondisiKeluarga",
    "PetaKode",
    "RiwayatFakta",
    "RiwayatKK",
    "RujukanDukcapil",
]
