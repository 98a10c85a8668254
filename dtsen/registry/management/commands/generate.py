"""`manage.py generate`: a synthetic Kutai Kartanegara as source files with the truth beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.registry.synthetic.config import Opsi
from dtsen.registry.synthetic.numbers import SeriHabis
from dtsen.registry.synthetic.run import generate

BATAS_XLSX = 30_000
"""Families up to which workbooks are written unless --format says otherwise."""


class Command(BaseCommand):
    help = "Membuat penduduk sintetis Kutai Kartanegara sebagai berkas sumber beserta kebenarannya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keluarga", type=int, required=True, metavar="N", help="banyaknya keluarga")
        parser.add_argument("--seed", type=int, default=2026, metavar="S", help="angka acak awal (bawaan 2026)")
        parser.add_argument(
            "--out", type=Path, required=True, metavar="DIR", help="folder hasil (kosong atau belum ada)"
        )
        parser.add_argument("--format", choices=("xlsx", "csv"), help="bawaan: xlsx sampai 30.000 keluarga, lalu csv")

    def handle(self, *args: Any, **opsi: Any) -> None:
        keluarga, folder = int(opsi["keluarga"]), Path(opsi["out"])
        if keluarga < 1 or int(opsi["seed"]) < 0:
            raise CommandError("--keluarga minimal 1 dan --seed tidak boleh negatif.", returncode=2)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(
                f"Folder {folder} sudah berisi. Pilih folder kosong atau hapus dulu isinya.", returncode=2
            )
        xlsx = opsi["format"] == "xlsx" if opsi["format"] else keluarga <= BATAS_XLSX
        try:
            hasil = generate(Opsi(keluarga, int(opsi["seed"])), folder, xlsx=xlsx, lapor=self.stdout.write)
        except SeriHabis as galat:
            raise CommandError(f"{galat} Kurangi --keluarga.", returncode=2) from galat
        self.stdout.write(f"Selesai: {hasil.keluarga} keluarga, {hasil.jiwa} jiwa di {hasil.desa} desa, di {folder}.")
