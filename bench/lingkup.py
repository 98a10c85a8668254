"""`make bench-lingkup`: what row-level security costs on looking up and on lists.

The same application on the same database, by two web servers in turns: one connects as `aplikasi` (its scope is checked
for every row), the other as `pemilik` (its policy is `true`). What counts is the ratio of the medians of the rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from functools import partial

from bench import jejak, mesin  # first: it sets Django up
from config.local import proses
from dtsen.registry import lingkup
from dtsen.registry.models import Individu, Keluarga
from tests.cast import PERIAN

BATAS = 0.90


def pages() -> dict[str, list[jejak.Minta]]:
    """Kinds of requests of an operator of Perian."""
    with lingkup.within(lingkup.INDONESIA):
        orang = Individu.objects.filter(kode_desa=PERIAN, nik__isnull=False).values_list("nik", "nama")[:300]
        nik: list[jejak.Minta] = [
            ("POST", "/api/v1/warga/cari/", json.dumps({"nik": str.__str__(n)})) for n, _ in orang
        ]
        nama: list[jejak.Minta] = [
            ("POST", "/api/v1/warga/cari/", json.dumps({"nama": x})) for _, x in orang if len(x) > 3
        ]
        rumah = Keluarga.objects.aktif().filter(kode_desa=PERIAN).values_list("pk", flat=True)[:300]
        keluarga = [jejak.get(f"/dtsen/keluarga/{pk}/") for pk in rumah]
    daftar = [jejak.get("/verval/pembaruan/?lihat=semua"), jejak.get("/verval/usulan/"), jejak.get("/")]
    return {"cari NIK": nik, "cari nama": nama, "keluarga": keluarga, "daftar": daftar}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-lingkup")
    parser.add_argument("--detik", type=float, default=4)
    parser.add_argument("--putaran", type=int, default=6)
    parser.add_argument("--klien", type=int, default=4)
    parser.add_argument("--port", type=int, default=8140)
    pilihan = parser.parse_args()
    port = {"dengan": pilihan.port, "tanpa": pilihan.port + 1}
    server = [jejak.serve(port["dengan"]), jejak.serve(port["tanpa"], DATABASE_URL=os.environ["DATABASE_OWNER_URL"])]
    ask = partial(jejak.load, klien=pilihan.klien, laju=0, siapa="operator.perian")
    baris = []
    try:
        for p in port.values():
            proses.wait_until(partial(jejak.answers, p), batas_detik=40)
        for nama, jalur in pages().items():
            hasil: dict[str, list[jejak.Putaran]] = {"dengan": [], "tanpa": []}
            for p in port.values():
                ask(p, jalur, detik=2)
            for i in range(pilihan.putaran):
                for mana in ("dengan", "tanpa") if i % 2 else ("tanpa", "dengan"):
                    hasil[mana].append(ask(port[mana], jalur, detik=pilihan.detik))
            laju = {n: statistics.median(p.laju for p in semua) for n, semua in hasil.items()}
            cpu = {n: 1000 * sum(p.cpu for p in s) / sum(p.jumlah for p in s) for n, s in hasil.items()}
            baris.append(
                f"| {nama} | {laju['dengan']:.1f} | {laju['tanpa']:.1f} | {laju['dengan'] / laju['tanpa']:.3f} | "
                f"{cpu['dengan']:.1f} | {cpu['tanpa']:.1f} | {cpu['tanpa'] / cpu['dengan']:.3f} |"
            )
    finally:
        for satu in server:
            proses.stop(satu)
    laporan = "\n".join(
        [
            f"Operator desa, {pilihan.klien} klien, {pilihan.putaran} putaran @ {pilihan.detik:.0f} s bergantian, "
            f"{Keluarga.objects.using('pemilik').count()} keluarga.",
            "",
            "| permintaan | /s dengan | /s tanpa | rasio laju | ms prosesor dengan | tanpa | rasio prosesor |",
            "|---|---|---|---|---|---|---|",
            *baris,
            "",
            f"Batas rasio laju {BATAS}. Ulangi: `make bench-lingkup`",
        ]
    )
    sys.stdout.write(laporan + "\n")
    mesin.keep("lingkup", "Harga row-level security", laporan)
    return 0


if __name__ == "__main__":
    sys.exit(main())
