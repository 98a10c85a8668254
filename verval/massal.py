"""One hop forward for many cases of one status: composed, looked into by sample, then taken case by case.

A seeded sample of the cases must have been opened by the same user since they were last filed; what the trail says
counts, not what the browser sends. Each case is moved by the ordinary `move` in a transaction of its own, so that one
that cannot go on holds up no other; its line says why.
"""

from __future__ import annotations

import logging
import random
import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

from celery import current_app
from django.db import DatabaseError, transaction
from django.db.models import Max
from django.utils import timezone
from kombu.exceptions import OperationalError

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang, cakupan_of, izin_of
from dtsen.accounts.models import Jejak, User
from dtsen.lib.transisi import AksiDitolak, Transition
from dtsen.registry import lingkup
from dtsen.registry.corrections import StaleFact
from dtsen.registry.values import FaktaSalah
from verval import pembaruan, usulan
from verval.access import LIHAT, izin_di
from verval.antrean import forward
from verval.hop import KasusDitolak, StaleStatus, subjects
from verval.models import BarisMassal, KeputusanMassal, Pembaruan, Usulan

log = logging.getLogger(__name__)
PALING_BANYAK = 200
SAMPEL_PERSEN, SAMPEL_MINIMUM = 5, 3
MODEL: dict[str, type[Pembaruan] | type[Usulan]] = {"pembaruan": Pembaruan, "usulan": Usulan}
TABEL = {"pembaruan": pembaruan.TABEL, "usulan": usulan.TABEL}
MOVE: dict[str, Callable[..., Transition]] = {"pembaruan": pembaruan.move, "usulan": usulan.move}
DITOLAK = (AksiDitolak, StaleStatus, StaleFact, FaktaSalah, KasusDitolak)
KEMBALI = "Data keluarga berubah sejak kasus diajukan, jadi dikembalikan kepada pembuatnya."


def hop_of(keputusan: KeputusanMassal) -> Transition:
    """The hop that a decision takes."""
    return TABEL[keputusan.jenis].hop[keputusan.dari, keputusan.aksi]


def sample_size(banyak: int) -> int:
    """How many of so many cases have to be opened: one in twenty rounded up, at least three, at most all."""
    return min(banyak, max(SAMPEL_MINIMUM, -(-banyak * SAMPEL_PERSEN // 100)))


@transaction.atomic
def compose(jenis: str, status: str, pilihan: dict[int, int], *, pelaku: User) -> KeputusanMassal:
    """Write down which cases (id -> the filing that was on the screen) are to take the hop forward from `status`.

    Cases that the user does not see are left out; those that cannot go on are told at once. A case that was drawn
    before, for a decision of this user that was never run, is drawn again: composing anew is no way around it.
    Raises KasusDitolak (`status`, `kosong`, `terlalu_banyak`) or TidakBerwenang; nothing is written then.
    """
    try:
        aksi, langkah = forward(TABEL[jenis], status)
    except KeyError as galat:
        raise KasusDitolak("status", "Kasus dengan status ini tidak dapat diproses bersama.") from galat
    if langkah.izin not in izin_of(pelaku):
        raise TidakBerwenang(langkah.izin)
    if len(pilihan) > PALING_BANYAK:
        raise KasusDitolak("terlalu_banyak", f"Paling banyak {PALING_BANYAK} kasus sekaligus. Kurangi centangnya.")
    semua: Any = MODEL[jenis]._default_manager.all()
    kasus = list(
        semua.dalam(cakupan_of(pelaku, LIHAT))
        .terlihat(pelaku)
        .filter(pk__in=pilihan)
        .select_related("keluarga")
        .order_by("diajukan", "id")
    )
    if not kasus:
        raise KasusDitolak("kosong", "Centang dahulu kasus yang akan diproses.")
    benih = secrets.randbits(62)
    keputusan = KeputusanMassal.objects.create(
        jenis=jenis, dari=status, aksi=aksi, pelaku=pelaku, jumlah=len(kasus), benih=benih
    )
    halangan = {satu.pk: _objection(keputusan, satu, pilihan[satu.pk]) for satu in kasus}
    contoh = _draw(keputusan, [pk for pk, sebab in halangan.items() if sebab is None])
    BarisMassal.objects.bulk_create(
        BarisMassal(
            keputusan=keputusan,
            keluarga_id=satu.keluarga_id,
            kode_desa=satu.kode_desa,
            pengajuan_ke=pilihan[satu.pk],
            sampel=satu.pk in contoh,
            **{jenis: satu},
            **_outcome(halangan[satu.pk]),
        )
        for satu in kasus
    )
    audit.record(
        pelaku=pelaku,
        aksi=f"{jenis}.massal",
        objek=keputusan.objek,
        rincian={"aksi": aksi, "jumlah": len(kasus), "contoh": len(contoh), "benih": str(benih)},
        **subjects(*kasus),
    )
    return keputusan


def _objection(keputusan: KeputusanMassal, kasus: Pembaruan | Usulan, pengajuan_ke: int) -> Exception | None:
    """Why a case cannot go on whatever is opened, None where nothing is known against it; evidence `move` asks for."""
    if (kasus.status, kasus.pengajuan_ke) != (keputusan.dari, pengajuan_ke):
        return StaleStatus()
    pelaku = keputusan.pelaku
    try:
        TABEL[keputusan.jenis].check(
            kasus.status,
            keputusan.aksi,
            izin=izin_di(pelaku, kasus.keluarga),
            pembuat=kasus.pembuat_id == pelaku.pk,
            pemutus=kasus.pemutus_id == pelaku.pk,
            alasan="",
        )
    except AksiDitolak as galat:
        return galat
    return None


def _outcome(galat: Exception | None) -> dict[str, str]:
    if galat is None:
        return {}
    return {"hasil": "tidak", "kode": getattr(galat, "kode", ""), "pesan": getattr(galat, "pesan", str(galat))}


def _draw(keputusan: KeputusanMassal, calon: list[int]) -> set[int]:
    """The sample: what was drawn before and left, and as many more as it takes, by the seed."""
    jenis = keputusan.jenis
    lama = BarisMassal.objects.filter(
        sampel=True,
        keputusan__pelaku=keputusan.pelaku,
        keputusan__aksi=keputusan.aksi,
        keputusan__status="disusun",
        **{f"{jenis}__in": calon},
    )
    contoh = set(lama.values_list(f"{jenis}_id", flat=True))
    sisa = sorted(set(calon) - contoh)
    kurang = max(0, sample_size(len(calon)) - len(contoh))
    return contoh | set(random.Random(keputusan.benih).sample(sisa, kurang))


def unopened(keputusan: KeputusanMassal) -> set[int]:
    """The lines of the sample whose case this user has not opened since it was last filed."""
    contoh = {b.kasus.objek: b for b in keputusan.baris.filter(sampel=True).select_related("pembaruan", "usulan")}
    saat = [b.kasus.diajukan for b in contoh.values() if b.kasus.diajukan]
    if not saat:
        return {b.pk for b in contoh.values()}
    dibuka = dict(
        Jejak.objects.filter(
            pelaku=keputusan.pelaku, aksi=f"{keputusan.jenis}.lihat", objek__in=list(contoh), waktu__gt=min(saat)
        )
        .order_by()
        .values_list("objek")
        .annotate(terakhir=Max("waktu"))
    )
    return {
        b.pk
        for objek, b in contoh.items()
        if b.kasus.diajukan is None or objek not in dibuka or dibuka[objek] <= b.kasus.diajukan
    }


@transaction.atomic
def start(pk: int, *, pelaku: User) -> KeputusanMassal:
    """Let a decision run once its sample has been opened; one that runs already is queued again, which harms nothing.

    Raises KeputusanMassal.DoesNotExist (also for somebody else's) or KasusDitolak (`contoh`, `selesai`).
    """
    keputusan = KeputusanMassal.objects.select_for_update().get(pk=pk, pelaku=pelaku)
    if keputusan.status == "selesai":
        raise KasusDitolak("selesai", "Keputusan ini sudah dijalankan. Hasilnya ada di bawah.")
    if keputusan.status == "disusun":
        if belum := len(unopened(keputusan)):
            raise KasusDitolak("contoh", f"Buka dan periksa dahulu {belum} kasus contoh yang belum Anda buka.")
        keputusan.status, keputusan.dijalankan = "berjalan", timezone.now()
        keputusan.save(update_fields=["status", "dijalankan"])
        audit.record(pelaku=pelaku, aksi=f"{keputusan.jenis}.massal_jalan", objek=keputusan.objek)
    transaction.on_commit(partial(queue, keputusan.pk))
    return keputusan


def queue(pk: int) -> None:
    """Queue the work. Where the broker is away the page offers to go on later."""
    try:
        current_app.send_task("kasus.massal", [pk])
    except OperationalError:
        log.warning("Antrean tidak menjawab; keputusan massal %d menunggu dilanjutkan", pk)


def run(pk: int) -> None:
    """Move the cases of a decision that have not had their turn, each in a transaction of its own.

    May run twice, also at the same time: a line is locked while its case is moved, and has its turn once.
    """
    keputusan = KeputusanMassal.objects.select_related("pelaku").get(pk=pk)
    if keputusan.status != "berjalan":
        return
    with lingkup.sebagai(keputusan.pelaku):
        menunggu = list(keputusan.baris.filter(hasil="").values_list("pk", flat=True))
    sisa = 0
    for baris in menunggu:
        try:
            with lingkup.sebagai(keputusan.pelaku):
                _take(keputusan, baris)
        except DatabaseError as galat:  # a deadlock, a lost connection: the case stands where it stood
            log.warning("Keputusan massal %d, baris %d: %s", pk, baris, type(galat).__name__)
            sisa += 1
    if not sisa:
        KeputusanMassal.objects.filter(pk=pk, status="berjalan").update(status="selesai", selesai=timezone.now())


def _take(keputusan: KeputusanMassal, pk: int) -> None:
    baris = BarisMassal.objects.select_for_update(of=("self",)).filter(pk=pk, hasil="").first()
    if baris is None:
        return
    try:
        langkah = MOVE[keputusan.jenis](
            baris.kasus,
            keputusan.aksi,
            pelaku=keputusan.pelaku,
            status=keputusan.dari,
            pengajuan_ke=baris.pengajuan_ke,
        )
    except DITOLAK as galat:
        isian = _outcome(galat)
    else:
        maju = langkah.ke == hop_of(keputusan).ke
        isian = {"hasil": "lanjut"} if maju else {"hasil": "tidak", "kode": "dasar_berubah", "pesan": KEMBALI}
    BarisMassal.objects.filter(pk=pk).update(**isian)
