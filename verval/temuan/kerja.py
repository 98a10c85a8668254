"""Working a finding off: what the desa writes, the pembaruan begun from it, and the hops."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.transisi import Transition
from verval import alur, alur_layanan, hop
from verval.access import izin_di
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Pembaruan, Temuan

TABEL = alur_layanan.TEMUAN
KERJAKAN = alur_layanan.KERJAKAN
WAJIB = {"nik_anomali": ("kesesuaian", "hasil_nik", "penjelasan"), "pdtt": ("kesesuaian", "penjelasan")}
PDTT = ("pekerjaan", "jenis_usaha", "penghasilan")
ISI = {"nik_anomali": WAJIB["nik_anomali"], "pdtt": (*WAJIB["pdtt"], *PDTT)}
"""The fields of an answer, by kind."""


def _require(temuan: Temuan, pelaku: User) -> None:
    if KERJAKAN not in izin_di(pelaku, temuan.keluarga):
        raise TidakBerwenang(KERJAKAN)


@transaction.atomic
def fill(temuan: Temuan, isi: dict[str, Any], *, pelaku: User, status: str) -> Temuan:
    """Write the answer; whoever writes last is its `pelaksana`. A new finding is then being worked on.

    `isi` holds the fields of ISI for its kind. Raises TidakBerwenang, StaleStatus or KasusDitolak (`isian`).
    """
    _require(temuan, pelaku)
    temuan = Temuan.objects.select_for_update(of=("self",)).select_related("keluarga", "individu").get(pk=temuan.pk)
    if temuan.status != status or status not in temuan.DIISI:
        raise StaleStatus
    for nama in ISI[temuan.jenis]:
        nilai = isi.get(nama, getattr(temuan, nama))
        setattr(temuan, nama, nilai.strip() if isinstance(nilai, str) else nilai)
    temuan.pelaksana, temuan.disimpan = pelaku, timezone.now()
    try:
        temuan.full_clean(validate_unique=False)
    except ValidationError as galat:
        raise KasusDitolak("isian", " ".join(galat.messages)) from galat
    temuan.save(update_fields=[*ISI[temuan.jenis], "pelaksana", "disimpan"])
    if status == "baru":
        hop.step(temuan, TABEL, "kerjakan", pelaku=pelaku, alasan="", status=status)
    audit.record(pelaku=pelaku, aksi="temuan.isi", objek=temuan.objek, **hop.subjects(temuan))
    return temuan


def lacks(temuan: Temuan) -> str:
    """Return what the answer still lacks, in words; blank when it is complete."""
    kurang = [str(Temuan._meta.get_field(n).verbose_name) for n in WAJIB[temuan.jenis] if not getattr(temuan, n)]  # type: ignore[union-attr]
    return f"Isi {', '.join(kurang)} lebih dahulu." if kurang else ""


@transaction.atomic
def move(
    temuan: Temuan, aksi: str, *, pelaku: User, status: str, alasan: str = "", pengajuan_ke: int | None = None
) -> Transition:
    """Take one hop. Raises AksiDitolak, StaleStatus or KasusDitolak (`isian`, `bukti_kurang`)."""
    temuan = Temuan.objects.select_related("keluarga", "individu").get(pk=temuan.pk)
    lagi: dict[str, Any] = {}
    if aksi in {"kerjakan", "ajukan"}:
        lagi["pelaksana"] = pelaku
    if aksi == "ajukan" and (kurang := lacks(temuan)):
        raise KasusDitolak("isian", kurang)
    return hop.step(
        temuan, TABEL, aksi, pelaku=pelaku, alasan=alasan, status=status, pengajuan_ke=pengajuan_ke, lagi=lagi
    )


def may_link(temuan: Temuan, user: User) -> bool:
    """Whether a pembaruan may be begun from it: nobody has, or the one begun came to nothing."""
    if temuan.status not in temuan.DIISI or KERJAKAN not in izin_di(user, temuan.keluarga):
        return False
    return temuan.pembaruan is None or temuan.pembaruan.status in alur.DIBATALKAN


@transaction.atomic
def link(temuan: Temuan, kasus: Pembaruan, *, pelaku: User) -> None:
    """Keep that a pembaruan of the same family was begun from a finding. Raises KasusDitolak (`tautan`)."""
    if kasus.keluarga_id != temuan.keluarga_id or not may_link(temuan, pelaku):
        raise KasusDitolak("tautan", "Pembaruan ini tidak dapat ditautkan ke temuan itu.")
    Temuan.objects.filter(pk=temuan.pk).update(pembaruan=kasus)
    audit.record(
        pelaku=pelaku,
        aksi="temuan.tautkan",
        objek=temuan.objek,
        rincian={"pembaruan": kasus.pk},
        **hop.subjects(temuan),
    )
