"""Write a planned batch into the registry: facts, lineage and history in the caller's one transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from dtsen.lib.periode import Periode
from dtsen.registry import asal
from dtsen.registry.imports import merge
from dtsen.registry.imports.plan import statement


def apply_batch(kursor: Any, *, batch_id: int, sumber: str, tanggal: date, berkas: list[str], pelaku_id: int) -> None:
    """Apply the plan tables of a batch. Runs on the owner's connection inside the transaction that records it."""
    dasar = f"impor:{batch_id}"
    if sumber == "dukcapil":
        kursor.execute(statement("apply_dukcapil"), {"tanggal": tanggal})
        kursor.execute(statement("mark_padan"))
        return
    isian = {
        "bobot": asal.encode(sumber, tanggal),
        "dasar": dasar,
        "pelaku": pelaku_id,
        "tanggal": tanggal,
    }
    for perintah in merge.insert_keluarga():
        merge.execute(kursor, perintah, isian)
    # Old values are read from the rows as they still stand; new families must be there for those who move in.
    for riwayat in merge.write_history():
        merge.execute(kursor, riwayat, isian)
    for perintah in merge.update_rows():
        merge.execute(kursor, perintah, isian)
    merge.execute(kursor, merge.insert_individu(), isian)
    kursor.execute(statement("close_empty"))
    kursor.execute(statement("follow_keluarga"))
    kursor.execute(statement("name_kepala"))
    if sumber == "dtsen":
        kursor.execute(
            statement("insert_desil_resmi"), {"versi": Periode.of(tanggal).kode, "tanggal": tanggal, "dasar": dasar}
        )
    kursor.execute(statement("insert_antrean"), {"batch": batch_id, "berkas": berkas})
