"""`manage.py demo_kuota`: an example quota of Sembako, drafted and decided, so that quota and waiting list are alive.

A tenth more seats than there are recipients, spread by who is eligible. Labelled as an example in the document named
and refused in production. Runs after `demo_penerima`; once a quota of the year is decided it does nothing.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.registry import lingkup
from verval.bansos.penerima import latest
from verval.kuota import susun
from verval.models import Kuota, Penerima, ProgramBansos

PROGRAM = "sembako"
DOKUMEN = "Contoh untuk demo, bukan keputusan siapa pun"
LEBIH_PERSEN = 10


class Command(BaseCommand):
    help = "Menyusun dan menetapkan satu kuota contoh untuk penduduk demo."

    def handle(self, *args: Any, **o: Any) -> None:
        if settings.MODE == "produksi":
            raise CommandError("Data demo tidak dimasukkan ke produksi.", returncode=2)
        petugas, kepala = (User.objects.get(username=nama) for nama in ("petugas", "kepala"))
        periode = str(timezone.localdate().year)
        if Kuota.objects.filter(program=PROGRAM, periode=periode).exists():
            return
        with lingkup.sebagai(petugas):
            penerima = Penerima.objects.menerima().filter(program=PROGRAM, bulan=latest().get(PROGRAM, "")).count()
            isi: susun.Isi = {
                "periode": periode, "jumlah": penerima + max(1, penerima * LEBIH_PERSEN // 100), "dokumen": DOKUMEN,
                "dasar": "layak", "desil_maks": None, "metode": "sisa_terbesar", "batas_sasaran": True,
                "acuan": None, "persen": None,
            }  # fmt: skip
            satu = susun.draft(ProgramBansos.objects.get(pk=PROGRAM), isi, pelaku=petugas)
        with lingkup.sebagai(kepala):
            satu = susun.confirm(satu.pk, sidik=satu.sidik, pelaku=kepala)
        self.stdout.write(f"Kuota contoh {satu.program.singkatan} {satu.periode}: {satu.jumlah} tempat.")
