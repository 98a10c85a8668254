"""The web application with limits that nobody reaches: they are counted, so that what is measured stays whole."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from config.wsgi import application  # noqa: E402, F401
from dtsen.accounts.batas import BATAS, MENIT, Batas  # noqa: E402

BATAS.update(dict.fromkeys(BATAS, Batas(((10**9, MENIT),), ((10**9, MENIT),), "uji")))
