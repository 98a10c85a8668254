"""Several people at the same moment, with real commits: one open case a fact, one decision a case, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from dtsen.accounts.models import User
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry import corrections
from dtsen.registry.corrections import StaleFact
from dtsen.registry.models import KondisiKeluarga, RiwayatFakta
from tests.cast import user
from tests.conftest import Basisdata
from tests.families import aminah
from tests.kasus import advance
from verval import pembaruan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Langkah, Pembaruan

BANYAK = 6
ALASAN = "Lantai sudah disemen bulan lalu, dilihat sendiri."
DITOLAK = (KasusDitolak, StaleStatus, StaleFact, AksiDitolak)


def at_once(kerja: list[Callable[[], object]]) -> list[object]:
    """Run every job on a connection of its own, all released together; a refusal counts as its type."""
    mulai = Barrier(len(kerja))

    def satu(fungsi: Callable[[], object]) -> object:
        try:
            mulai.wait(timeout=20)
            return fungsi()
        except DITOLAK as galat:
            return type(galat)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(kerja)) as kolam:
        return list(kolam.map(satu, kerja))


def makers() -> list[User]:
    """As many people of the Dinsos as there are jobs."""
    return [User.objects.create_user(username=f"petugas.{i}", nama=f"Petugas {i}") for i in range(BANYAK)]


def test_one_open_case_when_all_file_together(basisdata: Basisdata) -> None:
    keluarga = aminah()
    orang = makers()
    for satu in orang:
        satu.penugasan.create(peran="petugas_dinsos", wilayah_id="6402", mulai="2026-01-01")
    draf = [pembaruan.draft(keluarga, "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=satu) for satu in orang]

    def job(kasus: Pembaruan, pelaku: User) -> Callable[[], Any]:
        return lambda: pembaruan.move(kasus, "ajukan", pelaku=pelaku, status="draf")

    hasil = at_once([job(k, p) for k, p in zip(draf, orang, strict=True)])
    assert hasil.count(KasusDitolak) == BANYAK - 1
    assert Pembaruan.objects.filter(status="diajukan").count() == 1
    assert Langkah.objects.count() == 1


def test_one_decision_when_all_decide_together(basisdata: Basisdata) -> None:
    keluarga = aminah()
    kasus = pembaruan.draft(
        keluarga, "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=user("operator.perian"), ajukan=True
    )
    advance(kasus)
    orang = makers()
    for satu in orang:
        satu.penugasan.create(peran="verifikator", wilayah_id="6402", mulai="2026-01-01")

    def job(pelaku: User, aksi: str) -> Callable[[], Any]:
        return lambda: pembaruan.move(
            kasus, aksi, pelaku=pelaku, status="diperiksa", alasan="jelas", alasan_kode="bukti_kurang"
        )

    aksi = ["setujui", "tolak", "kembalikan"] * (BANYAK // 3)
    hasil = at_once([job(p, a) for p, a in zip(orang, aksi, strict=True)])
    assert hasil.count(StaleStatus) == BANYAK - 1
    kasus.refresh_from_db()
    putusan = kasus.langkah.filter(dari="diperiksa").get()
    assert putusan.ke == kasus.status
    assert RiwayatFakta.objects.count() == (kasus.status == "disetujui")
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == (6 if kasus.status == "disetujui" else 8)


def test_two_facts_of_one_row_do_not_overwrite_each_other(basisdata: Basisdata) -> None:
    keluarga = aminah()
    operator, verifikator = user("operator.perian"), user("verifikator")
    isi = {"jenis_lantai_terluas": 6, "luas_lantai_m2": 40, "jenis_atap_terluas": 2, "aset_bergerak_sepeda_motor": 1}
    kasus = [
        pembaruan.draft(keluarga, nama, nilai, alasan=ALASAN, pelaku=operator, ajukan=True)
        for nama, nilai in isi.items()
    ]
    for satu in kasus:
        advance(satu)

    def job(satu: Pembaruan) -> Callable[[], Any]:
        return lambda: pembaruan.move(satu, "setujui", pelaku=verifikator, status="diperiksa")

    at_once([job(satu) for satu in kasus])
    sekarang = corrections.current(keluarga)
    assert {nama: sekarang[nama] for nama in isi} == isi
    asal = KondisiKeluarga.objects.get(pk=keluarga.pk).asal
    assert len({asal[corrections.TEMPAT_KELUARGA[nama]] for nama in isi}) == 1
    assert RiwayatFakta.objects.count() == len(isi)
