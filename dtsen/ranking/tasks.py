"""Celery tasks of a ranking: an id each; the use case asks first whether the step still has to run."""

from __future__ import annotations

from contextlib import suppress

from celery import chain, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from dtsen.ranking import runs


@shared_task(name="ranking.freeze")
def freeze(run_id: int) -> None:
    runs.freeze(run_id)


@shared_task(name="ranking.score")
def score(run_id: int) -> None:
    runs.score(run_id)


@shared_task(name="ranking.check")
def check(run_id: int) -> None:
    runs.check(run_id)


def queue(run_id: int) -> None:
    """Queue the three steps of a run, one after the other; a step that fails ends the chain.

    Call it after the start has been committed. A broker that is away ends the run with a clear refusal.
    """
    try:
        chain(freeze.si(run_id), score.si(run_id), check.si(run_id)).delay()
    except OperationalError as galat:
        runs.give_up(run_id)
        raise runs.PeringkatDitolak("antrean", runs.TANPA_ANTREAN) from galat


def queue_on_commit(run_id: int) -> None:
    """Queue the run once its start is committed; the page of the run says so where that fails."""

    def kirim() -> None:
        with suppress(runs.PeringkatDitolak):
            queue(run_id)

    transaction.on_commit(kirim)
