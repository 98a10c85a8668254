"""`manage.py verify_audit [--sejak 2026-01-31]`: is the trail whole? Exit code 1 when it is not."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.accounts import verification
from dtsen.lib.tampil import angka


class Command(BaseCommand):
    help = "Memeriksa apakah jejak utuh: tidak ada baris yang diubah, dihapus, ditambah atau dipindah sesudah disegel."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sejak", type=date.fromisoformat, help="mulai dari segel hari ini, misalnya 2026-01-31")

    def handle(self, *args: Any, **o: Any) -> None:
        hasil = verification.run(sejak=o["sejak"])
        ukuran = (
            f"{angka(hasil.segel)} segel dan {angka(hasil.baris)} baris diperiksa, {angka(hasil.jangkar)} jangkar "
            "dibandingkan"
        )
        if not hasil.salah:
            self.stdout.write(f"Jejak utuh: {ukuran}.")
            return
        for satu in hasil.salah[: verification.TERTULIS]:
            self.stdout.write(satu.pesan)
        raise CommandError(f"Jejak TIDAK utuh: {angka(len(hasil.salah))} kesalahan, {ukuran}.", returncode=1)
