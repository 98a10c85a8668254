"""The API as someone signed in, as in tests/api."""

from __future__ import annotations

from tests.api.conftest import as_user

__all__ = ["as_user"]
