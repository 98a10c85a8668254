"""`make bench-tenggat`: the minute before the cut-off, when every operator files what has waited.

237 operators file 1 000 corrections of as many families in sixty seconds, at moments drawn beforehand (the web server
does not decide how fast they come); one in twenty is sent twice at once, as an impatient finger does. What counts: none
lost, none double, and the 95th percentile of the time from the moment it was due to the answer.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import statistics
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from django.utils import timezone

from bench.jejak import CSRF, JSON, answers, keep, serve, session
from config.local import proses
from dtsen.accounts.models import Penugasan, User
from dtsen.registry import lingkup
from dtsen.registry.models import Keluarga, KondisiKeluarga
from verval.models import Langkah, Pembaruan

OPERATOR, KASUS, DETIK = 237, 1000, 60.0
GANDA = 20
"""One in so many is sent twice."""
ALASAN = "Lantai sudah disemen, dilihat sendiri di rumahnya."


@dataclass(frozen=True, slots=True)
class Kiriman:
    """One request: when it is due (seconds), by whom, about which family, with which new value."""

    saat: float
    kue: str
    keluarga: int
    nilai: int


def operators(desa: list[str]) -> dict[str, list[str]]:
    """Return sessions by desa of 237 operators, spread over the desa of the population."""
    kue: dict[str, list[str]] = {}
    for i in range(OPERATOR):
        user, _ = User.objects.get_or_create(username=f"bench.operator.{i}", defaults={"nama": f"Operator {i}"})
        tempat = desa[i % len(desa)]
        Penugasan.objects.get_or_create(
            user=user, peran="operator_desa", wilayah_id=tempat, defaults={"mulai": timezone.localdate()}
        )
        kue.setdefault(tempat, []).append(session(user.username))
    return kue


def plan(acak: random.Random, banyak: int, detik: float) -> list[Kiriman]:
    """Draw who files what and when; some twice at the same moment."""
    terbuka = Pembaruan.objects.values("keluarga")
    keluarga = list(
        KondisiKeluarga.objects.filter(keluarga__status="aktif", jenis_lantai_terluas__isnull=False)
        .exclude(keluarga__in=terbuka)
        .values_list("keluarga_id", "keluarga__kode_desa", "jenis_lantai_terluas")
    )
    dipilih = acak.sample(keluarga, banyak)
    kue = operators(sorted({desa for _, desa, _ in keluarga}))
    kiriman = []
    for pk, desa, lantai in dipilih:
        satu = Kiriman(acak.uniform(0, detik), acak.choice(kue[desa]), pk, 6 if lantai != 6 else 5)
        kiriman += [satu, satu] if acak.randrange(GANDA) == 0 else [satu]
    return sorted(kiriman, key=lambda k: k.saat)


def send(port: int, mulai: float, satu: Kiriman) -> tuple[int, float]:
    """Send it when it is due; return (status, seconds since it was due)."""
    time.sleep(max(0.0, mulai + satu.saat - time.perf_counter()))
    sambungan = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    isi = {"keluarga": satu.keluarga, "fakta": "jenis_lantai_terluas", "nilai_baru": satu.nilai, "alasan": ALASAN}
    sambungan.request("POST", "/api/v1/pembaruan/", json.dumps(isi), {"Cookie": satu.kue, "X-CSRFToken": CSRF} | JSON)
    jawaban = sambungan.getresponse()
    jawaban.read()
    sambungan.close()
    return jawaban.status, time.perf_counter() - mulai - satu.saat


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-tenggat")
    parser.add_argument("--kasus", type=int, default=KASUS)
    parser.add_argument("--detik", type=float, default=DETIK)
    parser.add_argument("--port", type=int, default=8150)
    parser.add_argument("--tanpa-simpan", action="store_true")
    pilihan = parser.parse_args()
    acak = random.Random(2026)
    with lingkup.within(lingkup.INDONESIA):
        kiriman = plan(acak, pilihan.kasus, pilihan.detik)
        sebelum = set(Pembaruan.objects.values_list("pk", flat=True))
    server = serve(pilihan.port)
    try:
        proses.wait_until(partial(answers, pilihan.port), batas_detik=40)
        with ThreadPoolExecutor(64) as kolam:
            mulai = time.perf_counter() + 1
            hasil = list(kolam.map(partial(send, pilihan.port, mulai), kiriman))
    finally:
        proses.stop(server)
    with lingkup.within(lingkup.INDONESIA):
        baru = Pembaruan.objects.exclude(pk__in=sebelum)
        tiap = Counter(baru.values_list("keluarga_id", flat=True))
        diajukan = baru.filter(status="diajukan").count()
        langkah = Langkah.objects.filter(pembaruan__in=baru.values("pk"), aksi="ajukan").count()
        jumlah_keluarga = Keluarga.objects.aktif().count()
    hilang = len({k.keluarga for k in kiriman} - set(tiap))
    ganda = sum(n > 1 for n in tiap.values()) + (langkah - diajukan)
    status = Counter(kode for kode, _ in hasil)
    waktu = sorted(detik * 1000 for _, detik in hasil)
    p95 = waktu[int(len(waktu) * 0.95)]
    keep(
        "tenggat",
        "Seribu kasus pada menit terakhir",
        f"{pilihan.kasus} pembaruan oleh {OPERATOR} operator dalam {pilihan.detik:.0f} detik ({len(kiriman)} kiriman: "
        f"satu dari {GANDA} dikirim dua kali sekaligus), lewat API, dua proses web, {jumlah_keluarga} keluarga.\n\n"
        f"- hilang: {hilang}\n- ganda: {ganda}\n- diajukan: {diajukan}\n"
        f"- jawaban: {', '.join(f'{kode}: {n}' for kode, n in sorted(status.items()))}\n"
        f"- waktu sejak saat kirim: median {statistics.median(waktu):.0f} ms, p95 {p95:.0f} ms (batas 500), "
        f"terlama {waktu[-1]:.0f} ms\n\nUlangi: `make bench-tenggat`\n",
        simpan=not pilihan.tanpa_simpan,
    )
    return 0 if hilang == ganda == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
