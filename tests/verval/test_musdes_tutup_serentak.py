"""Two connections close one musyawarah at the same moment: one paper, every case gone on once.

Four cases here; `make bench-tutup` closes sixty and keeps the time in bench/hasil/.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from bench import mesin
from dtsen.registry import lingkup
from dtsen.registry.models import Keluarga, KondisiKeluarga
from tests.cast import PERIAN, user
from tests.conftest import Basisdata
from tests.musdes import ALAMAT, OPERATOR, attended, decided, opened
from verval import pembaruan
from verval.models import DokumenMusyawarah, Langkah, Musyawarah, Pembaruan
from verval.musdes import arsip, tutup

KASUS = int(os.environ.get("KASUS", "4"))
TERCATAT, BATAS_DETIK = 60, 2.0


def filed(nomor: int) -> Pembaruan:
    keluarga = Keluarga.objects.create(kode_desa=PERIAN, nama_kepala=f"KEPALA {nomor}", rt="001", rw="001")
    KondisiKeluarga.objects.create(keluarga=keluarga, sumber_penerangan_utama=1, daya_terpasang=1, asal=[])
    return pembaruan.draft(
        keluarga, "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user(OPERATOR), ajukan=True
    )


def test_closing_twice_at_once_gives_one_paper(basisdata: Basisdata) -> None:
    kasus = [filed(nomor) for nomor in range(KASUS)]
    sesi = opened()
    attended(sesi)
    assert len(decided(sesi)) == KASUS
    mulai, lama = Barrier(2), []

    def press(_: int) -> tuple[int, str]:
        try:
            mulai.wait(timeout=30)
            sejak = time.monotonic()
            with lingkup.sebagai(user(OPERATOR)):
                dokumen = tutup.close(Musyawarah.objects.get(pk=sesi.pk), alamat=ALAMAT, pelaku=user(OPERATOR))
            lama.append(time.monotonic() - sejak)
            return dokumen.pk, dokumen.sidik_berkas
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as kolam:
        jawaban = set(kolam.map(press, range(2)))
    (dokumen,) = DokumenMusyawarah.objects.all()
    assert jawaban == {(dokumen.pk, dokumen.sidik_berkas)}
    assert arsip.path_of(dokumen.nama_berkas).stat().st_size == dokumen.ukuran
    for satu in kasus:
        satu.refresh_from_db()
    assert {satu.status for satu in kasus} == {"dimusyawarahkan"}
    assert Langkah.objects.filter(aksi="musyawarahkan").count() == KASUS
    if KASUS >= TERCATAT:
        assert max(lama) < BATAS_DETIK, lama
        mesin.keep(
            "tutup-musyawarah",
            "Menutup musyawarah, dua sambungan sekaligus",
            f"{KASUS} kasus ditutup dua sambungan pada saat yang sama: {max(lama):.2f} detik sampai keduanya mendapat "
            f"berita acara yang sama, batas {BATAS_DETIK:.0f} detik. Termasuk berita acara PDF, langkah setiap kasus "
            "dan jejak.\n\nUlangi: `make bench-tutup`",
        )
