"""`manage.py demo_penerima --out DIR`: three months of recipients of the demo population, through the same import.

Who receives is drawn from who is eligible, by the id of the row, so that the same population has the same recipients.
As in real lists some receive who should not and some are left out; some rows name a No KK only, a number with a slip,
or nobody of the registry.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.lib import sql
from dtsen.registry import lingkup
from verval.bansos import layak, penerima
from verval.bansos.baca import KOLOM
from verval.bulan import bulan_of, months_before
from verval.models import AturanProgram, BerkasPenerima
from verval.models.penerima import STATUS_PENERIMA

BULAN = 3
# program, per mille of the eligible who receive, per mille of the others who do too, rupiah
PROGRAM = (
    ("pkh", 620, 25, 750_000),
    ("sembako", 560, 20, 200_000),
    ("pbi_jk", 350, 10, None),
    ("kukar_lansia", 180, 0, 200_000),
)
JARANG = (("gagal_cek_rekening", 25), ("tidak_transaksi", 20), ("exclude", 10), ("gagal_burekol", 5), ("si", 60))
GANJIL, BESAR = 2_654_435_761, 2**32


def draw(kunci: int, garam: int) -> int:
    """A number from 0 to 999 that looks drawn and is always the same for a key (Knuth's multiplicative hash)."""
    n = (kunci * GANJIL + garam * 40_503) % BESAR
    n ^= n >> 15
    return (n * GANJIL % BESAR) * 1000 // BESAR


class Command(BaseCommand):
    help = "Mengisi penerima bansos tiga bulan untuk penduduk demo, lewat impor yang sama."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="folder untuk berkas penerima yang dibuat")

    def handle(self, *args: Any, **o: Any) -> None:
        if settings.MODE == "produksi":
            raise CommandError("Data demo tidak dimasukkan ke produksi.", returncode=2)
        petugas, verifikator = (User.objects.get(username=nama) for nama in ("petugas", "verifikator"))
        o["out"].mkdir(parents=True, exist_ok=True)
        kini = timezone.localdate()
        for nomor, (kode, laju, keliru, nominal) in enumerate(PROGRAM):
            aturan = AturanProgram.objects.berlaku(kini).filter(program=kode).first()
            if aturan is None:
                continue
            with lingkup.sebagai(petugas):
                baris = list(self._chosen(aturan, kini, laju, keliru, nomor))
            for mundur in reversed(range(BULAN)):
                bulan = months_before(bulan_of(kini), mundur)
                if BerkasPenerima.objects.filter(program=kode, bulan=bulan).exclude(status="dibatalkan").exists():
                    continue
                berkas = o["out"] / f"penerima-{kode}-{bulan}.csv"
                if not _write(berkas, aturan.program.singkatan.upper(), bulan, mundur, nominal, baris):
                    continue
                with lingkup.sebagai(petugas):
                    satu = penerima.upload(berkas, program=aturan.program, bulan=bulan, pelaku=petugas)
                with lingkup.sebagai(verifikator):
                    satu = penerima.confirm(satu.pk, pelaku=verifikator)
                self.stdout.write(f"{satu.program.singkatan} {satu.label_bulan}: {satu.cocok} penerima.")

    def _chosen(
        self, aturan: AturanProgram, hari: date, laju: int, keliru: int, garam: int
    ) -> Iterator[tuple[int, str, str, str]]:
        """(key, NIK, No KK, name) of those who receive in some month."""
        layak_ = {satu.individu or satu.keluarga for satu in layak.eligible(aturan, hari)}
        with connection.cursor() as kursor:
            kursor.execute(sql.load(penerima.__file__, "list_demo"), {"unit": aturan.unit})
            semua = kursor.fetchall()
        for kunci, nik, kk, nama in semua:
            if draw(kunci, garam) < (laju if kunci in layak_ else keliru):
                yield kunci, nik or "", kk or "", nama


def _write(
    berkas: Path, program: str, bulan: str, mundur: int, nominal: int | None, baris: list[tuple[int, str, str, str]]
) -> int:
    """Write the list of a month; returns how many rows it has."""
    banyak = 0
    with berkas.open("w", newline="", encoding="utf-8") as isi:
        tulis = csv.writer(isi)
        tulis.writerow(KOLOM)
        for kunci, nik, kk, nama in baris:
            if draw(kunci, 70 + mundur) < 25:
                continue  # not in this month's list
            slip = draw(kunci, 80 + mundur)
            if slip < 6 and nik:
                nik = nik[:12] + f"{(int(nik[12:]) + 4321) % 9000 + 1:04d}"
            elif slip < 70 and kk:
                nik = ""
            tulis.writerow((bulan, program, nik, "" if nik else kk, nama, _status(kunci, mundur), nominal or ""))
            banyak += 1
    return banyak


def _status(kunci: int, mundur: int) -> str:
    n = draw(kunci, 90 + mundur)
    for kode, per_mille in JARANG:
        if n < per_mille:
            return STATUS_PENERIMA[kode]
        n -= per_mille
    return "Salur"
