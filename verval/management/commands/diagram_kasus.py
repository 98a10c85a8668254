"""`manage.py diagram_kasus`: write docs/kasus.md from the transition tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from verval import diagram


class Command(BaseCommand):
    help = "Menulis docs/kasus.md dari tabel transisi pembaruan dan usulan."

    def handle(self, *args: Any, **options: Any) -> None:
        berkas = Path(settings.BASE_DIR) / "docs" / "kasus.md"
        berkas.write_text(diagram.render(), encoding="utf-8")
        self.stdout.write("docs/kasus.md ditulis.")
