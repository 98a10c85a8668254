"""One change of one family or person: columns, lineage and the history row, always together.

Everything that changes the registry outside imports goes through `write`, so that history alone can take it back
(`corrections.reverse`) and tell it again (`replay.py`). The callers check and lock; here nothing is decided.
"""

from __future__ import annotations

from dtsen.registry.riwayat.baca import count_open, heads, later, ours, pairs, read, touched
from dtsen.registry.riwayat.gembok import PELANGGARAN, lock, no_import_now, refusals
from dtsen.registry.riwayat.kunci import (
    ADA,
    KUNCI_INDIVIDU,
    KUNCI_KELUARGA,
    NOMOR,
    TEMPAT_INDIVIDU,
    TEMPAT_KELUARGA,
    Objek,
    describe,
    from_json,
    has_lineage,
)
from dtsen.registry.riwayat.tulis import Catatan, add_family, add_person, follow_head, remove, write

__all__ = [
    "ADA", "KUNCI_INDIVIDU", "KUNCI_KELUARGA", "NOMOR", "PELANGGARAN", "TEMPAT_INDIVIDU", "TEMPAT_KELUARGA", "Catatan",
    "Objek", "add_family", "add_person", "count_open", "describe", "follow_head", "from_json", "has_lineage", "heads",
    "later", "lock", "no_import_now", "ours", "pairs", "read", "refusals", "remove", "touched", "write",
]  # fmt: skip
