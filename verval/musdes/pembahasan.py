"""The cases on the table of a session: which ones, and what is decided about each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dtsen.accounts import audit
from dtsen.accounts.models import User
from verval.hop import KasusDitolak, subjects
from verval.models import AlasanMusyawarah, KasusMusyawarah, Musyawarah, Pembaruan, Usulan
from verval.musdes.akses import held
from verval.musdes.alur import BERJALAN, HASIL, KEPUTUSAN

MODEL: dict[str, type[Pembaruan] | type[Usulan]] = {"pembaruan": Pembaruan, "usulan": Usulan}


def waiting(kode_desa: str) -> list[Pembaruan | Usulan]:
    """The filed cases of a desa that no running session has on its table, oldest first."""
    semua: list[Pembaruan | Usulan] = []
    for jenis, model in MODEL.items():
        dipegang = KasusMusyawarah.objects.filter(musyawarah__status__in=BERJALAN, **{f"{jenis}__isnull": False})
        kasus: QuerySet[Any] = model._default_manager.filter(kode_desa=kode_desa, status="diajukan")
        semua += kasus.exclude(pk__in=dipegang.values(jenis)).select_related("keluarga", "individu").order_by("pk")
    return sorted(semua, key=lambda k: (k.diajukan or k.dibuat, k.JENIS, k.pk))


def _lock_cases(kode_desa: str) -> None:
    """Two sessions of a desa planned at once would both take the same case: one waits here for the other."""
    for model in MODEL.values():
        kasus: QuerySet[Any] = model._default_manager.filter(kode_desa=kode_desa, status="diajukan")
        list(kasus.select_for_update().order_by("pk").values_list("pk", flat=True))


def _put(sesi: Musyawarah, kasus: Iterable[Pembaruan | Usulan]) -> int:
    baris = [
        KasusMusyawarah(
            musyawarah=sesi,
            keluarga_id=k.keluarga_id,
            kode_desa=k.kode_desa,
            pengajuan_ke=k.pengajuan_ke,
            **{k.JENIS: k},
        )
        for k in kasus
    ]
    KasusMusyawarah.objects.bulk_create(baris)
    return len(baris)


def _recorded(sesi: Musyawarah, aksi: str, kasus: list[Pembaruan | Usulan], pelaku: User) -> None:
    if kasus:
        rincian = {"kasus": [k.objek for k in kasus]}
        audit.record(pelaku=pelaku, aksi=aksi, objek=sesi.objek, rincian=rincian, **subjects(*kasus))


@transaction.atomic
def bring_all(sesi: Musyawarah, *, pelaku: User) -> int:
    """Put every filed case of the desa on the table that is on none yet; return how many."""
    _lock_cases(sesi.kode_desa)
    terkunci = held(sesi, pelaku, *BERJALAN)
    kasus = waiting(terkunci.kode_desa)
    _recorded(terkunci, "musyawarah.bawa", kasus, pelaku)
    return _put(terkunci, kasus)


@transaction.atomic
def bring(sesi: Musyawarah, pilihan: Iterable[tuple[str, int]], *, pelaku: User) -> int:
    """Put chosen filed cases (`jenis`, id) on the table. Raises KasusDitolak (`kasus`) where one is not to be had."""
    _lock_cases(sesi.kode_desa)
    terkunci = held(sesi, pelaku, *BERJALAN)
    diminta = set(pilihan)
    kasus = [k for k in waiting(terkunci.kode_desa) if (k.JENIS, k.pk) in diminta]
    if len(kasus) != len(diminta):
        raise KasusDitolak(
            "kasus", "Sebagian kasus sudah dibahas di musyawarah lain atau tidak lagi diajukan. Muat ulang daftarnya."
        )
    _recorded(terkunci, "musyawarah.bawa", kasus, pelaku)
    return _put(terkunci, kasus)


@transaction.atomic
def drop(satu: KasusMusyawarah, *, pelaku: User) -> None:
    """Take a case off the table: it waits for another session or an SPTJM."""
    terkunci = held(satu.musyawarah, pelaku, *BERJALAN)
    _recorded(terkunci, "musyawarah.keluarkan", [satu.isi], pelaku)
    KasusMusyawarah.objects.filter(pk=satu.pk).delete()


@transaction.atomic
def decide(satu: KasusMusyawarah, *, keputusan: str, hasil: str, alasan: str, catatan: str = "", pelaku: User) -> None:
    """Write down what the session decides about a case: decision, outcome and its reason from the master, a note.

    A case that is not agreed to needs the note. Raises StaleStatus or KasusDitolak (`keputusan | hasil | alasan |
    catatan`).
    """
    terkunci = held(satu.musyawarah, pelaku, "berlangsung")
    if keputusan not in KEPUTUSAN:
        raise KasusDitolak("keputusan", "Pilih keputusan musyawarah.", "keputusan")
    if hasil not in HASIL:
        raise KasusDitolak("hasil", "Pilih hasilnya: miskin atau tidak miskin.", "hasil")
    induk = AlasanMusyawarah.objects.filter(pk=alasan, hasil=hasil, aktif=True).first()
    if induk is None:
        raise KasusDitolak("alasan", f"Pilih alasan “{HASIL[hasil].lower()}” dari daftar.", "alasan")
    if keputusan != "setuju" and not catatan.strip():
        raise KasusDitolak("catatan", "Tulis mengapa tidak disetujui, atau apa yang harus diperbaiki.", "catatan")
    KasusMusyawarah.objects.filter(pk=satu.pk).update(
        keputusan=keputusan, hasil=hasil, alasan=induk, catatan=catatan.strip()
    )
    audit.record(
        pelaku=pelaku,
        aksi="musyawarah.putuskan",
        objek=terkunci.objek,
        rincian={"kasus": satu.isi.objek, "keputusan": keputusan, "hasil": hasil},
        **subjects(satu.isi),
    )
