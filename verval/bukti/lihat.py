"""Who may look into the evidence of a case, or of a visit."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from dtsen.accounts.access import Orang, cakupan_of
from dtsen.accounts.models import User
from dtsen.registry.buka import BUKA
from dtsen.registry.perlindungan import SENSITIF
from verval import pembaruan, usulan
from verval.access import LIHAT, boleh_nilai, izin_di, kunjungan_for, layanan_for, pembaruan_for, tabir_of, usulan_for
from verval.kunjungan.alur import ATUR
from verval.models import Bukti, Kunjungan, Pembaruan, Perkara, Reaktivasi, Sengketa, Temuan, Usulan

PENGOLAH = frozenset({pembaruan.AJUKAN, pembaruan.PERIKSA, usulan.AJUKAN, usulan.PERIKSA})
"""Who works on cases."""
SURAT = frozenset({SENSITIF, BUKA})
"""What papers ask for beside that: they show full numbers, and the children of the family."""
MODEL: dict[str, Any] = {m.JENIS: m for m in (Pembaruan, Usulan, Temuan, Reaktivasi, Sengketa)}


def may_open(user: Orang, bukti: Bukti) -> bool:
    """Whether the user may look into it, or see its small picture.

    Evidence is as closed as what the case says: of a correction its values, of a proposal its assessment. Papers with
    full numbers are only for those who work on cases at that place and may open numbers there.
    """
    if bukti.kunjungan is not None:
        return may_see_visit(user, bukti.kunjungan)
    foto, surat = _open(user, bukti.kasus)
    return surat and _reaches(user, bukti) if bukti.identitas else foto


def _reaches(user: Orang, bukti: Bukti) -> bool:
    """A paper of the musyawarah names other families too: it opens to those who work on the whole desa."""
    return bukti.dokumen_id is None or (bukti.dokumen is not None and cakupan_of(user, LIHAT).memuat(bukti.kode_desa))


def _open(user: Orang, kasus: Perkara) -> tuple[bool, bool]:
    """Whether photos of the case are open to the user, and whether its papers are."""
    tabir = tabir_of(user, [kasus])
    foto = boleh_nilai(tabir, kasus) if isinstance(kasus, Pembaruan) else tabir.open_over(kasus.keluarga_id)
    izin = izin_di(user, kasus.keluarga)
    return foto, foto and bool(PENGOLAH & izin) and izin >= SURAT


def bukti_for(user: User, pk: int) -> Bukti:
    """The guarded door: raises Http404 outside the scope (and on another's draft), PermissionDenied by peran."""
    bukti = Bukti.objects.select_related("dokumen").filter(pk=pk).first()
    if bukti is None:
        raise Http404("Bukti tidak ada di wilayah Anda.")
    if bukti.kunjungan_id is not None:
        bukti.kunjungan = kunjungan_for(user, bukti.kunjungan_id)
    elif bukti.pembaruan_id is not None:
        bukti.pembaruan = pembaruan_for(user, bukti.pembaruan_id)
    elif bukti.usulan_id is not None:
        bukti.usulan = usulan_for(user, bukti.usulan_id)
    else:
        jenis, nomor = _owner(bukti)
        setattr(bukti, jenis, layanan_for(user, MODEL[jenis], nomor))
    if not may_open(user, bukti):
        raise PermissionDenied("Bukti ini hanya untuk yang mengajukan dan memeriksa kasus.")
    return bukti


def may_see_visit(user: Orang, kunjungan: Kunjungan) -> bool:
    """Whether photos and answers of a visit are open to the user: its visitor, and those who send or review."""
    izin = izin_di(user, kunjungan.keluarga)
    return SENSITIF in izin and (kunjungan.petugas_id == user.pk or ATUR in izin or pembaruan.PERIKSA in izin)


def _owner(bukti: Bukti) -> tuple[str, int]:
    return next((jenis, nomor) for jenis in MODEL if (nomor := getattr(bukti, f"{jenis}_id")) is not None)


def list_for(user: Orang, kasus: Perkara) -> list[tuple[Bukti, bool]]:
    """The evidence of a case, each with whether the user may look into it; one query."""
    daftar = list(kasus.bukti.select_related("pembuat", "dokumen"))
    foto, surat = _open(user, kasus) if daftar else (False, False)
    return [(bukti, surat and _reaches(user, bukti) if bukti.identitas else foto) for bukti in daftar]
