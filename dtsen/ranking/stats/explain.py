"""Why a family has its score: points of each answer minus the population mean of that variable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dtsen.ranking.stats.scorecard import Scorecard

TIDAK_DIKETAHUI = "tidak diketahui"


@dataclass(frozen=True, slots=True)
class Alasan:
    """One reason. `selisih` in micro points: negative pulls the family down (poorer), positive lifts it."""

    kode: str
    variabel: str
    jawaban: str
    poin: int
    selisih: int


def explain(model: Scorecard, fitur: Mapping[str, int | None], rerata: Mapping[str, int]) -> list[Alasan]:
    """Return every variable's reason, strongest first; equal strength by name.

    `rerata`: person-weighted mean points of each variable in the run; `poin_kosong` where the run has none.
    """
    alasan = []
    for variabel in model.variabel:
        level = variabel.level_of(fitur.get(variabel.kode))
        poin = variabel.poin_kosong if level is None else variabel.poin[level]
        jawaban = TIDAK_DIKETAHUI if level is None else variabel.label_level[level]
        selisih = poin - rerata.get(variabel.kode, variabel.poin_kosong)
        alasan.append(Alasan(variabel.kode, variabel.label, jawaban, poin, selisih))
    return sorted(alasan, key=lambda satu: (-abs(satu.selisih), satu.kode))
