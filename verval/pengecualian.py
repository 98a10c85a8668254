"""Exclusions of recipients, as SIKS-NG tells them: written down and ended by those who decide on proposals."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.samar import mask_text
from dtsen.registry.models import Individu, Keluarga
from verval.access import izin_di
from verval.hop import KasusDitolak
from verval.models import PengecualianPenerima, ProgramBansos
from verval.usulan import PERIKSA

ALASAN_MAKS = 500


def _allow(pelaku: User, keluarga: Keluarga) -> None:
    if PERIKSA not in izin_di(pelaku, keluarga):
        raise TidakBerwenang(PERIKSA)


@transaction.atomic
def record(
    keluarga: Keluarga,
    *,
    status: str,
    dari: date,
    sumber: str,
    pelaku: User,
    sampai: date | None = None,
    individu: Individu | None = None,
    program: ProgramBansos | None = None,
    catatan: str = "",
) -> PengecualianPenerima:
    """Write an exclusion of a family, or of one member; from both dates on it holds for `program`, NULL for all.

    Raises TidakBerwenang or KasusDitolak (`bukan_anggota`, `isian`).
    """
    _allow(pelaku, keluarga)
    if individu is not None and individu.keluarga_id != keluarga.pk:
        raise KasusDitolak("bukan_anggota", "Orang ini bukan anggota keluarga itu. Cari keluarganya yang sekarang.")
    satu = PengecualianPenerima(
        keluarga=keluarga,
        individu=individu,
        kode_desa=keluarga.kode_desa,
        program=program,
        status=status,
        berlaku_dari=dari,
        berlaku_sampai=sampai,
        sumber=sumber.strip(),
        catatan=catatan.strip(),
    )
    return _save(satu, "pengecualian.catat", pelaku)


@transaction.atomic
def record_of_case(
    keluarga: Keluarga, *, program: ProgramBansos, status: str, dari: date, sumber: str, dasar: str, pelaku: User
) -> PengecualianPenerima:
    """Write an exclusion on the ground of a case (`pembaruan:12`); who may, its approval has decided."""
    satu = PengecualianPenerima(
        keluarga=keluarga,
        kode_desa=keluarga.kode_desa,
        program=program,
        status=status,
        berlaku_dari=dari,
        sumber=sumber,
        dasar=dasar,
    )
    return _save(satu, "pengecualian.catat", pelaku)


@transaction.atomic
def withdraw(dasar: str, *, pelaku: User, alasan: str) -> None:
    """Take back the exclusions that one case wrote; raises KasusDitolak (`tidak_ada`) where there are none."""
    semua = list(PengecualianPenerima.objects.select_for_update(of=("self",)).filter(dasar=dasar))
    if not semua:
        raise KasusDitolak("tidak_ada", "Tidak ada pengecualian dari kasus ini yang masih tercatat.")
    for satu in semua:
        audit.record(
            pelaku=pelaku,
            aksi="pengecualian.cabut",
            objek=satu.objek,
            rincian={"status": satu.status, "program": satu.program_id, "dasar": dasar},
            alasan=alasan,
            keluarga=[satu.keluarga_id],
            individu=[],
        )
        satu.delete()


@transaction.atomic
def end(pk: int, *, sampai: date, pelaku: User) -> PengecualianPenerima:
    """Let an exclusion end with a day (the last one on which it holds), after a sanggah was granted.

    Raises TidakBerwenang or KasusDitolak (`tidak_ada`, `isian`).
    """
    satu = PengecualianPenerima.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if satu is None:
        raise KasusDitolak("tidak_ada", "Pengecualian itu tidak ada di wilayah Anda. Periksa nomornya.")
    _allow(pelaku, satu.keluarga)
    satu.berlaku_sampai = sampai
    return _save(satu, "pengecualian.akhiri", pelaku)


@transaction.atomic
def lift(satu: PengecualianPenerima, *, sejak: date, alasan: str, pelaku: User) -> PengecualianPenerima:
    """Let an exclusion hold no more from a day on; the dispute that asks for it has looked at the permission.

    One that began on that very day keeps it: its row says that it was there. Raises KasusDitolak (`isian`).
    """
    satu = PengecualianPenerima.objects.select_for_update(of=("self",)).get(pk=satu.pk)
    akhir = max(sejak - timedelta(days=1), satu.berlaku_dari)
    if satu.berlaku_sampai is None or satu.berlaku_sampai > akhir:
        satu.berlaku_sampai = akhir
    satu.alasan_akhir = mask_text(alasan)[:ALASAN_MAKS]
    return _save(satu, "pengecualian.akhiri", pelaku)


def _save(satu: PengecualianPenerima, aksi: str, pelaku: User) -> PengecualianPenerima:
    try:
        satu.full_clean()
    except ValidationError as galat:
        raise KasusDitolak("isian", " ".join(galat.messages)) from galat
    satu.save()
    audit.record(
        pelaku=pelaku,
        aksi=aksi,
        objek=satu.objek,
        rincian={
            "status": satu.status,
            "program": satu.program_id,
            "dari": satu.berlaku_dari.isoformat(),
            "sampai": satu.berlaku_sampai.isoformat() if satu.berlaku_sampai else None,
        },
        keluarga=[satu.keluarga_id],
        individu=[satu.individu_id] if satu.individu_id else [],
    )
    return satu
