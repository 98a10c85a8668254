"""Several people decide about one thing in the same instant: one wins, the others are told, nothing is half done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import cast

import pytest
from django.db import connections
from django.utils import timezone

from dtsen.accounts.models import Jejak, Penugasan, User
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry import lingkup
from dtsen.registry.models import Keluarga
from ikesos import hitungan, structure
from ikesos.hitungan import HitunganDitolak
from ikesos.isian import alur
from ikesos.isian.lembar import Lembar, indicators, open_sheet
from ikesos.luar.galat import BerkasSalah
from ikesos.models import (
    AnggotaInstansi,
    Hitungan,
    IndikatorRpjmd,
    Instansi,
    IsianInput,
    RealisasiRpjmd,
    Setoran,
    StrukturVersi,
)
from ikesos.rpjmd import realisasi
from ikesos.rpjmd.galat import RpjmdDitolak
from ikesos.stats.tutup import ATURAN
from tests.cast import KUKAR, PERIAN, user
from tests.conftest import Basisdata
from tests.families import official
from verval.hop import StaleStatus
from verval.kuota import susun
from verval.models import ProgramBansos, Sanggah
from verval.sanggah import kerja

UTAS = 6
KODE, TAHUN = "KD2.1", "2026"
DITOLAK = (alur.IsianDitolak, HitunganDitolak, RpjmdDitolak, susun.KuotaDitolak, StaleStatus, AksiDitolak, BerkasSalah)
Tekan = Callable[[User], object]


@pytest.fixture
def regu(basisdata: Basisdata) -> Iterator[Callable[[Tekan], list[User]]]:
    """Call it with what everybody presses at once; returns those whose press went through."""
    orang = [User.objects.create_user(f"pemutus.{i}") for i in range(UTAS)]
    for akun in orang:
        for peran in ("verifikator", "kepala_opd"):
            Penugasan.objects.create(user=akun, peran=peran, wilayah_id=KUKAR, mulai="2026-01-01")
    mulai = Barrier(UTAS)

    def satu(tekan: Tekan, pelaku: User) -> User | None:
        try:
            mulai.wait(timeout=60)
            with lingkup.sebagai(pelaku):
                tekan(pelaku)
        except DITOLAK:
            return None
        finally:
            connections.close_all()
        return pelaku

    with ThreadPoolExecutor(UTAS) as kolam:
        yield lambda tekan: [p for p in kolam.map(lambda o: satu(tekan, o), orang) if p is not None]


def sheet() -> Lembar:
    structure.load(structure.read(structure.BAWAAN))
    for nama in ("mitra", "petugas"):
        AnggotaInstansi.objects.create(instansi=Instansi.objects.get(nama="Dinas Kesehatan"), user=user(nama))
    simpul, tugas = indicators()[KODE], alur.visible_task(user("mitra"), KODE)
    assert tugas is not None
    return open_sheet(tugas, simpul, TAHUN)


def sent(lembar: Lembar) -> Setoran:
    isi = {w.kode: {"a": "17", "b": "100"} for w in lembar.wilayah}
    setoran, _ = alur.save(lembar, isi, sumber="EPPGBM", dokumen="Laporan 12", pelaku=user("mitra"))
    alur.send(lembar, setoran, pelaku=user("mitra"))
    return Setoran.objects.get(pk=setoran.pk)


def lines(aksi: str) -> int:
    return Jejak.objects.filter(aksi__startswith=aksi).count()


def test_inputs_of_an_office_are_confirmed_or_sent_back_once(regu: Callable[[Tekan], list[User]]) -> None:
    lembar = sheet()
    setoran = sent(lembar)

    def tekan(pelaku: User) -> None:
        if pelaku.pk % 2:
            alur.confirm(setoran, pelaku=pelaku)
        else:
            alur.send_back(setoran, "Angka Anggana terlalu tinggi.", pelaku=pelaku)

    (pemenang,) = regu(tekan)
    setoran.refresh_from_db()
    assert setoran.pemutus == pemenang
    assert setoran.status == ("dikonfirmasi" if pemenang.pk % 2 else "dikembalikan")
    masuk = IsianInput.objects.filter(butir__startswith=KODE, periode=TAHUN, contoh=False).count()
    assert masuk == (2 * len(lembar.wilayah) if pemenang.pk % 2 else 0)
    assert lines("ikesos.isian_konfirmasi") + lines("ikesos.isian_kembalikan") == 1


def test_everybody_who_saves_at_once_is_named_among_the_writers(regu: Callable[[Tekan], list[User]]) -> None:
    lembar = sheet()
    setoran, _ = alur.save(lembar, {}, sumber="", dokumen="", pelaku=user("mitra"))
    for satu in User.objects.filter(username__startswith="pemutus."):
        AnggotaInstansi.objects.create(instansi=Instansi.objects.get(nama="Dinas Kesehatan"), user=satu)
        Penugasan.objects.create(user=satu, peran="petugas_dinsos", wilayah_id=KUKAR, mulai="2026-01-01")
    w = lembar.wilayah[0].kode
    simpan = regu(lambda p: alur.save(lembar, {w: {"a": "1", "b": "9"}}, sumber="x", dokumen="y", pelaku=p))
    setoran.refresh_from_db()
    assert len(simpan) == UTAS
    assert set(setoran.penulis) == {user("mitra").pk, *(p.pk for p in simpan)}
    assert setoran.baris.count() == 1


def test_an_index_is_published_once(regu: Callable[[Tekan], list[User]]) -> None:
    sheet()
    versi = StrukturVersi.objects.get()
    ini = Hitungan.objects.create(
        versi=versi, periode="2026-T3", acuan=timezone.localdate(), status="selesai", benih=1, tarikan=1,
        dimulai_oleh=user("petugas"), aturan=ATURAN,
    )  # fmt: skip
    (pemenang,) = regu(lambda p: hitungan.publish(ini.pk, pelaku=p))
    ini.refresh_from_db()
    assert ini.diterbitkan_oleh == pemenang
    assert lines("ikesos.terbitkan") == 1


def test_a_structure_is_loaded_once(regu: Callable[[Tekan], list[User]]) -> None:
    isi = structure.read(structure.BAWAAN)
    regu(lambda p: structure.load(isi, pelaku=p))
    assert StrukturVersi.objects.count() == 1
    assert StrukturVersi.objects.get().simpul.count() == len(isi["simpul"])
    assert lines("ikesos.struktur") == 1


def test_a_figure_of_the_plan_is_decided_once(regu: Callable[[Tekan], list[User]]) -> None:
    ini = IndikatorRpjmd.objects.get(pk="KEM.1")
    satu = realisasi.propose(ini, 2025, 6.7, "BPS 2026", pelaku=user("petugas"))
    (pemenang,) = regu(
        lambda p: realisasi.confirm(satu.pk, pelaku=p) if p.pk % 2 else realisasi.refuse(satu.pk, "Salah.", pelaku=p)
    )
    satu.refresh_from_db()
    assert (satu.status, satu.pengesah) == ("dikonfirmasi" if pemenang.pk % 2 else "ditolak", pemenang)
    berlaku = RealisasiRpjmd.objects.filter(indikator=ini, tahun=2025, status="dikonfirmasi")
    assert berlaku.count() == 1  # the published figure, or what took its place


def test_a_quota_is_decided_once_or_thrown_away(regu: Callable[[Tekan], list[User]]) -> None:
    official(Keluarga.objects.create(kode_desa=PERIAN, nama_kepala="X"), nasional=2)
    data = {
        "periode": "2026", "jumlah": 1, "dokumen": "Surat uji", "dasar": "keluarga", "desil_maks": 4,
        "metode": "sisa_terbesar", "batas_sasaran": True, "acuan": None, "persen": None,
    }  # fmt: skip
    program = ProgramBansos.objects.get(pk="sembako")
    satu = susun.draft(program, cast(susun.Isi, data), pelaku=user("petugas"))
    lain = susun.draft(program, cast(susun.Isi, data), pelaku=user("petugas"))
    # Half of them read one draft, half the other: of a programme and period only one counts.
    pilih = {0: satu, 1: lain}
    (pemenang,) = regu(lambda p: susun.confirm(pilih[p.pk % 2].pk, sidik=pilih[p.pk % 2].sidik, pelaku=p))
    for ke, ini in pilih.items():
        ini.refresh_from_db()
        menang = pemenang.pk % 2 == ke
        assert (ini.status, ini.penetap) == (("ditetapkan", pemenang) if menang else ("draf", None))
    assert lines("kuota.tetapkan") == 1


def test_an_objection_is_decided_once(regu: Callable[[Tekan], list[User]]) -> None:
    satu = Sanggah.objects.create(
        jenis="terdaftar_tidak_layak", program_id="pkh", kode_desa=PERIAN, nama="Aminah", uraian="Punya dua truk.",
        status="diperiksa", jalur="publik",
    )  # fmt: skip

    def tekan(p: User) -> None:
        aksi, kode = ("patahkan", "kurang") if p.pk % 2 else ("perbaiki", "data_baru")
        kerja.move(satu, aksi, pelaku=p, status="diperiksa", alasan="Sudah dilihat.", alasan_kode=kode)

    (pemenang,) = regu(tekan)
    satu.refresh_from_db()
    assert satu.status == ("tidak_terbukti" if pemenang.pk % 2 else "data_diperbaiki")
    assert (satu.pemutus, satu.langkah.count(), lines("sanggah.")) == (pemenang, 1, 1)
