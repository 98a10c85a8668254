"""`manage.py exclude --keluarga N --status S --dari D ... --sebagai USER`, `--akhiri N --sampai D --sebagai USER`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.registry import lingkup
from dtsen.registry.models import Individu, Keluarga
from verval import pengecualian
from verval.hop import KasusDitolak
from verval.models import PengecualianPenerima, ProgramBansos
from verval.models.pengecualian import STATUS_PENGECUALIAN

WAJIB = ("keluarga", "status", "dari", "sumber")


class Command(BaseCommand):
    help = "Mencatat pengecualian penerima dari SIKS-NG, atau mengakhirinya. Orang disebut dengan nomor, bukan NIK."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keluarga", type=int, help="nomor keluarga, seperti pada alamat halamannya")
        parser.add_argument("--individu", type=int, help="nomor anggota; tanpa ini seluruh keluarga")
        parser.add_argument("--program", help="kode program; tanpa ini semua program")
        parser.add_argument("--status", choices=list(STATUS_PENGECUALIAN), help="status di SIKS-NG")
        parser.add_argument("--dari", type=date.fromisoformat, help="hari pertama, 2026-11-30")
        parser.add_argument("--sampai", type=date.fromisoformat, help="hari terakhir; tanpa ini sampai diakhiri")
        parser.add_argument("--sumber", help="dari mana diketahui, misalnya SIKS-NG November 2026")
        parser.add_argument("--catatan", default="", help="boleh kosong")
        parser.add_argument("--akhiri", type=int, metavar="N", help="nomor pengecualian yang berakhir pada --sampai")
        parser.add_argument("--sebagai", required=True, help="pengguna yang mencatat")

    def handle(self, *args: Any, **o: Any) -> None:
        pelaku = User.objects.filter(username=o["sebagai"], is_active=True).first()
        if pelaku is None:
            raise CommandError(f"Pengguna {o['sebagai']!r} tidak ada. Periksa --sebagai.", returncode=2)
        try:
            with lingkup.sebagai(pelaku):
                satu = self._end(pelaku, o) if o["akhiri"] is not None else self._record(pelaku, o)
        except (TidakBerwenang, KasusDitolak) as galat:
            raise CommandError(galat.pesan, returncode=2) from galat
        self.stdout.write(f"Pengecualian {satu.pk} tersimpan.")

    def _end(self, pelaku: User, o: dict[str, Any]) -> PengecualianPenerima:
        if o["sampai"] is None:
            raise CommandError("Tulis --sampai: hari terakhir pengecualian itu berlaku.", returncode=2)
        return pengecualian.end(o["akhiri"], sampai=o["sampai"], pelaku=pelaku)

    def _record(self, pelaku: User, o: dict[str, Any]) -> PengecualianPenerima:
        if kurang := [f"--{nama}" for nama in WAJIB if o[nama] is None]:
            raise CommandError(f"Tulis juga {', '.join(kurang)}.", returncode=2)
        keluarga = Keluarga.objects.filter(pk=o["keluarga"]).first()
        individu = Individu.objects.filter(pk=o["individu"]).first() if o["individu"] is not None else None
        program = ProgramBansos.objects.filter(pk=o["program"]).first() if o["program"] else None
        if keluarga is None or (individu is None) != (o["individu"] is None) or (program is None) != (not o["program"]):
            raise CommandError(
                "Keluarga, anggota, atau program itu tidak ada di wilayah Anda. Periksa nomornya.", returncode=2
            )
        return pengecualian.record(
            keluarga,
            status=o["status"],
            dari=o["dari"],
            sampai=o["sampai"],
            sumber=o["sumber"],
            catatan=o["catatan"],
            individu=individu,
            program=program,
            pelaku=pelaku,
        )
