"""`make bench-antrean`: how long a page of the work list takes with 100 000 cases waiting for one person.

The whole way of a request through all middlewares, in this process; beside it the same pages with a thousand cases
waiting, so that the ratio says what the size costs on any machine. Works on a database of its own.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.utils import timezone

from bench import jejak, mesin
from dtsen.accounts.models import User
from dtsen.registry.models import Keluarga
from dtsen.wilayah.models import Wilayah
from verval.models import AturanProgram, ButirPembaruan, Pembaruan, ProgramBansos, Usulan
from verval.models.butir import holder

PEMILIK = "pemilik"
BATAS_MS = 150
SETUMPUK = 5000
KECIL = 1000
STATUS = ("disahkan_desa",) * 5 + ("diperiksa",) * 5 + ("dimusyawarahkan", "disetujui")
"""Ten of twelve wait for the verifikator."""
JUMLAH = re.compile(r"–[\d.]+ dari ([\d.]+) ")
FAKTA = ("jenis_lantai_terluas", "daya_terpasang", "status_kepemilikan_rumah", "aset_bergerak_sepeda_motor")
HALAMAN = (
    ("verifikator", "antrean", ""),
    ("verifikator", "halaman 50", "&halaman=50"),
    ("verifikator", "satu status, 200 baris", "&status=diperiksa&baris=200"),
    ("verifikator", "batas habis", "&umur=merah"),
    ("verifikator", "mendekati batas", "&umur=kuning"),
    ("verifikator", "dalam batas", "&umur=lancar"),
    ("verifikator", "milik saya", "&petugas=saya"),
    ("verifikator", "satu kecamatan", "&wilayah=640206"),
    ("verifikator", "kelompok atau program", "&jenis={jenis}"),
    ("kepala", "antrean kepala dinas", ""),
    ("kades.perian", "antrean kades", ""),
)


def prepare() -> None:
    """Migrate and load regions and people; safe to repeat."""
    call_command("migrate", database=PEMILIK, verbosity=0)
    call_command("load_wilayah")
    call_command("demo_users")
    call_command("collectstatic", interactive=False, verbosity=0)


def fill(waiting: int) -> None:
    """Empty the registry and write families with one case of each kind, `waiting` of them for the verifikator."""
    banyak = waiting * len(STATUS) // 10
    with connections[PEMILIK].cursor() as kursor:
        kursor.execute("TRUNCATE registry_keluarga RESTART IDENTITY CASCADE")
    acak, kini = random.Random(11), timezone.now()
    desa = list(Wilayah.objects.filter(kode__startswith="6402", kode__regex="^.{10}$").values_list("kode", flat=True))
    operator, verifikator = (User.objects.get(username=n) for n in ("operator.perian", "verifikator"))
    aturan = AturanProgram.objects.filter(program="pkh", status="aktif").order_by("-berlaku_dari")[0]
    program = list(ProgramBansos.objects.all())
    rumah = (Keluarga(kode_desa=desa[i % len(desa)], nama_kepala=f"KEPALA {i}", rt="001") for i in range(banyak))
    for tumpuk in _portions(rumah):
        keluarga = Keluarga.objects.using(PEMILIK).bulk_create(tumpuk)
        umum = []
        for satu in keluarga:
            status = acak.choice(STATUS)
            umum.append(
                {
                    "keluarga_id": satu.pk, "kode_desa": satu.kode_desa, "pembuat_id": operator.pk, "status": status,
                    "diajukan": kini - timedelta(minutes=acak.randint(0, 60 * 24 * 40)), "pengajuan_ke": 1,
                    "pemeriksa_id": verifikator.pk if status == "diperiksa" and acak.random() < 0.01 else None,
                }
            )  # fmt: skip
        kasus = Pembaruan.objects.using(PEMILIK).bulk_create(Pembaruan(alasan="Berubah.", **isi) for isi in umum)
        ButirPembaruan.objects.using(PEMILIK).bulk_create(
            ButirPembaruan(
                pembaruan=satu, keluarga_id=satu.keluarga_id, kode_desa=satu.kode_desa, fakta=acak.choice(FAKTA),
                nilai_lama=1, nilai_baru=2, penahan=holder(satu.status, satu.pembuat_id),
            )
            for satu in kasus
        )  # fmt: skip
        Usulan.objects.using(PEMILIK).bulk_create(
            Usulan(
                program=acak.choice(program), aturan=aturan, unit="keluarga", periode="2026-11", desil_nasional=2, **isi
            )
            for isi in umum
        )
    with connections[PEMILIK].cursor() as kursor:
        kursor.execute("VACUUM ANALYZE")


def _portions(semua: Iterator[Keluarga]) -> Iterator[list[Keluarga]]:
    while tumpuk := list(islice(semua, SETUMPUK)):
        yield tumpuk


def client(nama: str) -> Client:
    """Somebody signed in with both factors."""
    user = User.objects.get(username=nama)
    klien = Client(headers={"host": "127.0.0.1"})
    klien.force_login(user, "django.contrib.auth.backends.ModelBackend")
    sesi = klien.session
    sesi["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
    sesi["account_authentication_methods_user"] = str(user.pk)
    sesi.save()
    return klien


def measure(ulang: int) -> dict[tuple[str, str], tuple[float, float, int]]:
    """Median and 95th percentile in milliseconds, and how many wait, of every page of both kinds."""
    hasil = {}
    for jenis, kelompok in (("pembaruan", "Rumah"), ("usulan", "pkh")):
        for siapa, nama, tanya in HALAMAN:
            klien = client(siapa)
            alamat = f"/verval/{jenis}/?lihat=antrean{tanya.format(jenis=kelompok)}"
            jumlah = _ask(klien, alamat)
            for _ in range(3):
                _ask(klien, alamat)
            tengah, ujung = jejak.median_ms(lambda _, k=klien, a=alamat: _ask(k, a), ulang)  # type: ignore[misc]
            hasil[jenis, nama] = (tengah, ujung, jumlah)
    return hasil


def _ask(klien: Client, alamat: str) -> int:
    jawaban = klien.get(alamat)
    if jawaban.status_code != 200:
        raise RuntimeError(f"{alamat}: jawaban {jawaban.status_code}")
    jumlah = JUMLAH.search(jawaban.content.decode())
    return int(jumlah[1].replace(".", "")) if jumlah else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-antrean")
    parser.add_argument("--kasus", type=int, default=100_000, help="yang menunggu verifikator")
    parser.add_argument("--ulang", type=int, default=30)
    parser.add_argument("--tanpa-simpan", action="store_true")
    pilihan = parser.parse_args()
    prepare()
    fill(KECIL)
    kecil = measure(pilihan.ulang)
    fill(pilihan.kasus)
    besar = measure(pilihan.ulang)
    baris = [
        f"| {jenis} | {nama} | {jumlah} | {tengah:.0f} | {ujung:.0f} | {tengah / kecil[jenis, nama][0]:.2f} |"
        for (jenis, nama), (tengah, ujung, jumlah) in besar.items()
    ]
    terlama = max(tengah for tengah, _, _ in besar.values())
    laporan = "\n".join(
        [
            f"{pilihan.kasus} pembaruan dan {pilihan.kasus} usulan menunggu verifikator, {pilihan.ulang} permintaan "
            "tiap halaman, di server (tanpa jaringan), dengan jejak dan row-level security.",
            "",
            f"| kasus | halaman | menunggu | ms (median) | ms (95 %) | rasio terhadap {KECIL} kasus |",
            "|---|---|---|---|---|---|",
            *baris,
            "",
            f"Median terlama {terlama:.0f} ms, batas {BATAS_MS} ms. Ulangi: `make bench-antrean`",
        ]
    )
    sys.stdout.write(laporan + "\n")
    if not pilihan.tanpa_simpan:
        mesin.keep("antrean", "Antrean kasus", laporan)
    return int(terlama > BATAS_MS)


if __name__ == "__main__":
    sys.exit(main())
