"""Fills the template database of the tests, once a run: `python -m tests.templat` (see tests/servers.py)."""

from __future__ import annotations

import os
import random

import django
from django.core.management import call_command
from django.db import connections
from django.utils.module_loading import import_string


def scatter_numbers(benih: int) -> None:
    """Let every table number its rows from somewhere else (`URUTAN` of the environment chooses where).

    With fresh numbers the first family and the first person are both 1: a key of the wrong table goes unseen, and a
    test may lean on a number by chance and fail in another order.
    """
    acak = random.Random(benih)
    with connections["pemilik"].cursor() as kursor:
        kursor.execute("SELECT schemaname, sequencename, coalesce(last_value, 0) FROM pg_sequences ORDER BY 1, 2")
        for skema, nama, terakhir in kursor.fetchall():
            awal = terakhir + acak.randrange(1_000, 30_000)
            kursor.execute("SELECT setval(format('%%I.%%I', %s::text, %s::text)::regclass, %s)", [skema, nama, awal])


if __name__ == "__main__":
    django.setup()
    call_command("migrate", database="pemilik", verbosity=0)
    call_command("load_wilayah")
    call_command("collectstatic", interactive=False, verbosity=0)
    import_string("tests.cast.create")()
    scatter_numbers(int(os.environ.get("URUTAN", "1")))
    connections.close_all()
