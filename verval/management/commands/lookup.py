"""`manage.py lookup --nik|--kk|--nama ... --sebagai USER [--json]`: Cari warga on the command line."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.nik import NomorSalah
from dtsen.lib.samar import mask
from dtsen.lib.tampil import tanggal
from dtsen.registry import lingkup
from dtsen.registry.search import CariSalah
from verval.warga import Baris, Jawaban, find


class Command(BaseCommand):
    help = "Mencari warga di wilayah seorang pengguna: desil daerah, desil nasional, dan tanggalnya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--nik", default="", help="NIK, 16 angka")
        parser.add_argument("--kk", default="", help="No KK, 16 angka")
        parser.add_argument("--nama", default="", help="nama atau bagiannya, sedikitnya 3 huruf")
        parser.add_argument("--sebagai", required=True, help="pengguna yang mencari")
        parser.add_argument("--json", action="store_true", help="tulis hasil sebagai JSON")

    def handle(self, *args: Any, **o: Any) -> None:
        pelaku = User.objects.filter(username=o["sebagai"], is_active=True).first()
        if pelaku is None:
            raise CommandError(f"Pengguna {o['sebagai']!r} tidak ada. Periksa --sebagai.", returncode=2)
        try:
            with lingkup.sebagai(pelaku):
                jawaban = find(pelaku, nik=o["nik"], kk=o["kk"], nama=o["nama"])
        except (NomorSalah, CariSalah, TidakBerwenang) as galat:
            raise CommandError(galat.pesan, returncode=2) from galat
        if o["json"]:
            isi = {"temuan": [_isi(b) for b in jawaban.baris], "masih_ada": jawaban.masih_ada}
            self.stdout.write(json.dumps(isi, ensure_ascii=False, indent=2))
        else:
            self._print(jawaban)

    def _print(self, jawaban: Jawaban) -> None:
        if not jawaban.baris:
            self.stdout.write("Tidak ditemukan di wilayah Anda.")
        for b in jawaban.baris:
            tempat = ", ".join(filter(None, (b.desa, b.orang.keluarga.rt and f"RT {b.orang.keluarga.rt}")))
            self.stdout.write(f"{b.orang.nama}  {mask(b.orang.nik) or 'NIK belum ada'}  {tempat}")
            self.stdout.write(f"  {_desil('daerah', b.desil.daerah, b.desil.periode)}")
            self.stdout.write(f"  {_desil('nasional', b.desil.nasional, tanggal(b.desil.tanggal))}")
            self.stdout.write(f"  /dtsen/keluarga/{b.orang.keluarga_id}/")
        if jawaban.masih_ada:
            self.stdout.write("Masih ada yang lain. Tambahkan kata pada nama.")


def _desil(jenis: str, nilai: int | None, saat: str) -> str:
    return f"desil {jenis} {nilai} ({saat})" if nilai else f"belum ada desil {jenis}"


def _isi(b: Baris) -> dict[str, Any]:
    return {
        "nama": b.orang.nama,
        "nik": mask(b.orang.nik),
        "keluarga": b.orang.keluarga_id,
        "kode_desa": b.orang.kode_desa,
        "desa": b.desa,
        "rt": b.orang.keluarga.rt,
        "rw": b.orang.keluarga.rw,
        "desil_daerah": b.desil.daerah,
        "periode": b.desil.periode,
        "desil_nasional": b.desil.nasional,
        "versi": b.desil.versi,
        "tanggal_versi": b.desil.tanggal.isoformat() if b.desil.tanggal else None,
    }
