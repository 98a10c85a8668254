"""Carry a case along its chain as the people of the cast would, with a real SPTJM."""

from __future__ import annotations

from typing import Any

from dtsen.lib.transisi import Transition
from dtsen.registry.models import Keluarga
from tests.cast import user
from tests.unggahan import pdf
from verval import alur, bukti, pembaruan, usulan
from verval.models import ButirPembaruan, Pembaruan, Usulan
from verval.models.butir import holder

SIAPA = {
    "musyawarahkan": "operator.{desa}",
    "sahkan_desa": "kades.{desa}",
    "periksa": "verifikator",
    "setujui": "verifikator",
    "sahkan_opd": "kepala",
    "sahkan_bupati": "bupati",
    "kirim": "petugas",
    "terima": "petugas",
    "tunggu_desil": "petugas",
    "selesaikan": "petugas",
}
DESA = {"6402012001": "perian", "6402061005": "melayu"}


def written(keluarga: Keluarga, fakta: str, baru: object, lama: object = None, **isi: Any) -> Pembaruan:
    """A case about one fact as it stands in the tables, past every rule."""
    umum = {"keluarga": keluarga, "kode_desa": keluarga.kode_desa}
    kasus = Pembaruan.objects.create(**umum, **isi)
    penahan = holder(kasus.status, kasus.pembuat_id)
    ButirPembaruan.objects.create(
        pembaruan=kasus, **umum, fakta=fakta, nilai_lama=lama, nilai_baru=baru, penahan=penahan
    )
    return kasus


def who(kasus: Pembaruan | Usulan, aksi: str) -> str:
    return SIAPA[aksi].format(desa=DESA[kasus.kode_desa])


def minutes(kasus: Pembaruan | Usulan) -> None:
    """Attach the SPTJM that stands for the musyawarah, once; sessions are in tests/musdes.py."""
    if not kasus.bukti.filter(jenis="sptjm").exists():
        bukti.attach(kasus, pdf(), jenis="sptjm", pelaku=user(who(kasus, "musyawarahkan")))


def take(kasus: Pembaruan | Usulan, aksi: str, *, siapa: str = "", alasan: str = "", kode: str = "") -> Transition:
    """One hop from where the case stands now; the case is read again."""
    kasus.refresh_from_db()
    move = pembaruan.move if isinstance(kasus, Pembaruan) else usulan.move
    langkah = move(
        kasus,  # type: ignore[arg-type]  # each kind goes to its own
        aksi,
        pelaku=user(siapa or who(kasus, aksi)),
        status=kasus.status,
        alasan=alasan,
        alasan_kode=kode,
    )
    kasus.refresh_from_db()
    return langkah


def advance(kasus: Pembaruan | Usulan, sampai: str = "diperiksa") -> None:
    """Take the way forward until the case stands in `sampai`."""
    tabel = alur.PEMBARUAN if isinstance(kasus, Pembaruan) else alur.USULAN
    kasus.refresh_from_db()
    while kasus.status != sampai:
        aksi = next(a for (dari, a), t in tabel.hop.items() if dari == kasus.status and t.maju)
        if aksi == "musyawarahkan":
            minutes(kasus)
        take(kasus, aksi)
