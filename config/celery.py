"""The Celery application: tasks carry ids only and first ask whether they still have to run."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("dtsen")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
