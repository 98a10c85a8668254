"""`manage.py import_berkas SUMBER FILE... --tanggal DATE --sebagai USER [--terapkan --pengesah USER] [--json]`."""

from __future__ import annotations

import json
import time
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.accounts.access import TidakBerwenang, require
from dtsen.accounts.models import User
from dtsen.lib.tampil import angka
from dtsen.registry.imports import batches
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.models import BatchImpor
from dtsen.registry.models.impor import SUMBER

MENUNGGU = ("diunggah", "dibaca", "menerapkan")
SEPI_DETIK = 60
"""How long an uploaded batch may wait for a worker before the worker is called missing."""
MACET_DETIK = 1800
"""How long one step may take without a sign of progress."""


def tanggal(teks: str) -> date:
    try:
        return date.fromisoformat(teks)
    except ValueError as galat:
        raise ArgumentTypeError(f"tanggal {teks!r} tidak terbaca, tulis misalnya 2026-07-24") from galat


class Command(BaseCommand):
    help = "Mengimpor berkas satu sumber lewat pekerja Celery: baca, cocokkan, dan bila diminta terapkan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sumber", choices=list(SUMBER))
        parser.add_argument("berkas", nargs="+", type=Path)
        parser.add_argument("--tanggal", type=tanggal, required=True, help="tanggal data, misalnya 2026-07-24")
        parser.add_argument("--sebagai", required=True, help="pengguna yang mengunggah")
        parser.add_argument("--terapkan", action="store_true", help="terapkan setelah dibaca")
        parser.add_argument("--pengesah", help="orang kedua yang menerapkan")
        parser.add_argument("--lanjutkan", action="store_true", help="teruskan impor berkas ini yang terhenti")
        parser.add_argument("--json", action="store_true", help="cetak hasil sebagai JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            batch = self._run(options)
        except (BerkasSalah, batches.ImporDitolak, TidakBerwenang) as galat:
            raise CommandError(str(galat), returncode=2) from galat
        self._report(batch, as_json=options["json"])

    def _run(self, options: dict[str, Any]) -> BatchImpor:
        pelaku = self._user(options["sebagai"])
        pengesah = None
        if options["terapkan"]:
            if not options["pengesah"]:
                raise CommandError("--terapkan menuntut --pengesah: orang kedua yang menerapkan.", returncode=2)
            pengesah = self._user(options["pengesah"])
            if pengesah.pk == pelaku.pk:
                raise CommandError("Pengunggah dan pengesah harus dua orang yang berbeda.", returncode=2)
            require(pengesah, "impor.terapkan")
        batch = self._open(options, pelaku)
        batch = self._wait(batch)
        if batch.status == "gagal":
            raise CommandError(" ".join(str(c["pesan"]) for c in batch.catatan), returncode=2)
        if pengesah is not None and batch.status == "siap":
            batch = self._wait(batches.confirm(batch_id=batch.pk, pelaku=pengesah))
        return batch

    def _open(self, options: dict[str, Any], pelaku: User) -> BatchImpor:
        try:
            return batches.start(
                sumber=options["sumber"], tanggal=options["tanggal"], files=options["berkas"], pelaku=pelaku
            )
        except BerkasSalah as salah:
            if salah.kode != "sidik_sama" or not options["lanjutkan"]:
                raise
        nama = sorted(berkas.name for berkas in options["berkas"])
        lama = BatchImpor.objects.filter(sumber=options["sumber"]).exclude(status__in=("gagal", "dibatalkan"))
        batch = next(b for b in lama.order_by("-pk") if sorted(str(s["nama"]) for s in b.berkas) == nama)
        batches.resume(batch)
        return batch

    def _user(self, username: str) -> User:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"Pengguna {username!r} tidak ada atau tidak aktif.", returncode=2)
        return user

    def _wait(self, batch: BatchImpor) -> BatchImpor:
        """Wait for the worker; raises CommandError when nothing moves for too long."""
        sejak, terakhir = time.monotonic(), (batch.status, batch.kemajuan)
        while batch.status in MENUNGGU:
            if terakhir != (batch.status, batch.kemajuan):
                sejak, terakhir = time.monotonic(), (batch.status, batch.kemajuan)
            if time.monotonic() - sejak > (SEPI_DETIK if batch.status == "diunggah" else MACET_DETIK):
                raise CommandError(
                    "Pekerja Celery tidak menjawab. Jalankan `celery -A config worker`, lalu ulangi + --lanjutkan.",
                    returncode=2,
                )
            time.sleep(0.2)
            batch.refresh_from_db()
        return batch

    def _report(self, batch: BatchImpor, *, as_json: bool) -> None:
        if as_json:
            isi = {
                "impor": batch.pk,
                "sumber": batch.sumber,
                "tanggal": batch.tanggal.isoformat(),
                "status": batch.status,
                "tabel": batch.hitungan["tabel"],
                "alasan": batch.hitungan["alasan"],
                "tolakan": str(batches.rejects_of(batch)),
            }
            self.stdout.write(json.dumps(isi, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"Impor {batch.pk} {batch.get_sumber_display()}: {batch.get_status_display().lower()}.")
        for tabel, h in batch.hitungan["tabel"].items():
            self.stdout.write(
                f"  {tabel}: {angka(h['dibaca'])} dibaca = {angka(h['baru'])} baru + {angka(h['berubah'])} berubah + "
                f"{angka(h['sama'])} sama + {angka(h['ditolak'])} ditolak + {angka(h['ditunda'])} ditunda"
            )
        if any(h["ditolak"] or h["ditunda"] for h in batch.hitungan["tabel"].values()):
            self.stdout.write(f"  Baris yang ditolak atau ditunda: {batches.rejects_of(batch)}")
        if batch.status == "siap":
            self.stdout.write(f"  Belum diterapkan. Orang kedua membuka /dtsen/impor/{batch.pk}/ dan menekan Terapkan.")
