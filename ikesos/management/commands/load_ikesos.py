"""`manage.py load_ikesos [FILE] [--contoh 2026]`: load a structure of the index, and demo inputs where asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ikesos import contoh, structure
from ikesos.luar.galat import BerkasSalah


class Command(BaseCommand):
    help = "Memuat struktur IKESOS. Tanpa berkas: daftar usulan lokal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", nargs="?", type=Path, default=structure.BAWAAN)
        parser.add_argument("--contoh", metavar="TAHUN", help="isi juga masukan contoh untuk tahun ini")

    def handle(self, *args: Any, **o: Any) -> None:
        try:
            versi, baru = structure.load(structure.read(o["berkas"]))
        except BerkasSalah as galat:
            raise CommandError("\n".join(["Struktur belum dapat dimuat:", *galat.lines()]), returncode=2) from galat
        self.stdout.write(f"{versi.nama} ({versi.kode}) {'termuat' if baru else 'sudah ada'}.")
        if o["contoh"]:
            if not o["contoh"].isdigit() or len(o["contoh"]) != 4:
                raise CommandError("--contoh menuntut tahun, misalnya 2026.", returncode=2)
            self.stdout.write(f"{contoh.fill(versi, o['contoh'])} isian contoh untuk {o['contoh']}.")
            contoh.join_offices()
