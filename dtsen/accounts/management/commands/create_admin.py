"""`manage.py create_admin USERNAME --nama NAMA [--wilayah 6402]`: the first account, which then makes all others."""

from __future__ import annotations

import getpass
import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from dtsen.accounts import audit
from dtsen.accounts.models import Penugasan, User
from dtsen.wilayah.models import Wilayah


class Command(BaseCommand):
    help = "Membuat akun admin pertama. Kata sandi ditanyakan, atau dibaca dari variabel SANDI_ADMIN."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--nama", required=True, help="nama lengkap pemegang akun")
        parser.add_argument("--wilayah", default="6402", help="kode kabupaten (bawaan: 6402)")

    def handle(self, *args: Any, **o: Any) -> None:
        if User.objects.filter(username=o["username"]).exists():
            raise CommandError(f"Akun {o['username']!r} sudah ada. Pilih nama pengguna lain.", returncode=2)
        wilayah = Wilayah.objects.filter(pk=o["wilayah"]).first()
        if wilayah is None:
            raise CommandError("Wilayah itu belum dimuat. Jalankan load_wilayah dahulu.", returncode=2)
        user = User(username=o["username"], nama=o["nama"])
        user.set_password(self._password(user))
        with transaction.atomic():
            user.save()
            Penugasan.objects.create(user=user, peran="admin", wilayah=wilayah)
            audit.record(pelaku=None, aksi="akun.buat_admin", objek=f"user:{user.pk}")
        self.stdout.write(
            f"Akun admin {user.username} siap. Masuk lewat halaman masuk, lalu buat akun lain di /kelola/."
        )

    def _password(self, user: User) -> str:
        sandi = os.environ.get("SANDI_ADMIN") or getpass.getpass("Kata sandi: ")
        try:
            validate_password(sandi, user)
        except ValidationError as galat:
            raise CommandError(" ".join(galat.messages), returncode=2) from galat
        return sandi
