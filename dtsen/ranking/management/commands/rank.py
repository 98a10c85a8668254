"""`manage.py rank 2026-T4 --sebagai USER [--terbitkan --pengesah USER]`: a quarter's ranking through Celery."""

from __future__ import annotations

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.tampil import angka
from dtsen.ranking import runs, tasks
from dtsen.ranking.models import BASIS, STATUS, Run
from dtsen.registry import lingkup

JEDA_DETIK = 0.2
TANPA_PEKERJA_DETIK = 60


class Command(BaseCommand):
    help = "Memeringkat semua keluarga aktif untuk satu triwulan; pekerja Celery harus berjalan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("periode", help="misalnya 2026-T4")
        parser.add_argument("--sebagai", required=True, help="pengguna yang memulai")
        parser.add_argument("--terbitkan", action="store_true", help="terbitkan bila lolos periksa")
        parser.add_argument("--pengesah", help="orang kedua yang menerbitkan")
        parser.add_argument("--model", help="kode model (bawaan: model yang aktif)")
        parser.add_argument("--basis", default="jiwa", help=f"{' atau '.join(BASIS)} (bawaan: jiwa)")
        parser.add_argument("--json", action="store_true", help="tulis hasil sebagai JSON")
        parser.add_argument("--batas", type=int, default=3600, help="menunggu paling lama sekian detik")

    def handle(self, *args: Any, **o: Any) -> None:
        try:
            pelaku, pengesah = self._people(o)
            with lingkup.sebagai(pelaku):
                run = runs.start(o["periode"], pelaku=pelaku, model=o["model"], basis=o["basis"])
            tasks.queue(run.pk)
            run = self._wait(run.pk, batas=o["batas"], diam=o["json"])
            if run.status != "diperiksa":
                raise CommandError(f"Peringkat {run.periode} {STATUS[run.status].lower()}. {_why(run)}", returncode=2)
            if pengesah is not None:
                run = runs.publish(run.pk, pelaku=pengesah)
        except (runs.PeringkatDitolak, TidakBerwenang) as galat:
            raise CommandError(galat.pesan, returncode=2) from galat
        self._print(run, as_json=o["json"])

    def _people(self, o: dict[str, Any]) -> tuple[User, User | None]:
        """Both persons are known and differ before anything is written."""
        pelaku = _user(o["sebagai"])
        if not o["terbitkan"]:
            return pelaku, None
        if not o["pengesah"]:
            raise CommandError("--terbitkan menuntut --pengesah: orang kedua yang menerbitkan.", returncode=2)
        pengesah = _user(o["pengesah"])
        if pengesah.pk == pelaku.pk:
            raise runs.PeringkatDitolak("orang_sama", "Pengesah harus orang lain, bukan yang memulai.")
        runs.require_publisher(pengesah)
        return pelaku, pengesah

    def _wait(self, run_id: int, *, batas: int, diam: bool) -> Run:
        """Show each step as it happens; give up when no worker takes the task."""
        mulai, terlihat = time.monotonic(), ""
        while True:
            run = Run.objects.select_related("model", "beku").get(pk=run_id)
            langkah = str(run.kemajuan.get("langkah", ""))
            if langkah and langkah != terlihat and not diam:
                self.stdout.write(f"{runs.LANGKAH[langkah]} …")
                terlihat = langkah
            if run.status not in runs.BERJALAN:
                return run
            lewat = time.monotonic() - mulai
            if lewat > (batas if langkah else min(batas, TANPA_PEKERJA_DETIK)):
                raise CommandError(
                    f"Peringkat #{run_id} belum selesai. Periksa pekerja Celery, lalu lihat halaman Pemeringkatan.",
                    returncode=2,
                )
            time.sleep(JEDA_DETIK)

    def _print(self, run: Run, *, as_json: bool) -> None:
        laporan = run.laporan
        detik = sum(run.kemajuan.get("detik", {}).get(langkah, 0) for langkah in ("beku", "skor"))
        if as_json:
            isi = {
                "run": run.pk,
                "periode": run.periode,
                "status": run.status,
                "model": run.model_id,
                "basis": run.basis,
                "algoritma": run.algoritma,
                "ambang": run.ambang,
                "sidik_masukan": run.beku.sidik if run.beku else "",
                "detik": run.kemajuan.get("detik", {}),
                "laporan": laporan,
            }
            self.stdout.write(json.dumps(isi, ensure_ascii=False))
            return
        pemeriksaan = laporan["pemeriksaan"]
        lulus = sum(satu["lulus"] for satu in pemeriksaan)
        self.stdout.write(
            f"{run.periode} {STATUS[run.status].lower()} (peringkat #{run.pk}): "
            f"{angka(laporan['keluarga'])} keluarga, {angka(laporan['jiwa'])} jiwa, {angka(detik, 1)} detik; "
            f"pemeriksaan {lulus}/{len(pemeriksaan)}."
        )


def _user(nama: str) -> User:
    pengguna = User.objects.filter(username=nama, is_active=True).first()
    if pengguna is None:
        raise CommandError(f"Pengguna {nama!r} tidak ada. Periksa nama penggunanya.", returncode=2)
    return pengguna


def _why(run: Run) -> str:
    gagal = [satu["label"] for satu in run.laporan.get("pemeriksaan", []) if not satu["lulus"]]
    return f"Tidak lolos: {'; '.join(gagal)}." if gagal else "Lihat halaman Pemeringkatan dan catatan pekerja."
