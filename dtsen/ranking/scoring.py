"""Parameters of the scoring statements, and the name of the previous published run."""

from __future__ import annotations

from typing import Any

import numpy as np

from dtsen.ranking.models import Run
from dtsen.ranking.stats.fitur import BANYAK_NILAI, FITUR
from dtsen.ranking.stats.scorecard import PERSEN_DIKENAL, Scorecard, Variabel, read_model


def point_parameters(model: Scorecard) -> dict[str, Any]:
    """Return poin_, kosong_ and (for numbers) batas_ of every feature; one that the model leaves out gives 0 points.

    A coded feature gets the points of each of its codes, so that SQL need not search the bounds.
    """
    punya = {variabel.kode: variabel for variabel in model.variabel}
    hasil: dict[str, Any] = {}
    for kode in FITUR:
        variabel = punya.get(kode, Variabel(kode, kode, (), (0,), ("",), 0))
        hasil[f"kosong_{kode}"] = variabel.poin_kosong
        if kode in BANYAK_NILAI:
            nilai = np.arange(BANYAK_NILAI[kode], dtype=np.int64)
            hasil[f"poin_{kode}"] = variabel.points(nilai).tolist()
        else:
            hasil[f"batas_{kode}"] = list(variabel.batas)
            hasil[f"poin_{kode}"] = list(variabel.poin)
    return hasil


def score_parameters(run: Run) -> dict[str, Any]:
    """Return everything `score_run.sql` asks for."""
    model = read_model(run.model.isi)
    dipakai = {variabel.kode for variabel in model.variabel}
    banyak = len(model.variabel)
    return {
        "beku": run.beku_id,
        "per_keluarga": run.basis == "keluarga",
        "intersep": model.intersep,
        # Smallest number of known variables that is at least 60 %.
        "minimum": -(-PERSEN_DIKENAL * banyak // 100),
        **{f"pakai_{kode}": kode in dipakai for kode in FITUR},
        **point_parameters(model),
    }


def previous_published(run: Run, *, using: str = "default") -> Run | None:
    """Return the published ranking that this one follows (or replaces, in the same periode)."""
    return (
        Run.objects.using(using)
        .filter(status="terbit", periode__lte=run.periode)
        .exclude(pk=run.pk)
        .order_by("-periode", "-id")
        .first()
    )


def current() -> Run | None:
    """Return the ranking that readers see: the published one of the latest periode."""
    return Run.objects.filter(status="terbit").select_related("model", "beku").order_by("-periode").first()
