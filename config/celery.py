"""The Celery application: tasks carry ids only and first ask whether they still have to run."""

from __future__ import annotations

import logging
import os
from logging.config import dictConfig
from typing import Any

from celery import Celery, Task
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Tugas(Task):  # type: ignore[type-arg]  # generic only in the stubs
    """Every task of the product: what it records carries the door "tugas"."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from dtsen.accounts import audit  # noqa: PLC0415 (this module is imported before Django is set up)

        with audit.within("tugas"):
            return super().__call__(*args, **kwargs)


app = Celery("dtsen", task_cls=Tugas)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_own_logging(loglevel: int | str | None = None, **_: Any) -> None:
    """Let the worker log through the handlers of the application, which mask; Celery then adds none of its own."""
    dictConfig(settings.LOGGING)
    if loglevel:
        logging.getLogger().setLevel(loglevel)
