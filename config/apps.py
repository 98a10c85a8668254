"""The config package as an app: template components and start-up checks."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "config"
    verbose_name = "Konfigurasi"
