"""Celery tasks of the registry: ids in, one use case each; the use case asks whether it still has to run."""

from __future__ import annotations

from celery import shared_task

from dtsen.registry.imports import batches


@shared_task
def read_batch(batch_id: int) -> None:
    """Read, match and plan an uploaded batch."""
    batches.read(batch_id)


@shared_task
def write_batch(batch_id: int) -> None:
    """Apply a batch that a second person has confirmed."""
    batches.write(batch_id)
