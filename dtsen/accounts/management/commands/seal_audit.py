"""`manage.py seal_audit`: seal the trail now instead of waiting for the job of every 30 seconds."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dtsen.accounts import segel
from dtsen.lib.tampil import angka


class Command(BaseCommand):
    help = "Menyegel baris jejak yang menunggu. Biasanya dikerjakan sendiri oleh beat setiap 30 detik."

    def handle(self, *args: Any, **o: Any) -> None:
        self.stdout.write(f"{angka(segel.seal())} baris disegel.")
