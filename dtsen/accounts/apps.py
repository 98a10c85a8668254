"""App configuration."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "dtsen.accounts"
    label = "accounts"
    verbose_name = "Akun"

    def ready(self) -> None:
        """Connect what ends with a session."""
        import_module("dtsen.accounts.penuh")
