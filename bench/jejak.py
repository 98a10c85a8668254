"""`make bench-jejak` and `make bench-beban`: how fast ten million lines are read, and what writing one costs.

`python -m bench.jejak besar [--baris N]`: pages of the trail, one person's trail, sealing and checking.
`python -m bench.jejak beban [--detik N]`: the same pages served with the trail and without it, in turns, by two web
servers of two processes each under the load of several clients; what counts is the ratio of the medians.
Both work on the database of DATABASE_URL and DATABASE_OWNER_URL; results go to bench/hasil.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from bench import mesin
from config.local import proses
from config.local.langkah import AKAR
from dtsen.accounts import audit, segel
from dtsen.accounts.jejak import Saring, page
from dtsen.accounts.models import Jejak, User
from dtsen.registry import lingkup
from dtsen.registry.models import Keluarga

PEMILIK = segel.PEMILIK
CSRF = "f" * 32
JSON = {"Content-Type": "application/json"}
Minta = tuple[str, str, str | None]
"""Method, address, body (JSON)."""
BULAN = 12
KELUARGA, INDIVIDU = 270_000, 850_000
ISI = """
INSERT INTO accounts_jejak (id, waktu, xid, pelaku_id, zaman, aksi, objek, lewat, alamat, keluarga, individu, rincian)
SELECT g, now() - interval '1 hour' - (%(baris)s - g) * (interval '1 month' * %(bulan)s / %(baris)s),
    (g + 1000)::text::xid8, %(dari)s + g %% 200, jejak_zaman(),
    (ARRAY['keluarga.lihat', 'keluarga.lihat', 'warga.cari', 'keluarga.desil', 'pembaruan.daftar', 'warga.hasil',
           'pembaruan.lihat', 'akun.masuk'])[1 + g %% 8],
    CASE WHEN g %% 8 < 2 THEN 'keluarga:' || k ELSE '' END, 'web', '10.0.0.1'::inet + g %% 250,
    CASE WHEN g %% 50 = 4 THEN ARRAY(SELECT 1 + (k + i * 37) %% %(keluarga)s FROM generate_series(1, 50) AS i)
         ELSE ARRAY[k] END,
    CASE WHEN g %% 50 = 4 THEN ARRAY(SELECT 1 + (k * 3 + i * 101) %% %(individu)s FROM generate_series(1, 50) AS i)
         ELSE ARRAY[k * 3, k * 3 + 1, k * 3 + 2] END,
    '{}'
FROM (SELECT g, 1 + hashint8(g)::bigint %% %(keluarga)s + CASE WHEN hashint8(g) < 0 THEN %(keluarga)s ELSE 0 END AS k
      FROM generate_series(%(awal)s::bigint, %(akhir)s) AS g) AS satu
"""
INDEKS = ("jejak_pelaku", "jejak_objek", "jejak_aksi", "jejak_urut", "jejak_keluarga", "jejak_individu")


def keep(nama: str, judul: str, laporan: str, *, simpan: bool) -> None:
    """Print a report and put it into bench/hasil with date and machine."""
    sys.stdout.write(laporan + "\n")
    if simpan:
        with connections["default"].cursor() as kursor:
            kursor.execute("SHOW server_version")
            (versi,) = kursor.fetchone()
        mesin.keep(nama, judul, f"PostgreSQL {versi}.\n\n{laporan}")


# --- ten million lines --------------------------------------------------------------------------------------


def fill(baris: int) -> None:
    """Write synthetic lines of the last twelve months, each in a transaction of its own as far as seals can tell.

    As after a restore: they belong to the zaman before, so that their transaction numbers may be made up.
    """
    with connections[PEMILIK].cursor() as kursor:
        kursor.execute(
            """SELECT jejak_bagian(b::date) FROM generate_series(
                   date_trunc('month', now()) - make_interval(months => %s), now(), interval '1 month') AS b""",
            [BULAN + 1],
        )
        kursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY (%s)", [list(INDEKS)])
        buat = dict(kursor.fetchall())
        for nama in buat:
            kursor.execute(f"DROP INDEX {nama}")
        dari = User.objects.order_by("pk").values_list("pk", flat=True)[0]
        for awal in range(1, baris + 1, 1_000_000):
            kursor.execute(
                ISI,
                {
                    "baris": baris, "bulan": BULAN, "awal": awal, "akhir": min(awal + 999_999, baris), "dari": dari,
                    "keluarga": KELUARGA, "individu": INDIVIDU,
                },
            )  # fmt: skip
        kursor.execute("SELECT setval('accounts_jejak_nomor', %s)", [baris])
        kursor.execute("SET maintenance_work_mem = '1GB'")
        for perintah in buat.values():
            kursor.execute(perintah.replace(" ON ONLY ", " ON "))
        kursor.execute("VACUUM ANALYZE accounts_jejak")
    segel.prepare()


def median_ms(kerja: Callable[[int], object], ulang: int = 30) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds of calls with another argument each."""
    waktu = []
    for i in range(ulang):
        mulai = time.perf_counter()
        kerja(i)
        waktu.append((time.perf_counter() - mulai) * 1000)
    return statistics.median(waktu), sorted(waktu)[int(ulang * 0.95)]


def measure_reading(baris: int) -> str:
    acak = random.Random(7)
    terakhir = page(Saring())
    jauh = page(Saring(sampai=timezone.localdate() - timedelta(days=200))).berikut
    orang = list(User.objects.values_list("username", flat=True))
    soal: list[tuple[str, Callable[[int], object]]] = [
        ("halaman terbaru", lambda _: page(Saring())),
        ("halaman berikut", lambda _: page(Saring(sebelum=terakhir.berikut))),
        ("halaman tujuh bulan lalu", lambda _: page(Saring(sebelum=jauh))),
        ("satu kejadian", lambda _: page(Saring(aksi="akun.masuk"))),
        ("kelompok kejadian", lambda _: page(Saring(aksi="pembaruan."))),
        ("kejadian yang jarang", lambda _: page(Saring(aksi="jejak.periksa"))),
        ("satu pelaku", lambda i: page(Saring(pelaku=orang[i % len(orang)]))),
        ("satu objek", lambda _: page(Saring(objek=f"keluarga:{acak.randint(1, KELUARGA)}"))),
        ("satu orang (data saya)", lambda _: page(Saring(individu=acak.randint(1, INDIVIDU)), sehalaman=200)),
        (
            "satu orang dan keluarganya",
            lambda _: page(Saring(individu=3 * (k := acak.randint(1, KELUARGA)), keluarga=k), sehalaman=200),
        ),
        ("keadaan segel", lambda _: segel.state()),
    ]
    tabel = [f"{baris} baris.", "", "| pertanyaan | median ms | p95 ms |", "|---|---|---|"]
    for nama, kerja in soal:
        kerja(0)
        tengah, ekor = median_ms(kerja)
        tabel.append(f"| {nama} | {tengah:.1f} | {ekor:.1f} |")
    return "\n".join(tabel)


def measure_sealing() -> str:
    mulai = time.perf_counter()
    disegel = segel.seal()
    detik_segel = time.perf_counter() - mulai
    mulai = time.perf_counter()
    hasil = segel.verify()
    detik = time.perf_counter() - mulai
    return (
        f"Menyegel {disegel} baris: {detik_segel:.0f} s, {disegel / max(detik_segel, 0.001):.0f} baris/s. "
        f"Memeriksa {hasil.baris} baris dalam {hasil.segel} segel: {detik:.0f} s, {hasil.baris / detik:.0f} baris/s, "
        f"{len(hasil.salah)} kesalahan."
    )


def besar(pilihan: argparse.Namespace) -> int:
    call_command("migrate", database=PEMILIK, verbosity=0)
    call_command("load_wilayah")
    call_command("demo_users")
    if Jejak.objects.count() < pilihan.baris:
        mulai = time.perf_counter()
        fill(pilihan.baris)
        sys.stdout.write(f"diisi dalam {time.perf_counter() - mulai:.0f} s\n")
    laporan = measure_reading(pilihan.baris) + "\n"
    nama, judul = f"jejak-{pilihan.baris}", f"Jejak, {pilihan.baris} baris"
    keep(nama, judul, laporan, simpan=not pilihan.tanpa_simpan)
    keep(nama, judul, laporan + "\n" + measure_sealing() + "\n", simpan=not pilihan.tanpa_simpan)
    return 0


# --- the price of a line ------------------------------------------------------------------------------------


@dataclass(slots=True)
class Putaran:
    """One round of load: pages answered, and their times in seconds."""

    jumlah: int
    detik: float
    waktu: list[float]
    cpu: float = 0.0
    """Seconds of processor that the web server and PostgreSQL used: unlike time, not stretched by other work."""

    @property
    def laju(self) -> float:
        return self.jumlah / self.detik


def get(alamat: str) -> Minta:
    return "GET", alamat, None


def serve(port: int, **lain: str) -> subprocess.Popen[bytes]:
    """Start a web server as `make run` does; `lain` goes into its environment."""
    catatan = Path(settings.VAR_DIR) / f"bench-{port}.log"
    lingkungan = {k: v for k, v in os.environ.items() if k != "DATABASE_OWNER_URL"} | lain
    perintah = [sys.executable, "-m", "gunicorn", "bench.situs", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    with catatan.open("wb") as keluaran:
        return proses.start(perintah, lingkungan=lingkungan, catatan=keluaran, folder=AKAR)


def session(nama: str) -> str:
    """A signed-in session, as its cookie."""
    user = User.objects.get(username=nama)
    sesi = SessionStore()
    sesi[SESSION_KEY], sesi[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    sesi[HASH_SESSION_KEY] = user.get_session_auth_hash()
    sesi["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    sesi["account_authentication_methods_user"] = str(user.pk)
    sesi.save()
    return f"{settings.SESSION_COOKIE_NAME}={sesi.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def cpu_seconds(port: int) -> float:
    """Processor time so far of the web server on this port and of every process of this PostgreSQL."""
    induk = (Path(settings.VAR_DIR) / "pg" / "postmaster.pid").read_text().split()[0]
    detak = 0
    for satu in Path("/proc").glob("[0-9]*"):
        try:
            perintah, status = (satu / "cmdline").read_bytes(), (satu / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if f"127.0.0.1:{port}".encode() in perintah or status[1] == induk:
            detak += int(status[11]) + int(status[12])
    return detak / os.sysconf("SC_CLK_TCK")


def load(port: int, jalur: list[Minta], *, detik: float, klien: int, laju: float, siapa: str = "petugas") -> Putaran:
    """Ask for pages from several clients at `laju` pages a second (0: as fast as they are answered)."""
    waktu: list[float] = []
    cpu = cpu_seconds(port)
    kunci, mulai = threading.Lock(), time.perf_counter()
    kue = [session(siapa) for _ in range(klien)]
    giliran = iter(range(10**9))

    def satu(nomor: int) -> None:
        acak = random.Random(nomor)
        while True:
            with kunci:
                ke = next(giliran)
            saat = mulai + ke / laju if laju else time.perf_counter()
            if saat - mulai > detik or time.perf_counter() - mulai > detik:
                return
            time.sleep(max(0.0, saat - time.perf_counter()))
            awal = time.perf_counter()
            sambungan = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            metode, tujuan, isi = acak.choice(jalur)
            sambungan.request(metode, tujuan, isi, {"Cookie": kue[nomor], "X-CSRFToken": CSRF} | (JSON if isi else {}))
            jawaban = sambungan.getresponse()
            jawaban.read()
            sambungan.close()
            if jawaban.status != 200:
                raise RuntimeError(f"jawaban {jawaban.status}")
            with kunci:
                waktu.append(time.perf_counter() - awal)

    utas = [threading.Thread(target=satu, args=(i,)) for i in range(klien)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    return Putaran(len(waktu), time.perf_counter() - mulai, waktu, cpu_seconds(port) - cpu)


def record_cost(ulang: int = 3000) -> float:
    """Milliseconds of one `audit.record` of four persons inside a transaction, from one connection."""
    user = User.objects.get(username="petugas")
    mulai = time.perf_counter()
    for i in range(ulang):
        audit.record(pelaku=user, aksi="keluarga.lihat", objek=f"keluarga:{i}", keluarga=[i], individu=range(i, i + 4))
    return (time.perf_counter() - mulai) * 1000 / ulang


def beban(pilihan: argparse.Namespace) -> int:
    with lingkup.within(lingkup.INDONESIA):
        pk = list(Keluarga.objects.aktif().values_list("pk", flat=True)[:2000])
    jalur = (
        [get(f"/dtsen/keluarga/{i}/") for i in pk]
        if pilihan.halaman == "web"
        else [get(f"/api/v1/keluarga/{i}/") for i in pk]
    )
    server = {
        "dengan": (serve(pilihan.port), pilihan.port),
        "tanpa": (serve(pilihan.port + 1, BENCH_TANPA="jejak"), pilihan.port + 1),
    }
    hasil: dict[str, list[Putaran]] = {"dengan": [], "tanpa": []}
    try:
        for _, port in server.values():
            proses.wait_until(partial(answers, port), batas_detik=40)
            load(port, jalur, detik=4, klien=pilihan.klien, laju=0)
        for i in range(pilihan.putaran):
            for nama in ("dengan", "tanpa") if i % 2 else ("tanpa", "dengan"):
                hasil[nama].append(
                    load(server[nama][1], jalur, detik=pilihan.detik, klien=pilihan.klien, laju=pilihan.laju)
                )
    finally:
        for satu, _ in server.values():
            proses.stop(satu)
    laporan = (
        _report(hasil, pilihan) + f"\nSatu `audit.record` (empat orang): {record_cost():.2f} ms dari satu sambungan.\n"
    )
    keep(f"beban-jejak-{pilihan.halaman}", "Harga satu baris jejak", laporan, simpan=not pilihan.tanpa_simpan)
    return 0


def answers(port: int) -> bool:
    try:
        sambungan = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        sambungan.request("GET", "/akun/masuk/")
        return sambungan.getresponse().status == 200
    except OSError:
        return False


def _report(hasil: dict[str, list[Putaran]], pilihan: argparse.Namespace) -> str:
    laju = {n: statistics.median(p.laju for p in semua) for n, semua in hasil.items()}
    tengah = {n: statistics.median(w for p in semua for w in p.waktu) * 1000 for n, semua in hasil.items()}
    cpu = {n: 1000 * sum(p.cpu for p in semua) / sum(p.jumlah for p in semua) for n, semua in hasil.items()}
    ditawarkan = f"{pilihan.laju:.0f} halaman/s ditawarkan" if pilihan.laju else "secepat dijawab"
    tabel = [
        f"Halaman keluarga ({pilihan.halaman}), {pilihan.klien} klien, {ditawarkan}, {pilihan.putaran} putaran "
        f"@ {pilihan.detik:.0f} s bergantian.", "",
        "| jejak | halaman/s (median putaran) | ms (median) | ms prosesor per halaman |", "|---|---|---|---|",
        *(f"| {n} | {laju[n]:.1f} | {tengah[n]:.1f} | {cpu[n]:.1f} |" for n in ("dengan", "tanpa")), "",
        f"rasio laju {laju['dengan'] / laju['tanpa']:.3f}, rasio waktu {tengah['tanpa'] / tengah['dengan']:.3f}, "
        f"rasio prosesor {cpu['tanpa'] / cpu['dengan']:.3f} (batas 0,85)",
    ]  # fmt: skip
    return "\n".join(tabel) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-jejak")
    bagian = parser.add_subparsers(dest="bagian", required=True)
    satu = bagian.add_parser("besar")
    satu.add_argument("--baris", type=int, default=10_000_000)
    dua = bagian.add_parser("beban")
    dua.add_argument("--halaman", choices=("web", "api"), default="web")
    dua.add_argument("--detik", type=float, default=8)
    dua.add_argument("--putaran", type=int, default=6)
    dua.add_argument("--klien", type=int, default=4)
    dua.add_argument("--laju", type=float, default=0, help="halaman per detik; 0: secepat dijawab")
    dua.add_argument("--port", type=int, default=8130)
    for p in (satu, dua):
        p.add_argument("--tanpa-simpan", action="store_true")
    pilihan = parser.parse_args()
    return besar(pilihan) if pilihan.bagian == "besar" else beban(pilihan)


if __name__ == "__main__":
    sys.exit(main())
