"""Filed cases whose musyawarah did not come in time."""

from __future__ import annotations

from datetime import date

from dtsen.lib.tampil import tanggal
from dtsen.registry import lingkup
from verval import pembaruan, usulan
from verval.hop import StaleStatus
from verval.kalender import deadline_of
from verval.models import Pembaruan, Usulan


def expire(hari: date) -> int:
    """Take every filed case whose musyawarah did not come in time to `kedaluwarsa`; return how many.

    Case by case, each in a transaction of its own: one that somebody moves at the same moment is left to that person.
    """
    banyak = 0
    with lingkup.within(lingkup.INDONESIA):
        for model, move in ((Pembaruan, pembaruan.move), (Usulan, usulan.move)):
            for kasus in model.objects.filter(status="diajukan").order_by("pk").iterator(chunk_size=500):
                sampai = deadline_of(kasus)
                if sampai is None or hari <= sampai:
                    continue
                catatan = f"Tidak ada musyawarah atau SPTJM sampai {tanggal(sampai)}."
                try:
                    move(kasus, "kedaluwarsakan", pelaku=None, status="diajukan", alasan=catatan)  # type: ignore[arg-type]
                except StaleStatus:
                    continue
                banyak += 1
    return banyak
