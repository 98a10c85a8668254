"""`manage.py train_pmt FILE --kode KODE [--seed N] [--out JSON]`: fit a scorecard on a survey."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dtsen.ranking import model_files, surveys, training
from dtsen.ranking.stats import survey
from dtsen.ranking.stats.scorecard import ModelSalah, read_model


class Command(BaseCommand):
    help = "Melatih model skor dari berkas survei; hasilnya satu berkas JSON dengan kartu model."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", type=Path, help="csv survei")
        parser.add_argument("--kode", required=True, help="kode model, misalnya pmt-kukar-2027.1")
        parser.add_argument("--judul", default="", help="judul yang dibaca orang")
        parser.add_argument("--seed", type=int, default=2026)
        parser.add_argument("--out", type=Path, help="berkas JSON tujuan (bawaan: <kode>.json)")
        parser.add_argument("--rancangan", type=Path, default=model_files.RANCANGAN, help="rancangan variabel (JSON)")

    def handle(self, *args: Any, **o: Any) -> None:
        berkas: Path = o["berkas"]
        tujuan: Path = o["out"] or Path(f"{o['kode']}.json")
        if not tujuan.parent.is_dir():
            raise CommandError(f"Folder {tujuan.parent} tidak ada. Buat dulu, atau pilih --out lain.", returncode=2)
        try:
            rancangan = model_files.read_json(o["rancangan"])
            pemetaan = model_files.mapping_of(rancangan)
            target, bobot = pemetaan["target"]["kolom"], pemetaan["bobot"]
            kolom = surveys.read(berkas, wajib=survey.columns_of(pemetaan), positif=[target, bobot])
            isi = training.train(
                rancangan,
                survey.apply(pemetaan, kolom),
                kode=o["kode"],
                judul=o["judul"] or rancangan.get("kartu", {}).get("judul", o["kode"]),
                benih=o["seed"],
                sidik=surveys.sha256(berkas),
            )
            read_model(isi)
        except (ModelSalah, surveys.SurveiSalah) as galat:
            raise CommandError(galat.pesan, returncode=2) from galat
        tujuan.write_text(json.dumps(isi, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        silang = isi["kartu"]["validasi_silang"]
        self.stdout.write(f"Model {o['kode']} ditulis ke {tujuan}; {len(isi['variabel'])} variabel.")
        for nama in ("r2", "spearman", "ee20", "ee40"):
            rendah, tinggi = silang["selang"][nama]
            self.stdout.write(f"  {nama:<9} {silang['angka'][nama]:.3f}  selang 95 % {rendah:.3f} sampai {tinggi:.3f}")
