"""A family that is not in DTSEN, proposed by the desa: the case stands on a row that becomes a family by approval."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.lib.nik import NomorSalah, parse_kk
from dtsen.registry import calon
from dtsen.registry.susunan import KEPALA, Isi, faults_of_new_family
from verval import alur, pembaruan, susunan
from verval.hop import KasusDitolak
from verval.models import Pembaruan
from verval.models.pembaruan import KELUARGA_BARU
from verval.pembaruan.boleh import check_reason


def _head(isi: Isi) -> str:
    """The name of the one who is written as head; what is missing the operation says."""
    anggota = isi.get("anggota")
    for orang in anggota if isinstance(anggota, list | tuple) else ():
        if isinstance(orang, Mapping) and str(orang.get("status_hubungan_keluarga", "")) == str(KEPALA):
            return str(orang.get("nama", ""))
    return ""


def _address(isi: Isi) -> Mapping[str, object]:
    alamat = isi.get("alamat")
    return alamat if isinstance(alamat, Mapping) else {}


def _refuse_same_card(isi: Isi, kecuali: int = 0) -> None:
    """Two makers with one family card: the second is led to the first case."""
    angka = parse_kk(str(isi.get("nomor_kk") or "")).angka
    terbuka = Pembaruan.objects.filter(jenis=KELUARGA_BARU, status__in=alur.TERBUKA, nomor__nomor_kk__1=angka)
    lain = terbuka.exclude(pk=kecuali).first()
    if lain is not None:
        raise KasusDitolak(
            "kasus_terbuka",
            f"Keluarga dengan No KK ini sudah diajukan dalam pembaruan {lain.kode_lacak}. Lihat kasus itu dahulu.",
            "nomor_kk",
            {"pembaruan": lain.pk, "kode_lacak": lain.kode_lacak},
        )


def faults(isi: Isi, *, alasan: str, kasus: Pembaruan | None = None) -> list[tuple[str, str]]:
    """Return every fault of what was typed, as (field of the form, what to do); `kasus` is the case it changes.

    `draft` and `revise` raise the first of them; a maker who sees all at once does not send the form ten times.
    """
    if kasus is not None:
        isi = susunan.filled(kasus, {**isi, "desa": kasus.kode_desa})
    semua = faults_of_new_family(isi, timezone.localdate())
    for periksa in (partial(_refuse_same_card, isi, kasus.pk if kasus else 0), partial(check_reason, alasan)):
        try:
            periksa()
        except NomorSalah:
            pass  # among the faults already
        except KasusDitolak as galat:
            semua.append((galat.kolom, galat.pesan))
    return semua


@transaction.atomic
def draft(kode_desa: str, isi: Isi, *, alasan: str, pelaku: User, ajukan: bool = False) -> Pembaruan:
    """Write a draft about a new family in a desa, and file it at once with `ajukan`.

    `isi` is `{nomor_kk, alamat: {alamat, rt, rw, dusun}, anggota: [{fakta: value, nik}]}` with one head. Raises
    TidakBerwenang, FaktaSalah, NikSalah or KKSalah (the content) or KasusDitolak (`alasan_pendek | kasus_terbuka`).
    """
    _refuse_same_card(isi)
    keluarga = calon.propose(kode_desa, nama_kepala=_head(isi), alamat=_address(isi), pelaku=pelaku)
    isian = {**isi, "desa": kode_desa}
    return pembaruan.draft_operasi(keluarga, KELUARGA_BARU, isian, alasan=alasan, pelaku=pelaku, ajukan=ajukan)


@transaction.atomic
def revise(kasus: Pembaruan, isi: dict[str, Any], *, alasan: str, pelaku: User) -> Pembaruan:
    """Change a draft or a returned case; a number left blank stays, of a member while the name stays."""
    isian = {**isi, "desa": kasus.kode_desa}
    _refuse_same_card(susunan.filled(kasus, isian), kasus.pk)
    terkunci = pembaruan.revise_operasi(kasus, isian, alasan=alasan, pelaku=pelaku)
    calon.change(terkunci.keluarga, nama_kepala=_head(terkunci.isi), alamat=_address(isi), pelaku=pelaku)
    return terkunci
