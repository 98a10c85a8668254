"""`manage.py kode_demo AKUN`: the six digits of now for a demo account, where the mode is demo or uji."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.accounts import demo, dua_faktor
from dtsen.accounts.models import User


class Command(BaseCommand):
    help = "Menulis kode masuk 6 angka untuk akun demo. Hanya untuk MODE=demo atau uji."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("akun")

    def handle(self, *args: Any, akun: str, **options: Any) -> None:
        if settings.MODE == "produksi":
            raise CommandError("Kode demo tidak ada di produksi. Pakai aplikasi autentikator.", returncode=2)
        user = User.objects.filter(username=akun, demo=True).first()
        if user is None or not dua_faktor.terpasang(user):
            raise CommandError(f"{akun} bukan akun demo yang memakai kode. Contoh: verifikator.", returncode=2)
        self.stdout.write(dua_faktor.code_now(demo.secret_of(settings.SECRET_KEY, akun)))
