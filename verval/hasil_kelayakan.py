"""Outcomes of kelayakan: written and taken back by their cases, and against which rules they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.registry.perlindungan import Tabir
from verval.kunjungan.daftar import KRITERIA
from verval.models import AturanProgram, HasilKelayakan, Pembaruan

SEMUA_DESIL = 10


def against(aturan: AturanProgram) -> list[str]:
    """The outcomes that keep a family out under a rule: not poor where it asks for the poor, a group where it has any.

    A programme for every desil asks nobody whether they are poor; one without groups excludes none.
    """
    hasil = ["tidak_miskin"] if aturan.desil_maks < SEMUA_DESIL else []
    return [*hasil, "tidak_layak"] if aturan.larangan.all() else hasil


def holding(keluarga_id: int, hari: date) -> HasilKelayakan | None:
    """The outcome that holds for a family on a day, None where nobody has said."""
    return HasilKelayakan.objects.berlaku(hari).filter(keluarga=keluarga_id).for_words().first()


@dataclass(frozen=True, slots=True)
class Tampil:
    """One outcome for a page: its row, why as the reader may know it, the criteria in words."""

    baris: HasilKelayakan
    sebab: str
    kriteria: list[str]


def shown(keluarga_id: int, tabir: Tabir) -> list[Tampil]:
    """Every outcome of a family that stands, the one that counts first."""
    semua = HasilKelayakan.objects.standing().filter(keluarga=keluarga_id).for_words()
    return [Tampil(satu, _why(satu, tabir), [KRITERIA[kode] for kode in satu.kriteria]) for satu in semua]


def _why(satu: HasilKelayakan, tabir: Tabir) -> str:
    if satu.alasan is not None and tabir.open_over(satu.keluarga_id):
        return satu.alasan.label
    return satu.sebab


@transaction.atomic
def record(kasus: Pembaruan, *, pelaku: User) -> HasilKelayakan:
    """Write what an approved case says; who may, its approval has decided."""
    isi = kasus.isi
    satu = HasilKelayakan.objects.create(
        keluarga=kasus.keluarga,
        kode_desa=kasus.keluarga.kode_desa,
        pembaruan=kasus,
        hasil=isi["hasil"],
        alasan_id=isi.get("sebab"),
        kelompok_id=isi.get("kelompok"),
        kriteria=isi.get("kriteria", []),
        berlaku_dari=date.fromisoformat(isi["sejak"]),
    )
    _recorded(satu, "kelayakan.catat", pelaku)
    return satu


@transaction.atomic
def withdraw(kasus: Pembaruan, *, pelaku: User, alasan: str) -> None:
    """Take back what a case wrote, by rows of their own."""
    for satu in HasilKelayakan.objects.standing().filter(pembaruan=kasus):
        cabut = HasilKelayakan.objects.create(
            keluarga=kasus.keluarga,
            kode_desa=kasus.keluarga.kode_desa,
            pembaruan=kasus,
            hasil=satu.hasil,
            alasan=satu.alasan,
            kelompok=satu.kelompok,
            kriteria=satu.kriteria,
            berlaku_dari=satu.berlaku_dari,
            mencabut=satu,
        )
        _recorded(cabut, "kelayakan.cabut", pelaku, alasan="" if kasus.dasar.get("dilindungi") else alasan)


def _recorded(satu: HasilKelayakan, aksi: str, pelaku: User, alasan: str = "") -> None:
    # The reason of the musyawarah stays out of the trail: some tell of an illness.
    rincian = {"hasil": satu.hasil, "kelompok": satu.kelompok_id, "dari": satu.berlaku_dari.isoformat()}
    audit.record(
        pelaku=pelaku,
        aksi=aksi,
        objek=satu.objek,
        rincian={**rincian, "dasar": satu.pembaruan.objek},
        alasan=alasan,
        keluarga=[satu.keluarga_id],
        individu=[],
    )
