"""`manage.py evaluate_pmt FILE [--model KODE|JSON] [--json]`: accuracy of a model on a survey."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.ranking import evaluation, model_files, surveys
from dtsen.ranking.stats import survey
from dtsen.ranking.stats.scorecard import ModelSalah


class Command(BaseCommand):
    help = "Mengukur ketepatan model skor pada berkas survei yang memuat pengeluaran sebenarnya."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", type=Path, help="csv survei")
        parser.add_argument("--model", default=model_files.BAWAAN, help="kode model atau jalur berkas JSON")
        parser.add_argument("--json", action="store_true", help="tulis sebagai JSON")

    def handle(self, *args: Any, **o: Any) -> None:
        try:
            isi, model = model_files.read(o["model"])
            pemetaan = model_files.mapping_of(isi)
            target, bobot = pemetaan["target"]["kolom"], pemetaan["bobot"]
            kolom = surveys.read(o["berkas"], wajib=survey.columns_of(pemetaan), positif=[target, bobot])
            hasil = evaluation.evaluate(model, survey.apply(pemetaan, kolom))
        except (ModelSalah, surveys.SurveiSalah) as galat:
            raise CommandError(galat.pesan, returncode=2) from galat
        if o["json"]:
            self.stdout.write(json.dumps({"model": model.kode, **evaluation.rounded(hasil, 6)}, ensure_ascii=False))
        else:
            self._print(model.kode, hasil)

    def _print(self, kode: str, hasil: dict[str, Any]) -> None:
        self.stdout.write(
            f"{kode}: {hasil['keluarga']} rumah tangga, {hasil['wilayah_cacah']} wilayah cacah; "
            f"{hasil['data_kurang']} tidak diskor karena data kurang"
        )
        for nama, label in evaluation.LABEL.items():
            rendah, tinggi = hasil["selang"][nama]
            patokan = hasil["patokan"].get(nama)
            nilai = f"{patokan['syarat']} {'lulus' if patokan['lulus'] else 'TIDAK LULUS'}" if patokan else ""
            self.stdout.write(
                f"  {label:<52} {hasil['angka'][nama]:7.3f}  [{rendah:.3f}, {tinggi:.3f}]  {nilai}".rstrip()
            )
        self.stdout.write("Salah lewat (EE) dan salah sasar (IE) pada kuota 40 %, per kelompok:")
        for nama, angka in hasil["subkelompok"].items():
            self.stdout.write(
                f"  {nama:<20} EE {angka['ee40']:.3f}  IE {angka['ie40']:.3f}  ({angka['keluarga']} rumah tangga)"
            )
        self.stdout.write("Kalibrasi (rerata ln Rp per orang per bulan): desil, benar, taksiran")
        for baris in hasil["kalibrasi"]:
            self.stdout.write(f"  {baris['desil']:>2}  {baris['rerata_benar']:.3f}  {baris['rerata_taksir']:.3f}")
