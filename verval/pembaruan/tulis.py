"""Writing a correction and changing it while it is with its maker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.susunan import Isi, Operasi
from dtsen.registry.values import FaktaSalah
from verval import alur, butir, susunan
from verval.access import izin_di
from verval.butir import Perubahan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import ButirPembaruan, Pembaruan
from verval.models.butir import TERBUKA, holder
from verval.models.pembaruan import KELUARGA_BARU, SUSUNAN
from verval.pembaruan.boleh import (
    AJUKAN,
    check_reason,
    check_values,
    locked_for,
    record,
    refuse_held,
    refuse_second,
    require_sight,
    require_sight_of,
)
from verval.pembaruan.jalan import move


def draft(
    keluarga: Keluarga,
    fakta: str,
    nilai_baru: object,
    *,
    alasan: str,
    pelaku: User,
    individu: Individu | None = None,
    ajukan: bool = False,
) -> Pembaruan:
    """Write a draft about one fact; see `draft_butir`."""
    satu = Perubahan(fakta, nilai_baru, individu)
    return draft_butir(keluarga, [satu], alasan=alasan, pelaku=pelaku, ajukan=ajukan)


@transaction.atomic
def draft_butir(
    keluarga: Keluarga, perubahan: Sequence[Perubahan], *, alasan: str, pelaku: User, ajukan: bool = False
) -> Pembaruan:
    """Write a draft about facts of a family and its members, and file it at once with `ajukan`.

    The maker's draft about some of the same facts and no others is written over. Raises TidakBerwenang, FaktaSalah
    (the values) or KasusDitolak (`kosong | alasan_pendek | kasus_terbuka | draf_lain`).
    """
    require_sight_of(pelaku, keluarga, perubahan)
    check_values(perubahan)
    if not perubahan:
        raise KasusDitolak("kosong", "Belum ada data yang diubah. Isi nilai yang baru.", "butir")
    check_reason(alasan)
    isi = butir.content(keluarga, perubahan)
    refuse_held(keluarga, perubahan)
    draf = _own_draft(keluarga, perubahan, pelaku)
    kasus, tercipta = draf or new_draft(keluarga, pelaku=pelaku), draf is None
    put(kasus, isi, alasan=alasan)
    if tercipta:
        record(kasus, "pembaruan.draf", pelaku)
    if ajukan:
        move(kasus, "ajukan", pelaku=pelaku, status="draf")
    return kasus


def new_draft(keluarga: Keluarga, *, pelaku: User) -> Pembaruan:
    """Return a draft that holds nothing yet and is not saved."""
    return Pembaruan(keluarga=keluarga, kode_desa=keluarga.kode_desa, pembuat=pelaku)


def _own_draft(keluarga: Keluarga, perubahan: Sequence[Perubahan], pelaku: User) -> Pembaruan | None:
    """The maker's draft that these facts write over, None where there is none."""
    draf: dict[int, set[tuple[int | None, str]]] = {}
    for satu in ButirPembaruan.objects.filter(keluarga=keluarga, penahan=holder("draf", pelaku.pk)):
        draf.setdefault(satu.pembaruan_id, set()).add((satu.individu_id, satu.fakta))
    baru = {satu.kunci for satu in perubahan}
    kena = [pk for pk, isi in draf.items() if isi & baru]
    if not kena:
        return None
    kasus = Pembaruan.objects.select_for_update(of=("self",)).select_related("keluarga").get(pk=kena[0])
    if len(kena) > 1 or not draf[kasus.pk] <= baru:
        _refuse_draft(kasus)
    if kasus.status != "draf":
        raise StaleStatus
    return kasus


def _refuse_draft(lain: Pembaruan | None) -> NoReturn:
    kode = f" {lain.kode_lacak}" if lain else ""
    raise KasusDitolak(
        "draf_lain",
        f"Data ini sudah ada dalam draf Anda{kode}. Lanjutkan draf itu, atau buang dahulu.",
        "nilai_baru",
        {"pembaruan": lain.pk, "kode_lacak": lain.kode_lacak} if lain else {},
    )


def put(kasus: Pembaruan, isi: Sequence[ButirPembaruan], *, alasan: str, tetap: Sequence[ButirPembaruan] = ()) -> None:
    """Save a case of its maker with these facts instead of all but `tetap`, and what they do to the desil.

    Raises KasusDitolak (`kasus_terbuka | draf_lain`) where the database says that a fact is held elsewhere.
    """
    semua = [*tetap, *isi]
    penahan = holder(kasus.status, kasus.pembuat_id)
    kasus.individu = butir.about(semua)
    isian = {"alasan": alasan.strip(), "disimpan": timezone.now(), **butir.effect(kasus.keluarga, semua)}
    for nama, nilai in isian.items():
        setattr(kasus, nama, nilai)
    try:
        with transaction.atomic():
            kasus.save()
            kasus.butir.exclude(pk__in=[satu.pk for satu in tetap]).delete()
            for satu in isi:
                satu.pembaruan, satu.penahan = kasus, penahan
            ButirPembaruan.objects.bulk_create(isi)
    except IntegrityError as galat:
        if penahan != TERBUKA:
            _refuse_draft(None)
        raise KasusDitolak(
            "kasus_terbuka", "Salah satu data ini sudah diajukan dalam kasus lain. Muat ulang halamannya.", "nilai_baru"
        ) from galat


def _operation(jenis: str, keluarga: Keluarga) -> Operasi:
    if jenis not in SUSUNAN or (jenis == KELUARGA_BARU and keluarga.status == "aktif"):
        raise FaktaSalah("jenis_tidak_dikenal", "Perubahan ini tidak dikenal. Pilih dari daftar.", "jenis")
    return SUSUNAN[jenis]


def _content_of_operation(
    keluarga: Keluarga, operasi: Operasi, isi: Isi, individu: Individu | None
) -> tuple[dict[str, Any], Individu | None]:
    """Return (what the case keeps, the member it is about) after every check that approval would make."""
    utama = susunan.main_person(operasi)
    if utama is not None and individu is not None:
        isi = {**isi, utama.nama: individu.pk}
    elif utama is None and individu is not None:
        raise FaktaSalah("bentuk", f"{operasi.label} menyangkut keluarga. Kosongkan anggotanya.", "individu")
    rencana = operasi.check(keluarga, isi)
    if utama is not None and individu is None:
        individu = Individu.objects.get(pk=str(isi[utama.nama]))
    lama = {"keluarga": keluarga.pk, "nomor_kk": keluarga.nomor_kk, "nik": individu.nik if individu else None}
    return susunan.keep(operasi, isi, rencana, lama), individu


@transaction.atomic
def draft_operasi(
    keluarga: Keluarga,
    jenis: str,
    isi: Isi,
    *,
    alasan: str,
    pelaku: User,
    individu: Individu | None = None,
    ajukan: bool = False,
) -> Pembaruan:
    """Write a draft about one operation of family make-up, and file it at once with `ajukan`.

    `isi` is what `susunan.OPERASI[jenis]` is told (its `isian`); `individu` may stand for the member it names. The
    maker's draft about the same operation and member is written over. Raises TidakBerwenang, FaktaSalah, NikSalah or
    KKSalah (the content) or KasusDitolak (`alasan_pendek | kasus_terbuka`).
    """
    operasi = _operation(jenis, keluarga)
    if AJUKAN not in izin_di(pelaku, keluarga):
        raise TidakBerwenang(AJUKAN)
    check_reason(alasan)
    isian, individu = _content_of_operation(keluarga, operasi, isi, individu)
    terbuka = Pembaruan.objects.filter(keluarga=keluarga, individu=individu, status__in=alur.TERBUKA)
    refuse_second(terbuka.filter(jenis=jenis).first())
    kasus, tercipta = Pembaruan.objects.update_or_create(
        keluarga=keluarga,
        individu=individu,
        jenis=jenis,
        pembuat=pelaku,
        status="draf",
        defaults={
            "kode_desa": keluarga.kode_desa,
            "alasan": alasan.strip(),
            "disimpan": timezone.now(),
            **isian,
        },
    )
    require_sight(pelaku, kasus)
    if tercipta:
        record(kasus, "pembaruan.draf", pelaku)
    if ajukan:
        move(kasus, "ajukan", pelaku=pelaku, status="draf")
    return kasus


def _save(kasus: Pembaruan, isian: dict[str, Any], pelaku: User) -> Pembaruan:
    for nama, nilai in isian.items():
        setattr(kasus, nama, nilai)
    kasus.save(update_fields=list(isian))
    record(kasus, "pembaruan.ubah", pelaku)
    return kasus


@transaction.atomic
def revise_operasi(kasus: Pembaruan, isi: Isi, *, alasan: str, pelaku: User) -> Pembaruan:
    """Change what an operation is told; numbers left blank stay. The base becomes what the registry says now."""
    terkunci = locked_for(kasus, pelaku)
    operasi = _operation(terkunci.jenis, terkunci.keluarga)
    if AJUKAN not in izin_di(pelaku, terkunci.keluarga):
        raise TidakBerwenang(AJUKAN)
    check_reason(alasan)
    isian, _ = _content_of_operation(
        terkunci.keluarga, operasi, susunan.filled(terkunci, isi), terkunci.individu
    )  # fmt: skip
    _save(terkunci, {**isian, "alasan": alasan.strip(), "disimpan": timezone.now()}, pelaku)
    require_sight(pelaku, terkunci)
    return terkunci


def revise(kasus: Pembaruan, nilai_baru: object, *, alasan: str, pelaku: User) -> Pembaruan:
    """Change the value of a draft or of a returned case about one fact; see `revise_butir`."""
    satu = kasus.tunggal
    if satu is None:
        raise KasusDitolak("banyak_data", "Kasus ini memuat beberapa data. Ubah lewat formulir lengkap.", "butir")
    perubahan = [Perubahan(satu.fakta, nilai_baru, satu.individu)]
    return revise_butir(kasus, perubahan, alasan=alasan, pelaku=pelaku)


@transaction.atomic
def revise_butir(kasus: Pembaruan, perubahan: Sequence[Perubahan], *, alasan: str, pelaku: User) -> Pembaruan:
    """Put other facts into a draft or a returned case; their base becomes what the registry says now."""
    terkunci = locked_for(kasus, pelaku)
    require_sight_of(pelaku, terkunci.keluarga, perubahan)
    check_values(perubahan)
    check_reason(alasan)
    isi = butir.content(terkunci.keluarga, perubahan)
    refuse_held(terkunci.keluarga, perubahan, terkunci)
    put(terkunci, isi, alasan=alasan)
    record(terkunci, "pembaruan.ubah", pelaku)
    return terkunci
