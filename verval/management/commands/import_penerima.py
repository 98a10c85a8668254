"""`manage.py import_penerima FILE --program K --bulan M --sebagai USER [--terapkan --pengesah USER]`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.tampil import angka
from dtsen.registry import lingkup
from dtsen.registry.imports.errors import BerkasSalah
from verval.bansos import penerima
from verval.bansos.penerima import PenerimaDitolak
from verval.models import BerkasPenerima, ProgramBansos


class Command(BaseCommand):
    help = "Mengimpor penerima satu program dan bulan dari CSV atau Excel; orang kedua menerapkannya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--program", required=True, help="kode program, misalnya pkh")
        parser.add_argument("--bulan", required=True, help="misalnya 2026-11")
        parser.add_argument("--sebagai", required=True, help="pengguna yang mengunggah")
        parser.add_argument("--terapkan", action="store_true", help="terapkan setelah dicocokkan")
        parser.add_argument("--pengesah", help="orang kedua yang menerapkan")
        parser.add_argument("--tolakan", type=Path, help="tulis baris yang tidak cocok ke CSV ini (nomor tersamar)")

    def handle(self, *args: Any, **o: Any) -> None:
        pelaku = self._user(o["sebagai"])
        if o["terapkan"] and not o["pengesah"]:
            raise CommandError("--terapkan menuntut --pengesah: orang kedua yang menerapkan.", returncode=2)
        pengesah = self._user(o["pengesah"]) if o["terapkan"] else None
        program = ProgramBansos.objects.filter(pk=o["program"]).first()
        if program is None:
            raise CommandError("Program itu tidak ada. Lihat kodenya di /verval/program/.", returncode=2)
        if not o["berkas"].is_file():
            raise CommandError(f"Berkas {o['berkas'].name} tidak ada. Periksa namanya.", returncode=2)
        try:
            with lingkup.sebagai(pelaku):
                satu = penerima.upload(o["berkas"], program=program, bulan=o["bulan"], pelaku=pelaku)
                if o["tolakan"]:
                    o["tolakan"].write_text(penerima.rejects(satu, pelaku=pelaku), encoding="utf-8")
            if pengesah is not None:
                with lingkup.sebagai(pengesah):
                    satu = penerima.confirm(satu.pk, pelaku=pengesah)
        except (TidakBerwenang, BerkasSalah, PenerimaDitolak) as galat:
            raise CommandError(galat.pesan, returncode=2) from galat
        self._report(satu)

    def _user(self, username: str) -> User:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"Pengguna {username!r} tidak ada atau tidak aktif.", returncode=2)
        return user

    def _report(self, satu: BerkasPenerima) -> None:
        h = {k: angka(n) for k, n in satu.hitungan.items()}
        self.stdout.write(
            f"Berkas {satu.pk}, {satu.program.singkatan} {satu.label_bulan}: {h.get('dibaca', '0')} dibaca = "
            f"{h.get('cocok_nik', '0')} cocok NIK + {h.get('cocok_kk', '0')} cocok No KK + "
            f"{h.get('tidak_cocok', '0')} tidak ada di registri + {h.get('ganda', '0')} ganda + "
            f"{h.get('salah', '0')} salah."
        )
        if satu.status == "diterapkan":
            self.stdout.write(f"Diterapkan: {h['baru']} baru, {h['berubah']} berubah, {h['sama']} sama.")
        else:
            self.stdout.write(f"Belum diterapkan. Orang kedua membuka /verval/penerima/berkas/{satu.pk}/.")
