"""The API as someone signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from tests.cast import user


@pytest.fixture
def as_user(db: None) -> Callable[[str], APIClient]:
    def sign_in(nama: str) -> APIClient:
        klien = APIClient()
        klien.force_authenticate(user(nama))
        return klien

    return sign_in
