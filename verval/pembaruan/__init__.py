"""Corrections as cases: draft, file, decide.

`tulis` writes and changes them, `jalan` takes their hops, `boleh` says who may write what.
"""

from __future__ import annotations

from verval.pembaruan.boleh import (
    AJUKAN,
    ALASAN_TERPENDEK,
    PERIKSA,
    locked_for,
    open_facts,
    open_operations,
    record,
    refuse_held,
    require_maker,
)
from verval.pembaruan.jalan import TABEL, base_now, hindrance, move, move_together
from verval.pembaruan.tulis import (
    draft,
    draft_butir,
    draft_operasi,
    new_draft,
    put,
    revise,
    revise_butir,
    revise_operasi,
)

__all__ = [
    "AJUKAN",
    "ALASAN_TERPENDEK",
    "PERIKSA",
    "TABEL",
    "base_now",
    "draft",
    "draft_butir",
    "draft_operasi",
    "hindrance",
    "locked_for",
    "move",
    "move_together",
    "new_draft",
    "open_facts",
    "open_operations",
    "put",
    "record",
    "refuse_held",
    "require_maker",
    "revise",
    "revise_butir",
    "revise_operasi",
]
