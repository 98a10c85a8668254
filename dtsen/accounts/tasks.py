"""Celery tasks: those of the trail, called by beat (settings: CELERY_BEAT_SCHEDULE), which may run twice without harm,
and the e-mail about somebody's account."""

from __future__ import annotations

from celery import shared_task

from dtsen.accounts import kabar, segel, verification


@shared_task(name="jejak.segel")
def seal() -> None:
    """Seal what has been written since the last time."""
    segel.seal()


@shared_task(name="jejak.siapkan")
def prepare() -> None:
    """Make the partitions of the coming months."""
    segel.prepare()


@shared_task(name="jejak.jangkar")
def anchor() -> None:
    """Write the day's head of the chain outside the database."""
    segel.anchor()


@shared_task(name="jejak.periksa")
def verify() -> None:
    """Check the whole chain at night; shouts when something is wrong."""
    verification.run()


@shared_task(name="akun.kabari", autoretry_for=(OSError,), retry_backoff=60, max_retries=4)
def tell(pk: int) -> None:
    """Tell about a request concerning an account; whoever was reached before a failure hears of it again."""
    kabar.send(pk)
