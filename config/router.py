"""Database routing: models live on "default" (role aplikasi); "pemilik" is the same database seen as its owner."""

from __future__ import annotations

from typing import Any


class Router:
    """Never route reads or writes to the owner by itself; migrate only as the owner where there is one."""

    def db_for_read(self, model: type, **hints: Any) -> str | None:
        return None

    def allow_relation(self, obj1: object, obj2: object, **hints: Any) -> bool:
        # Both aliases are one database.
        return True
