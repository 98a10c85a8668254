"""An answer of Kemensos applied by the worker that the page starts; and many rows at once (BANYAK=5000 keeps times)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from bench import mesin
from config.local import proses
from dtsen.accounts.models import Jejak
from dtsen.registry.models import Individu, Keluarga
from tests.cast import PERIAN, user
from tests.families import aminah
from tests.verval.test_jawaban import csv, sent
from verval import jawaban, kirim, pengesahan
from verval.models import AturanProgram, JawabanKemensos, Langkah, Usulan

pytestmark = pytest.mark.usefixtures("basisdata")
BANYAK = int(os.environ.get("BANYAK", "250"))
"""More than two portions of `SETUMPUK` (`jawaban/terap.py`)."""


def crowd(status: str) -> list[str]:
    """Write that many proposals of as many families straight into one status; returns their codes."""
    keluarga = Keluarga.objects.bulk_create(
        Keluarga(kode_desa=PERIAN, nomor_kk=f"6402011001{n:06d}", nama_kepala=f"KEPALA {n}", rt="001", rw="001")
        for n in range(1, BANYAK + 1)
    )
    orang = Individu.objects.bulk_create(
        Individu(
            keluarga=k, kode_desa=PERIAN, nik=f"6402010101{80 + n // 9999:02d}{n % 9999 + 1:04d}", nama=k.nama_kepala,
            nama_norm=k.nama_kepala, tanggal_lahir=date(1980, 1, 1), jenis_kelamin=1, status_hubungan_keluarga=1,
        )
        for n, k in enumerate(keluarga)
    )  # fmt: skip
    aturan = AturanProgram.objects.get(program="pkh", status="aktif")
    kasus = Usulan.objects.bulk_create(
        Usulan(
            keluarga=o.keluarga, individu=o, kode_desa=PERIAN, pembuat=user("operator.perian"), program_id="pkh",
            aturan=aturan, unit=aturan.unit, tunai=aturan.tunai, satu_per_nik=aturan.satu_per_nik, periode="2026-11",
            desil_nasional=2, status=status, diajukan=timezone.now(), pengajuan_ke=1,
        )
        for o in orang
    )  # fmt: skip
    with connections["pemilik"].cursor() as kursor:
        # As autovacuum does: without statistics the planner takes the crowd for a handful.
        kursor.execute("ANALYZE registry_keluarga, registry_individu, verval_usulan")
    return [k.kode_lacak for k in kasus]


def test_a_real_worker_applies_what_the_page_starts(pekerja: Callable[[], str], tmp_path: Path) -> None:
    kasus = sent(aminah())
    satu = jawaban.upload(csv(tmp_path, f"{kasus.kode_lacak},,,,DITERIMA,,"), pelaku=user("petugas"))
    klien = Client()
    klien.force_login(user("petugas"))
    klien.post(f"/verval/jawaban/{satu.pk}/terapkan/")
    selesai = JawabanKemensos.objects.filter(pk=satu.pk, status="diterapkan")
    assert proses.wait_until(selesai.exists, batas_detik=120), pekerja()
    kasus.refresh_from_db()
    assert kasus.status == "selesai"
    assert Jejak.objects.get(aksi="usulan.selesaikan").lewat == "tugas"


def test_many_rows_out_and_back_again(tmp_path: Path) -> None:
    petugas, waktu = user("petugas"), dict[str, float]()

    def timed(nama: str, kerja: Callable[[], object]) -> None:
        mulai = time.perf_counter()
        kerja()
        waktu[nama] = time.perf_counter() - mulai

    kode = crowd("disahkan_bupati")
    timed("berkas SIKS-NG: periksa dan tulis", lambda: kirim.export(petugas, periode="2026-11"))
    surat = pengesahan.letter(user("bupati"), keadaan="disahkan", periode="2026-11")
    timed("surat dan lampiran PDF", lambda: pengesahan.draw(surat, saat=timezone.localtime()))
    Usulan.objects.update(status="dikirim")
    berkas = csv(
        tmp_path, *(f"{k},,,PKH,{'DITOLAK,Kuota habis' if n % 5 == 0 else 'DITERIMA,'}," for n, k in enumerate(kode))
    )
    timed("jawaban: baca dan cocokkan", lambda: jawaban.upload(berkas, pelaku=petugas))
    satu = JawabanKemensos.objects.get()
    jawaban.start(satu, pelaku=petugas)
    timed("jawaban: terapkan", lambda: jawaban.apply(satu.pk))
    ditolak = -(-BANYAK // 5)
    assert Usulan.objects.filter(status="ditolak_kemensos").count() == ditolak
    assert Usulan.objects.filter(status="selesai").count() == BANYAK - ditolak
    hop = Langkah.objects.count()
    assert hop == ditolak + 2 * (BANYAK - ditolak)
    timed("jawaban: berkas yang sama sekali lagi", lambda: jawaban.upload(berkas, pelaku=petugas))
    jawaban.apply(satu.pk)
    assert Langkah.objects.count() == hop
    satu.refresh_from_db()
    assert satu.status == "diterapkan"
    if BANYAK >= 5000:
        baris = "\n".join(f"| {nama} | {detik:.1f} |" for nama, detik in waktu.items())
        ulangi = f"BANYAK={BANYAK} pytest {Path(__file__).relative_to(Path.cwd())} -n 1"
        mesin.keep(
            f"kemensos-{BANYAK}",
            f"Kemensos: {BANYAK} usulan keluar dan jawabannya masuk",
            f"{hop} langkah.\n\n| pekerjaan | detik |\n|---|---:|\n{baris}\n\nUlangi: `{ulangi}`",
        )
