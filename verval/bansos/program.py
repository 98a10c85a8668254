"""Rules of programmes as dated rows: one person writes a draft, another confirms it; the one before it ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import require
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from dtsen.lib.tampil import tanggal
from verval.models import AturanProgram, ProgramBansos

KELOLA, SAHKAN = "aturan.kelola", "aturan.sahkan"
SALIN = (
    "program_id",
    "tingkat",
    "unit",
    "penerima",
    "tunai",
    "satu_per_nik",
    "tidak_bersama",
    "komponen_maks",
    "histeresis",
)
"""What a new rule takes over from the one it is written after."""


class AturanDitolak(Ditolak):
    """A rule that cannot be written or confirmed: `kode` in `isian | status | orang_sama | mundur | tumpang`."""


class Isi(TypedDict):
    """What the writer of a rule decides; the rest is copied. Amounts in rupiah, of components a year."""

    desil_min: int
    desil_maks: int
    boleh_asesmen: bool
    nominal: int | None
    tiap: str
    dasar_hukum: str
    catatan: str
    sumber_lemah: bool
    berlaku_dari: date
    berlaku_sampai: date | None
    komponen: dict[str, int | None]
    larangan: list[int]


def base_of(program: ProgramBansos, hari: date) -> AturanProgram | None:
    """The rule that a new one is written after: in force on a day, else the newest one."""
    aturan = AturanProgram.objects.berlaku(hari).filter(program=program).first()
    semua = AturanProgram.objects.filter(program=program).prefetch_related("komponen", "larangan__kelompok")
    return aturan or semua.order_by("-berlaku_dari", "-id").first()


@transaction.atomic
def draft(dasar: AturanProgram, isi: Isi, *, pelaku: User) -> AturanProgram:
    """Write a draft after the rule `dasar`: of its components and excluded groups those that `isi` names.

    Raises TidakBerwenang or AturanDitolak (`isian`).
    """
    require(pelaku, KELOLA)
    sendiri: dict[str, Any] = {nama: nilai for nama, nilai in isi.items() if nama not in {"komponen", "larangan"}}
    baru = AturanProgram(**{nama: getattr(dasar, nama) for nama in SALIN}, **sendiri, pembuat=pelaku, status="draf")
    try:
        baru.full_clean()
    except ValidationError as galat:
        raise AturanDitolak("isian", " ".join(galat.messages)) from galat
    baru.save()
    for komponen in dasar.komponen.all():
        if komponen.kode in isi["komponen"]:
            komponen.pk, komponen.aturan, komponen.nominal_tahun = None, baru, isi["komponen"][komponen.kode]
            komponen._state.adding = True
            komponen.save()
    for larangan in dasar.larangan.all():
        if larangan.kelompok_id in isi["larangan"]:
            larangan.pk, larangan.aturan = None, baru
            larangan._state.adding = True
            larangan.save()
    _record("aturanprogram.buat", baru, pelaku)
    return baru


@transaction.atomic
def confirm(pk: int, *, pelaku: User) -> AturanProgram:
    """Let a draft count from its first day on; the open rule before it ends the day before.

    Raises TidakBerwenang or AturanDitolak (`status`, `orang_sama`, `mundur`, `tumpang`).
    """
    require(pelaku, SAHKAN)
    baru = _draft(pk)
    if baru.pembuat_id is None:
        raise AturanDitolak(
            "status", "Rancangan bawaan ini belum punya keputusan tertulis. Salin menjadi aturan baru lebih dahulu."
        )
    if baru.pembuat_id == pelaku.pk:
        raise AturanDitolak("orang_sama", "Anda yang menulis aturan ini. Orang lain yang mengesahkannya.")
    if baru.berlaku_dari < timezone.localdate():
        raise AturanDitolak(
            "mundur",
            "Aturan tidak berlaku mundur: usulan yang lalu dinilai dengan aturan waktu itu. Salin dengan tanggal baru.",
        )
    kemarin = baru.berlaku_dari - timedelta(days=1)
    AturanProgram.objects.filter(
        program=baru.program_id, status="aktif", berlaku_dari__lt=baru.berlaku_dari, berlaku_sampai__isnull=True
    ).update(berlaku_sampai=kemarin)
    baru.status, baru.pengesah, baru.disahkan = "aktif", pelaku, timezone.now()
    try:
        with transaction.atomic():
            baru.save(update_fields=["status", "pengesah", "disahkan"])
    except IntegrityError as galat:
        raise AturanDitolak(
            "tumpang", f"Pada {tanggal(baru.berlaku_dari)} sudah ada aturan lain yang berlaku. Ubah tanggalnya."
        ) from galat
    _record("aturanprogram.sahkan", baru, pelaku)
    return baru


@transaction.atomic
def discard(pk: int, *, pelaku: User) -> str:
    """Throw a draft away that somebody wrote here; returns the code of its programme.

    Raises TidakBerwenang or AturanDitolak (`status`).
    """
    require(pelaku, KELOLA)
    satu = _draft(pk)
    if satu.pembuat_id is None:
        raise AturanDitolak("status", "Rancangan bawaan tidak dihapus: ia mencatat apa yang pernah diumumkan.")
    program = satu.program_id
    _record("aturanprogram.hapus", satu, pelaku)
    satu.komponen.all().delete()
    satu.larangan.all().delete()
    satu.delete()
    return program


def _draft(pk: int) -> AturanProgram:
    satu = AturanProgram.objects.select_for_update(of=("self",)).filter(pk=pk, status="draf").first()
    if satu is None:
        raise AturanDitolak("status", "Rancangan ini sudah disahkan atau dihapus. Muat ulang halaman.")
    return satu


def _record(aksi: str, satu: AturanProgram, pelaku: User) -> None:
    audit.record(
        pelaku=pelaku,
        aksi=aksi,
        objek=f"aturan:{satu.pk}",
        rincian={
            "program": satu.program_id,
            "desil": [satu.desil_min, satu.desil_maks],
            "dari": satu.berlaku_dari.isoformat(),
            "dasar": satu.dasar_hukum,
        },
    )
