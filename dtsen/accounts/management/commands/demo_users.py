"""`manage.py demo_users`: one account for each peran, only where MODE is demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dtsen.accounts import demo, dua_faktor
from dtsen.accounts.models import Penugasan, User
from dtsen.accounts.peran import PERAN

SANDI = "demo-kukar-2026"
AKUN = (
    ("operator.perian", "Siti Rahmah", "operator_desa", "6402012001"),
    ("operator.melayu", "Yuliana Sari", "operator_desa", "6402061005"),
    ("kades.perian", "Syahrani", "kades", "6402012001"),
    ("lurah.melayu", "Noor Aida", "kades", "6402061005"),
    ("pendamping.perian", "Norhayati", "pendamping", "6402012001"),
    ("petugas", "Rusdiana", "petugas_dinsos", "6402"),
    ("verifikator", "Hamdani", "verifikator", "6402"),
    ("kepala", "Erwin Hidayat", "kepala_opd", "6402"),
    ("bupati", "Pengesah Bupati", "pengesah_bupati", "6402"),
    ("admin", "Fahmi Noor", "admin", "6402"),
    ("mitra", "Bappeda", "opd_mitra", "6402"),
    ("auditor", "Inspektorat", "auditor", "6402"),
    ("pimpinan", "Pimpinan Daerah", "pimpinan", "6402"),
    ("dpo", "Pejabat PDP", "dpo", "6402"),
)


class Command(BaseCommand):
    help = "Membuat akun demo untuk setiap peran. Hanya untuk MODE=demo atau uji."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MODE == "produksi":
            raise CommandError("Akun demo ditolak di produksi. Buat pengguna di halaman Kelola.", returncode=2)
        sandi = make_password(SANDI)  # once: the word is public, and Argon2 is slow on purpose
        for username, nama, peran, wilayah in AKUN:
            user, _ = User.objects.get_or_create(
                username=username, defaults={"nama": nama, "demo": True, "password": sandi}
            )
            Penugasan.objects.get_or_create(user=user, peran=peran, wilayah_id=wilayah)
            if PERAN[peran].dua_faktor and user.demo and not dua_faktor.terpasang(user):
                dua_faktor.put(user, demo.secret_of(settings.SECRET_KEY, username))
        self.stdout.write(f"{len(AKUN)} akun demo siap. Kata sandi semuanya: {SANDI}")
