"""Tests of the product."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# A property is right or wrong; how long a busy machine needs for an example says nothing about it.
settings.register_profile("uji", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("uji")
