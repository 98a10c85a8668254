"""How long messages are kept: the row `pesan` of MasaSimpan, and the sweep that follows it."""

from __future__ import annotations

from django.db import connection, transaction

from dtsen.accounts import audit


@transaction.atomic
def sweep() -> int:
    """Take away settled messages, their attempts and reminders that are older than the row says; returns how many.

    The SQL function `verval_buang_pesan` (migration 0130) decides by the row alone: role aplikasi may not delete an
    attempt itself, and cannot ask for younger ones.
    """
    with connection.cursor() as kursor:
        kursor.execute("SELECT verval_buang_pesan()")
        (banyak,) = kursor.fetchone()
    if banyak:
        audit.record(pelaku=None, aksi="pesan.buang", rincian={"banyak": banyak})
    return int(banyak)
