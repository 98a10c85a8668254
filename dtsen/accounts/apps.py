"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "dtsen.accounts"
    label = "accounts"
    verbose_name = "Akun"
