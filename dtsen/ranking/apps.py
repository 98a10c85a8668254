"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class RankingConfig(AppConfig):
    name = "dtsen.ranking"
    label = "ranking"
    verbose_name = "Pemeringkatan"
