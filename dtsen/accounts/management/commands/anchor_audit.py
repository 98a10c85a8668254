"""`manage.py anchor_audit`: write the head of the trail's chain outside the database, and show it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dtsen.accounts import segel
from dtsen.lib.tampil import angka


class Command(BaseCommand):
    help = "Mencatat ujung rantai segel jejak ke VAR_DIR/jangkar, di luar basis data."

    def handle(self, *args: Any, **o: Any) -> None:
        isi = segel.anchor()
        if isi is None:
            self.stdout.write("Belum ada yang disegel. Tunggu satu menit, lalu ulangi.")
            return
        self.stdout.write(f"Segel {angka(isi['nomor'])}, {angka(isi['baris'])} baris: {isi['rantai']}")
