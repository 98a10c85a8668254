"""The config package as an app: template components and start-up checks."""

from __future__ import annotations

from django.apps import AppConfig

from config import checks


class ConfigApp(AppConfig):
    name = "config"
    verbose_name = "Konfigurasi"

    def ready(self) -> None:
        checks.register_all()
