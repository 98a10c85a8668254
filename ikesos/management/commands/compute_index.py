"""`manage.py compute_index --struktur S.csv --data D.csv --out O.csv [--agregasi arit|geo]`: any index, no database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ikesos.luar import hitung
from ikesos.luar.galat import BerkasSalah
from ikesos.stats.aggregate import ARIT, GEO


class Command(BaseCommand):
    help = "Menghitung indeks dari struktur dan data luar. Hasil: 0–100 untuk setiap simpul."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--struktur", type=Path, required=True, help="kode,induk,tingkat,bobot,arah,min,max")
        parser.add_argument("--data", type=Path, required=True, help="unit dan satu kolom setiap indikator")
        parser.add_argument("--out", type=Path, required=True, help="berkas hasil: unit dan satu kolom setiap simpul")
        parser.add_argument(
            "--agregasi", choices=(ARIT, GEO), default=ARIT, help="rata-rata di tingkat teratas (bawaan: arit)"
        )

    def handle(self, *args: Any, **o: Any) -> None:
        struktur, data, out = o["struktur"], o["data"], o["out"]
        if out.resolve() in (struktur.resolve(), data.resolve()):
            raise CommandError("Berkas hasil menimpa berkas masukan. Pilih nama lain untuk --out.", returncode=2)
        try:
            hasil = hitung.compute(struktur, data, puncak=o["agregasi"])
            hitung.write(hasil, out)
        except BerkasSalah as galat:
            raise CommandError("\n".join(["Berkas belum dapat dihitung:", *galat.lines()]), returncode=2) from galat
        except OSError as galat:
            raise CommandError(f"{out} tidak dapat ditulis. Periksa folder dan izinnya.", returncode=2) from galat
        for pesan in hasil.peringatan:
            self.stderr.write(f"Perhatian: {pesan}")
        kurang = f"; {hasil.tanpa_indeks} unit tanpa indeks karena data kurang" if hasil.tanpa_indeks else ""
        self.stdout.write(f"{len(hasil.unit)} unit, {len(hasil.kode)} simpul ditulis ke {out}{kurang}.")
