"""Two people change the same families at the same moment, with real commits: nobody waits for ever, one is refused."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

from django.db import connections

from dtsen.registry import corrections, replay
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.susunan import OPERASI
from dtsen.registry.values import FaktaSalah
from tests.cast import user
from tests.conftest import Basisdata
from tests.families import aminah, member, yuliani

PUTARAN = 8
TETAP: dict[str, Any] = {"tanggal": date(2026, 11, 20)}


def at_once(kerja: list[Callable[[], object]]) -> list[str]:
    """Run every job on a connection of its own, all released together; a refusal counts as its code, success as ""."""
    mulai = Barrier(len(kerja))

    def satu(fungsi: Callable[[], object]) -> str:
        try:
            mulai.wait(timeout=20)
            fungsi()
        except (FaktaSalah, corrections.StaleUndo) as galat:
            return galat.kode
        else:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(kerja)) as kolam:
        return list(kolam.map(satu, kerja))


def job(kode: str, keluarga: Keluarga, nomor: int, /, **isi: Any) -> Callable[[], object]:
    pelaku = user("verifikator")
    return lambda: OPERASI[kode].apply(keluarga, isi, dasar=f"susunan:{nomor}", pelaku=pelaku, **TETAP)


def undo(ke: int) -> Callable[[], object]:
    pelaku = user("kepala")
    return lambda: corrections.reverse(f"susunan:{ke}", pelaku=pelaku, alasan="")


def whole(*keluarga: Keluarga) -> list[replay.Keadaan]:
    return [replay.snapshot(k.pk) for k in keluarga]


def test_two_families_that_swallow_each_other(basisdata: Basisdata) -> None:
    satu, dua = aminah(), yuliani()
    awal = whole(satu, dua)
    semua = {o.pk: 8 for o in satu.anggota.all()}
    yuli = {member(dua, "YULIANI").pk: 8}
    for _ in range(PUTARAN):
        hasil = at_once(
            [job("gabung", satu, 1, dari=dua.pk, anggota=yuli), job("gabung", dua, 2, dari=satu.pk, anggota=semua)]
        )
        assert hasil.count("") == 1, hasil
        assert set(hasil) <= {"", "keluarga_tidak_aktif", "anggota_kurang", "bukan_anggota"}
        assert Keluarga.objects.filter(status="gabung").count() == 1
        undo(hasil.index("") + 1)()
        assert whole(satu, dua) == awal


def test_members_who_change_places(basisdata: Basisdata) -> None:
    """Each job locks both families, the one from this side, the other from that."""
    satu, dua = aminah(), yuliani()
    nur, yuli = member(satu, "NURHALIZA"), member(dua, "YULIANI")
    awal = whole(satu, dua)
    for _ in range(PUTARAN):
        hasil = at_once([
            job("pindah_keluar", satu, 1, anggota={nur.pk: 8}, tujuan="keluarga", ke=dua.pk),
            job("pindah_masuk", satu, 2, nik=yuli.nik, hubungan=8),
        ])  # fmt: skip
        # Whoever comes second finds the other family closed, or lived in by somebody else: both may also succeed.
        assert "" in hasil
        assert set(hasil) <= {"", "keluarga_tidak_aktif", "susunan_berubah"}
        assert Individu.objects.filter(keluarga=satu).count() + Individu.objects.filter(keluarga=dua).count() == 5
        for ke in [i + 1 for i, h in enumerate(hasil) if not h][::-1]:
            undo(ke)()
        assert whole(satu, dua) == awal


def test_one_number_for_two_people(basisdata: Basisdata) -> None:
    satu, dua = aminah(), yuliani()
    isi = {"nik": "6402010901240011"}
    for _ in range(PUTARAN):
        hasil = at_once([
            job("perbaikan_nik", satu, 1, individu=member(satu, "RAFI").pk, **isi),
            job("perbaikan_nik", dua, 2, individu=member(dua, "YULIANI").pk, **isi),
        ])  # fmt: skip
        assert sorted(hasil) == ["", "nik_dipakai"]
        undo(hasil.index("") + 1)()


def test_taken_back_once(basisdata: Basisdata) -> None:
    satu, dua = aminah(), yuliani()
    awal = whole(satu, dua)
    for _ in range(PUTARAN):
        job("pindah_masuk", satu, 1, nik=member(dua, "YULIANI").nik, hubungan=8)()
        assert sorted(at_once([undo(1), undo(1), undo(1)])) == ["", *["tidak_ada_perubahan"] * 2]
        assert whole(satu, dua) == awal
