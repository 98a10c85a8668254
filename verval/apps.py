"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class VervalConfig(AppConfig):
    name = "verval"
    label = "verval"
    verbose_name = "Verval"
