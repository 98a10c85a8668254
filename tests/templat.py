"""Fills the template database of the tests, once a run: `python -m tests.templat` (see tests/servers.py)."""

from __future__ import annotations

import django
from django.core.management import call_command
from django.db import connections
from django.utils.module_loading import import_string

if __name__ == "__main__":
    django.setup()
    call_command("migrate", database="pemilik", verbosity=0)
    call_command("load_wilayah")
    call_command("collectstatic", interactive=False, verbosity=0)
    import_string("tests.cast.create")()
    connections.close_all()
