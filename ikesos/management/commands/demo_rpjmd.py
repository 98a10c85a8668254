"""`manage.py demo_rpjmd`: made-up targets of the RPJMD, each labelled so, and the figures the system can give.

Targets of the plan are not public: outside a demo they stay empty until somebody types them from the document.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from dtsen.accounts.models import User
from ikesos.models import IndikatorRpjmd, TargetRpjmd
from ikesos.models.rpjmd import TAHUN
from ikesos.rpjmd import realisasi, target
from ikesos.rpjmd.galat import RpjmdDitolak

DOKUMEN = "Target contoh, bukan dari dokumen RPJMD"
TARGET = {
    "KEM.1": (6.90, 6.40, 5.95, 5.50, 5.00),
    "KEM.2": (0.64, 0.60, 0.56, 0.52, 0.48),
    "DTS.2": (40.0, 39.0, 38.0, 37.0, 36.0),
    "DTS.3": (90.0, 94.0, 96.0, 98.0, 99.0),
    "IKS.1": (52.0, 54.0, 56.0, 58.0, 60.0),
    "IKS.2": (50.0, 52.0, 54.0, 56.0, 58.0),
}
"""2025 to 2029; the others stay empty, as they would be."""
NARASI = {
    "KEM.1": "Contoh narasi. Tingkat kemiskinan turun dari 7,28 % (2024) menjadi 6,72 % (2025) menurut BPS.",
    "KEM.2": "Contoh narasi. Kedalaman kemiskinan naik lagi setelah tiga tahun turun. Tindak lanjut ditulis di sini.",
}


class Command(BaseCommand):
    help = "Mengisi target contoh RPJMD dan membekukan angka yang dapat dihitung. Hanya untuk demo."

    @transaction.atomic
    def handle(self, *args: Any, **o: Any) -> None:
        if settings.MODE == "produksi":
            raise CommandError("Target contoh tidak dimasukkan ke produksi.", returncode=2)
        petugas = User.objects.get(username="petugas")
        if TargetRpjmd.objects.exists():
            self.stdout.write("Target RPJMD sudah terisi.")
            return
        semua = IndikatorRpjmd.objects.in_bulk()
        for kode, nilai in TARGET.items():
            for tahun, satu in zip(TAHUN, nilai, strict=True):
                target.assign(semua[kode], tahun, satu, DOKUMEN, pelaku=petugas, contoh=True)
        for kode, isi in NARASI.items():
            target.narrate(semua[kode], TAHUN.start, isi, pelaku=petugas, contoh=True)
        beku = 0
        for ini in semua.values():
            if ini.sumber in realisasi.TERHITUNG:
                beku += self._freeze(ini, petugas)
        self.stdout.write(f"{len(TARGET)} indikator mendapat target contoh, {beku} angka dibekukan.")

    def _freeze(self, ini: IndikatorRpjmd, petugas: User) -> int:
        try:
            realisasi.freeze(ini, timezone.localdate().year, pelaku=petugas)
        except RpjmdDitolak as galat:
            self.stdout.write(f"{ini.kode}: {galat.pesan}")
            return 0
        return 1
