"""Eligibility of everybody at once says the same as `kelayakan.assess`, family by family and person by person."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from dtsen.registry.models import DesilResmi, Individu, Keluarga
from tests.cast import MELAYU, PERIAN
from verval.bansos import layak, simulasi
from verval.kelayakan import Penolakan, assess
from verval.models import AturanProgram, KomponenAturan, LaranganAturan, PengecualianPenerima, ProgramBansos

pytestmark = pytest.mark.django_db
HARI = date(2026, 11, 3)
BANYAK = 70
PEKERJAAN = ("PNS", "pegawai  negeri sipil (PNS)", " Perawat ", "PENSIUNAN", "PETANI", "", "GURU", "Kepala Desa")


def village(acak: random.Random) -> None:
    """Families of one to five persons with facts that rules ask for, some excluded, some moved away."""
    for nomor in range(BANYAK):
        keluarga = Keluarga.objects.create(
            kode_desa=acak.choice((PERIAN, MELAYU)), nama_kepala=f"K{nomor}",
            status="aktif" if acak.random() < 0.9 else "pindah",
        )  # fmt: skip
        for versi, hari in (("2026-T2", date(2026, 4, 20)), ("2026-T3", date(2026, 7, 24))):
            if acak.random() < 0.9:
                DesilResmi.objects.create(
                    keluarga=keluarga, kode_desa=keluarga.kode_desa, versi=versi, tanggal=hari, dasar="uji",
                    nasional=acak.choice((None, 1, 2, 3, 4, 5, 6, 7)),
                )  # fmt: skip
        orang = [_person(acak, keluarga, nomor * 10 + i, i) for i in range(acak.randint(1, 5))]
        if acak.random() < 0.25:
            PengecualianPenerima.objects.create(
                keluarga=keluarga, individu=acak.choice([None, *orang]), kode_desa=keluarga.kode_desa,
                program_id=acak.choice((None, "pkh", "pbi_jk")), status="exclude", sumber="uji",
                berlaku_dari=acak.choice((date(2026, 1, 1), date(2026, 12, 1))),
                berlaku_sampai=acak.choice((None, date(2026, 12, 31))),
            )  # fmt: skip


def _person(acak: random.Random, keluarga: Keluarga, nomor: int, ke: int) -> Individu:
    return Individu.objects.create(
        keluarga=keluarga, kode_desa=keluarga.kode_desa, nama=f"O{nomor}", nama_norm=f"O{nomor}",
        nik=f"640201520380{nomor:04d}" if acak.random() < 0.9 else None,
        status_hubungan_keluarga=acak.choice((1, 1, 1, 2)) if ke == 0 else acak.choice((2, 3, 3, 7, None)),
        keberadaan=acak.choice((None, 1, 1, 1, 1, 2, 3, 5)),
        tanggal_lahir=acak.choice(
            (None, date(1966, 11, 3), date(1966, 11, 4), date(1990, 1, 1), date(2019, 11, 3), date(2019, 11, 4))
        ),
        pekerjaan_ktp=acak.choice(PEKERJAAN), hamil=acak.choice((None, None, 1, 2)),
        jenjang_tertinggi_yang_diduduki=acak.choice((None, 3, 7, 12)), partisipasi_sekolah=acak.choice((None, 2, 3)),
        status_dalam_pekerjaan_utama=acak.choice((None, 1, 5)), penglihatan=acak.choice((None, 1, 4)),
        asal=[],
    )  # fmt: skip


def allowed(penolakan: tuple[Penolakan, ...]) -> bool:
    return not penolakan


@pytest.mark.parametrize("benih", [1, 2])
def test_the_same_as_one_by_one(benih: int) -> None:
    village(random.Random(benih))
    ProgramBansos.objects.update(lewat_usulan=True)
    hasil: dict[str, tuple[int, int]] = {}
    for kode in ("pkh", "sembako", "pbi_jk", "kukar_lansia"):
        aturan = AturanProgram.objects.berlaku(HARI).get(program=kode)
        semua = {(satu.keluarga, satu.individu) for satu in layak.eligible(aturan, HARI)}
        satu_satu = _one_by_one(aturan)
        assert semua == satu_satu, kode
        hasil[kode] = (len(semua), BANYAK)
    # The village is no empty case: some are in and some are out, for every programme.
    assert all(0 < layak_ < semua for layak_, semua in hasil.values()), hasil


@pytest.mark.parametrize("kode", ["pkh", "pbi_jk"])
def test_a_changed_rule_counts_what_one_by_one_says(kode: str) -> None:
    village(random.Random(5))
    kini = AturanProgram.objects.berlaku(HARI).get(program=kode)
    baru = AturanProgram.objects.get(program=kode, status="draf")
    # The new rule also asks less: without this group and one component the conditions of both differ.
    LaranganAturan.objects.filter(aturan=baru, kelompok=10).delete()
    KomponenAturan.objects.filter(aturan=baru, kode="lansia").delete()
    AturanProgram.objects.filter(pk=baru.pk).update(desil_min=3, desil_maks=7)
    baru.refresh_from_db()
    hitung = simulasi.compare(kini, baru, HARI).semua
    dulu = _one_by_one(kini)
    AturanProgram.objects.filter(pk=kini.pk).update(status="draf")
    AturanProgram.objects.filter(pk=baru.pk).update(status="aktif")
    nanti = _one_by_one(baru)
    assert (hitung.masuk, hitung.keluar, hitung.tetap) == (len(nanti - dulu), len(dulu - nanti), len(dulu & nanti))
    assert all((hitung.masuk, hitung.keluar, hitung.tetap))
    for masuk, siapa in ((True, nanti - dulu), (False, dulu - nanti)):
        daftar = simulasi.changed(kini, baru, HARI, masuk=masuk, banyak=1000)
        assert {(satu.keluarga, satu.individu) for satu in daftar} == siapa


def _one_by_one(aturan: AturanProgram) -> set[tuple[int, Any]]:
    """Whom the verdict family by family (or person by person) lets in under the rule in force."""
    hasil: set[tuple[int, Any]] = set()
    for keluarga in Keluarga.objects.all():
        orang = [None] if aturan.unit == "keluarga" else list(Individu.objects.for_keluarga(keluarga.pk))
        for satu in orang:
            if allowed(assess(keluarga, aturan.program, hari=HARI, individu=satu).penolakan):
                hasil.add((keluarga.pk, satu and satu.pk))
    return hasil
