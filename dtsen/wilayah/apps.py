"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class WilayahConfig(AppConfig):
    name = "dtsen.wilayah"
    label = "wilayah"
    verbose_name = "Wilayah"
