"""Settings, URLs, Celery app and template components: the only place that knows every app."""

from __future__ import annotations

from config.celery import app as celery_app

__all__ = ["celery_app"]
