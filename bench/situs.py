"""The web application as benches serve it: without limits of how often, and without what BENCH_TANPA names.

Only to be measured beside the real one: `jejak` leaves the trail out. What a scope costs is asked by another role of
the database instead (bench/lingkup.py).
"""

from __future__ import annotations

import os
from typing import Any

from dtsen.accounts import audit, batas


def _nothing(*_: Any, **__: Any) -> None:
    return None


batas.check = _nothing  # one address asks for everything here
if os.environ.get("BENCH_TANPA") == "jejak":
    audit.record = audit.refused = _nothing  # the views ask the module for them at each call

from config.wsgi import application  # noqa: E402, F401
