"""`manage.py load_model [KODE|JSON]`: load a scorecard into the database and make it the default."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.ranking import model_files, scorecards
from dtsen.ranking.stats.scorecard import ModelSalah


class Command(BaseCommand):
    help = "Memuat model skor dari berkas JSON dan menjadikannya bawaan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("model", nargs="?", default=model_files.BAWAAN, help="kode model atau jalur berkas JSON")
        parser.add_argument("--tanpa-bawaan", action="store_true", help="jangan jadikan bawaan")

    def handle(self, *args: Any, **o: Any) -> None:
        try:
            isi, _ = model_files.read(o["model"])
            model, baru = scorecards.load(isi, bawaan=not o["tanpa_bawaan"])
        except ModelSalah as galat:
            raise CommandError(galat.pesan, returncode=2) from galat
        self.stdout.write(f"Model {model.kode} {'dimuat' if baru else 'sudah ada'}.")
