"""`manage.py load_wilayah [FILE]`: load Kukar's regions, or any other region's table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.wilayah import load


class Command(BaseCommand):
    help = "Memuat tabel wilayah dan padanan kodenya. Tanpa berkas: Kutai Kartanegara."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", nargs="?", type=Path, default=load.KUKAR)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            hasil = load.load(options["berkas"])
        except load.BerkasWilayahSalah as galat:
            raise CommandError(str(galat), returncode=2) from galat
        self.stdout.write(f"{hasil.wilayah} wilayah dan {hasil.kode} padanan kode termuat.")
