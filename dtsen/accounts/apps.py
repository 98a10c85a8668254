"""App configuration."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "dtsen.accounts"
    label = "accounts"
    verbose_name = "Akun"

    def ready(self) -> None:
        """Connect what ends with a session or a password, what the trail watches, and what follows a migrate."""
        from dtsen.accounts import changes  # noqa: PLC0415 (models are not loaded when this module is)

        import_module("dtsen.accounts.penuh")
        import_module("dtsen.accounts.sesi")
        post_migrate.connect(_prepare_trail, sender=self)
        changes.watch_accounts()


def _prepare_trail(*, using: str, **_: Any) -> None:
    """After every migrate, so also after a restore: partitions for the coming months, a new zaman where needed."""
    from dtsen.accounts import segel  # noqa: PLC0415 (models are not loaded when this module is)

    with connections[using].cursor() as kursor:
        kursor.execute("SELECT to_regprocedure('jejak_zaman_baru()') IS NOT NULL")
        if not kursor.fetchone()[0]:
            return  # an older state of the tables was asked for
    segel.prepare(using)
