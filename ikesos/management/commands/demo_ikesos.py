"""`manage.py demo_ikesos 2026-T4 --sebagai USER --pengesah USER`: two earlier quarters, so that there is a trend.

Made up and labelled so: the inputs of offices of both quarters and an older official desil. The registry is counted as
it is, so what is not made up did not change. Few draws: nobody looks at the bands of a quarter that has passed.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.accounts.models import User
from dtsen.lib.periode import Periode
from ikesos import contoh, hitungan, structure
from ikesos.models import Hitungan

TARIKAN = 100
GESER = (0.12, 0.06)
"""How much worse the offices' numbers were, as a share: two quarters ago, one quarter ago."""


class Command(BaseCommand):
    help = "Menghitung dua triwulan lama dengan isian contoh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("periode", help="triwulan sekarang, misalnya 2026-T4")
        parser.add_argument("--sebagai", required=True, help="pengguna yang menghitung")
        parser.add_argument("--pengesah", required=True, help="orang kedua yang menerbitkan")

    def handle(self, *args: Any, **o: Any) -> None:
        orang = [User.objects.filter(username=o[nama]).first() for nama in ("sebagai", "pengesah")]
        if orang[0] is None or orang[1] is None:
            raise CommandError("Pengguna itu tidak ada.", returncode=2)
        satu = Periode.parse(o["periode"]).sebelum
        for periode, geser in zip((satu.sebelum, satu), GESER, strict=True):
            if Hitungan.objects.filter(periode=periode.kode, status="selesai").exists():
                continue
            versi = structure.in_force(periode.selesai)
            if versi is None:
                raise CommandError("Belum ada struktur. Jalankan load_ikesos dahulu.", returncode=2)
            if geser == GESER[0]:
                contoh.older_desil(periode)
            isian = contoh.fill(versi, periode.kode, benih=6402 + periode.triwulan, geser=geser)
            ini = hitungan.start(periode.kode, pelaku=orang[0], versi=versi, tarikan=TARIKAN)
            hitungan.run(ini.pk)
            hitungan.publish(ini.pk, pelaku=orang[1])
            self.stdout.write(f"{periode.kode}: {isian} isian contoh, hitungan #{ini.pk}.")
