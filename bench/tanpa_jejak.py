"""The same web application without the trail: only to be measured beside the real one (bench/jejak.py)."""

from __future__ import annotations

import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from dtsen.accounts import audit  # noqa: E402


def _nothing(**_: Any) -> None:
    return None


audit.record = audit.refused = _nothing  # the views ask the module for them at each call

import bench.tanpa_batas  # noqa: E402, F401
from config.wsgi import application  # noqa: E402, F401
