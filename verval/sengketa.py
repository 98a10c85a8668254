"""Disputes of exclusions: written by the desa, examined by the Dinsos, answered by Kemensos (domain §4.6)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.transisi import Transition
from verval import alur_layanan, hop, pengecualian
from verval.access import izin_di
from verval.hop import KasusDitolak, StaleStatus
from verval.models import PengecualianPenerima, Sengketa
from verval.models.layanan import SENGKETA_SELESAI

TABEL = alur_layanan.SENGKETA
AJUKAN = alur_layanan.AJUKAN_LAYANAN


def disputable(satu: PengecualianPenerima, hari: date) -> str:
    """Return why an exclusion cannot be disputed now; blank if it can."""
    if satu.berlaku_sampai is not None and satu.berlaku_sampai < hari:
        return "Pengecualian ini sudah berakhir. Tidak perlu disengketakan."
    if Sengketa.objects.filter(pengecualian=satu).exclude(status__in=SENGKETA_SELESAI).exists():
        return "Pengecualian ini sudah disengketakan dan belum selesai."
    return ""


@transaction.atomic
def draft(satu: PengecualianPenerima, *, alasan: str, pelaku: User) -> Sengketa:
    """Write a dispute of one exclusion, not filed yet. Raises TidakBerwenang or KasusDitolak (`isian | terbuka`)."""
    if AJUKAN not in izin_di(pelaku, satu.keluarga):
        raise TidakBerwenang(AJUKAN)
    if not alasan.strip():
        raise KasusDitolak("isian", "Tulis mengapa pengecualian ini keliru.", "alasan")
    if halangan := disputable(satu, timezone.localdate()):
        raise KasusDitolak("terbuka", halangan)
    kasus = Sengketa(
        pengecualian=satu,
        keluarga=satu.keluarga,
        individu=satu.individu,
        kode_desa=satu.keluarga.kode_desa,
        alasan=alasan.strip(),
        pembuat=pelaku,
    )
    try:
        with transaction.atomic():
            kasus.save(force_insert=True)
    except IntegrityError as galat:
        raise KasusDitolak("terbuka", "Pengecualian ini sudah disengketakan dan belum selesai.") from galat
    audit.record(pelaku=pelaku, aksi="sengketa.draf", objek=kasus.objek, **hop.subjects(kasus))
    return kasus


@transaction.atomic
def revise(kasus: Sengketa, *, alasan: str, pelaku: User) -> None:
    """Change the reason of one's own draft or returned dispute. Raises KasusDitolak (`isian`) or StaleStatus."""
    if not alasan.strip():
        raise KasusDitolak("isian", "Tulis mengapa pengecualian ini keliru.", "alasan")
    milik = Sengketa.objects.filter(pk=kasus.pk, pembuat=pelaku, status__in=kasus.DIISI)
    if not milik.update(alasan=alasan.strip(), disimpan=timezone.now()):
        raise StaleStatus
    audit.record(pelaku=pelaku, aksi="sengketa.ubah", objek=kasus.objek, **hop.subjects(kasus))


@transaction.atomic
def move(
    kasus: Sengketa,
    aksi: str,
    *,
    pelaku: User,
    status: str,
    alasan: str = "",
    pengajuan_ke: int | None = None,
    tanggal: date | None = None,
) -> Transition:
    """Take one hop. `terima` ends the exclusion on the day before `tanggal` (today if None), with the reason.

    Raises AksiDitolak, StaleStatus or KasusDitolak (`tanggal` and those of `hop.step`).
    """
    kasus = Sengketa.objects.select_related("keluarga", "individu", "pengecualian").get(pk=kasus.pk)
    hari = timezone.localdate()
    lagi: dict[str, Any] = {}
    if aksi == "terima":
        tanggal = tanggal or hari
        if not kasus.pengecualian.berlaku_dari <= tanggal <= hari:
            raise KasusDitolak("tanggal", "Tanggal jawaban: sejak pengecualian berlaku, paling lambat hari ini.")
        lagi["tanggal_jawaban"] = tanggal
    langkah = hop.step(
        kasus, TABEL, aksi, pelaku=pelaku, alasan=alasan, status=status, pengajuan_ke=pengajuan_ke, lagi=lagi
    )
    if langkah.ke == "diterima":
        assert tanggal is not None
        pengecualian.lift(kasus.pengecualian, sejak=tanggal, alasan=f"{kasus.objek}: {alasan.strip()}", pelaku=pelaku)
    return langkah
