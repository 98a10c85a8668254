"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "dtsen.registry"
    label = "registry"
    verbose_name = "Registri"
