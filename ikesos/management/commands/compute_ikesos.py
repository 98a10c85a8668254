"""`manage.py compute_ikesos 2026-T4 --sebagai USER [--terbitkan --pengesah USER]`: calculate the index now.

`--ulang`: afterwards the earlier periods that this version lacks, from the inputs stored then.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.tampil import angka
from ikesos import decent, hitungan
from ikesos.models import HasilIndeks, Hitungan
from ikesos.stats.kokoh import BENIH


class Command(BaseCommand):
    help = "Menghitung IKESOS satu triwulan untuk semua wilayah dan kelompok."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("periode", help="misalnya 2026-T4")
        parser.add_argument("--sebagai", required=True, help="pengguna yang memulai")
        parser.add_argument("--ulang", action="store_true", help="hitung ulang periode lama dengan versi ini")
        parser.add_argument("--benih", type=int, default=BENIH, help="benih uji kekokohan")
        parser.add_argument("--terbitkan", action="store_true", help="terbitkan sesudah dihitung, oleh --pengesah")
        parser.add_argument("--pengesah", help="orang kedua yang menerbitkan")

    def handle(self, *args: Any, **o: Any) -> None:
        pelaku = User.objects.filter(username=o["sebagai"]).first()
        if pelaku is None:
            raise CommandError(f"Pengguna {o['sebagai']} tidak ada.", returncode=2)
        pengesah = User.objects.filter(username=o["pengesah"]).first() if o["terbitkan"] else None
        if o["terbitkan"] and pengesah is None:
            raise CommandError("--terbitkan menuntut --pengesah dengan pengguna yang ada.", returncode=2)
        try:
            ini = hitungan.start(o["periode"], pelaku=pelaku, benih=o["benih"])
            hitungan.run(ini.pk)
            lama = hitungan.again(ini.versi, pelaku=pelaku) if o["ulang"] else []
            for satu in lama:
                hitungan.run(satu.pk)
            if pengesah is not None:
                hitungan.publish(ini.pk, pelaku=pengesah)
        except (hitungan.HitunganDitolak, TidakBerwenang) as galat:
            raise CommandError(galat.pesan, returncode=2) from galat
        except decent.LayakKurang as galat:
            raise CommandError(str(galat), returncode=2) from galat
        for satu in (*lama, ini):
            self._print(Hitungan.objects.get(pk=satu.pk))

    def _print(self, ini: Hitungan) -> None:
        akar = HasilIndeks.objects.filter(hitungan=ini, nilai_geo__isnull=False, kelompok="umum").order_by("wilayah_id")
        puncak = akar.first()
        nilai = f"{angka(puncak.nilai, 2)} (geometrik {angka(puncak.nilai_geo, 2)})" if puncak else "belum lengkap"
        contoh = ", memakai isian contoh" if ini.contoh else ""
        self.stdout.write(f"{ini}: indeks kabupaten {nilai}{contoh}. {akar.count()} wilayah lengkap.")
