"""Whether a family or person may be proposed for a programme: every refusal names rule, value and way out.

`nilai` assesses; `bahan` loads what `tolak` and `bantrok` look at; `jawab` is the answer.
"""

from __future__ import annotations

from verval.kelayakan.bahan import desil_terakhir, living
from verval.kelayakan.jawab import Kelayakan, Penolakan
from verval.kelayakan.nilai import assess, assess_all
from verval.kelayakan.tolak import default_recipient

__all__ = ["Kelayakan", "Penolakan", "assess", "assess_all", "default_recipient", "desil_terakhir", "living"]
