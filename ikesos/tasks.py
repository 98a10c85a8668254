"""Celery task of a calculation: an id; the use case asks first whether it still has to run."""

from __future__ import annotations

from contextlib import suppress

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from ikesos import hitungan


@shared_task(name="ikesos.hitung")
def hitung(pk: int) -> None:
    hitungan.run(pk)


def queue(pk: int) -> None:
    """Queue a calculation after its start was committed. A broker that is away ends it with a clear refusal."""
    try:
        hitung.delay(pk)
    except OperationalError as galat:
        hitungan.give_up(pk)
        raise hitungan.HitunganDitolak("antrean", "Antrean tidak dapat dihubungi. Coba lagi sebentar lagi.") from galat


def queue_on_commit(pk: int) -> None:
    def kirim() -> None:
        with suppress(hitungan.HitunganDitolak):
            queue(pk)

    transaction.on_commit(kirim)
