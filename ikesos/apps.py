"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class IkesosConfig(AppConfig):
    name = "ikesos"
    label = "ikesos"
    verbose_name = "IKESOS"
