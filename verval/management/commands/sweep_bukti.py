"""Remove files of evidence that no row names: what a transaction that failed late has left behind."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from verval.models import Bukti, DokumenMusyawarah, FotoMusyawarah, PesertaMusyawarah

SEHARI = 24 * 3600
"""Seconds: a younger file may belong to a transaction that is still open."""


class Command(BaseCommand):
    help = "Hapus berkas bukti tanpa baris di basis data (butuh DATABASE_OWNER_URL)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--umur-detik", type=int, default=SEHARI, help="hanya berkas yang lebih tua dari ini")

    def handle(self, *args: Any, umur_detik: int, **options: Any) -> None:
        # As pemilik: whoever sees only some of the rows would take the files of the others for orphans.
        ada = set(Bukti.objects.using("pemilik").values_list("nama_berkas", flat=True))
        batas = time.time() - umur_detik
        hapus = [
            berkas
            for berkas in (Path(settings.BERKAS_DIR) / "bukti").glob("??/*")
            if berkas.name.removesuffix(".kecil") not in ada and berkas.stat().st_mtime <= batas
        ]
        hapus += self._of_sessions(batas)
        for berkas in hapus:
            berkas.unlink()
        self.stdout.write(f"{len(hapus)} berkas tanpa baris dihapus, {len(ada)} bukti tercatat.")

    def _of_sessions(self, batas: float) -> list[Path]:
        """Pictures, signatures and papers of musyawarah that no row names."""
        ada = {
            nama
            for model, kolom in (
                (FotoMusyawarah, "nama_berkas"),
                (PesertaMusyawarah, "tanda_tangan"),
                (DokumenMusyawarah, "nama_berkas"),
                (DokumenMusyawarah, "nama_pindai"),
            )
            for nama in model._default_manager.using("pemilik").values_list(kolom, flat=True)
        }
        semua = (Path(settings.BERKAS_DIR) / "musdes").glob("??/*")
        return [berkas for berkas in semua if berkas.name not in ada and berkas.stat().st_mtime <= batas]
