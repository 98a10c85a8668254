"""Sending what waits in the outbox: claim, send outside any transaction, record the attempt, say when to come again.

At least once: a worker that dies between the provider's answer and the record sends again after `SEWA`. Which channel
is next follows from the attempts alone.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from dtsen.registry import lingkup
from verval.alur_layanan import TABEL
from verval.models import Kontak, PercobaanKirim, Pesan, TemplatPesan
from verval.models.layanan import DILACAK
from verval.pesan.gerbang import GERBANG, KirimGagal, channels
from verval.sanggah import pelapor

log = logging.getLogger(__name__)
PALING_BANYAK = 4
"""Attempts on one channel; then the next channel."""
SEWA = timedelta(minutes=3)
"""Longer than any gateway waits: who holds a message longer has died."""
SEKALI_SUSUL = 500


@dataclass(frozen=True, slots=True)
class Surat:
    """One message on its way: by which channel, where to, in which words."""

    pesan_id: int
    saluran: str
    alamat: str
    judul: str
    isi: str


def queue(pesan_id: int, tunggu: int = 0) -> None:
    """Queue an attempt in `tunggu` seconds. A broker that is away loses nothing: `sweep` finds what is due."""
    try:
        current_app.send_task("pesan.kirim", [pesan_id], countdown=tunggu)
    except OperationalError:
        log.warning("Antrean tidak menjawab; pesan %d dikirim oleh penyusul", pesan_id)


def send(pesan_id: int) -> int | None:
    """Make one attempt. Returns the seconds until the next, None when there is none (sent, given up, not due)."""
    # Messages of every desa: who may be told was decided when the row was written.
    with lingkup.within(lingkup.INDONESIA):
        surat = _claim(pesan_id)
    if surat is None:
        return None
    gagal = None
    try:
        GERBANG[surat.saluran].send(surat.alamat, surat.judul, surat.isi)
    except KirimGagal as galat:
        gagal = galat
        log.warning("Pesan %d lewat %s belum terkirim: %s", pesan_id, surat.saluran, galat.kode)
    with lingkup.within(lingkup.INDONESIA):
        return _record(surat, gagal)


def _claim(pesan_id: int) -> Surat | None:
    saat = timezone.now()
    milik = Pesan.objects.filter(pk=pesan_id, status="antre", berikut__lte=saat)
    if not milik.update(berikut=saat + SEWA):
        return None
    pesan = Pesan.objects.select_related("langkah", "langkah_sanggah", "akun").get(pk=pesan_id)
    for surat in _routes(pesan):
        return surat
    Pesan.objects.filter(pk=pesan_id).update(status="gagal")
    return None


def _routes(pesan: Pesan) -> list[Surat]:
    """The channels that are left for a message, the next one first."""
    semua = TemplatPesan.objects.filter(penerima=pesan.penerima, kode=pesan.kode_templat, aktif=True)
    templat = {t.saluran: t for t in semua}
    habis = _spent(pesan)
    hasil = []
    for saluran in channels():
        alamat = _address(pesan, saluran)
        if saluran in templat and alamat and saluran not in habis:
            hasil.append(Surat(pesan.pk, saluran, alamat, *templat[saluran].fill(pesan.isian)))
    return hasil


def _spent(pesan: Pesan) -> set[str]:
    percobaan = list(pesan.percobaan.all())
    banyak = Counter(satu.saluran for satu in percobaan)
    return {satu.saluran for satu in percobaan if satu.tetap or banyak[satu.saluran] >= PALING_BANYAK}


def _address(pesan: Pesan, saluran: str) -> str:
    if pesan.akun is not None:
        return pesan.akun.email if saluran == "surel" and pesan.akun.is_active else ""
    if pesan.langkah_sanggah is not None:
        return pelapor.address(pesan.langkah_sanggah.sanggah_id, saluran)
    kasus = pesan.kasus
    kontak = Kontak.objects.filter(**{kasus.JENIS: kasus}).first()
    return kontak.address(saluran) if kontak else ""


def _record(surat: Surat, gagal: KirimGagal | None) -> int | None:
    PercobaanKirim.objects.create(
        pesan_id=surat.pesan_id,
        saluran=surat.saluran,
        galat=gagal.kode if gagal else "",
        tetap=gagal.tetap if gagal else False,
    )
    terkunci = Pesan.objects.select_for_update(of=("self",))
    pesan = terkunci.select_related("langkah", "langkah_sanggah", "akun").get(pk=surat.pesan_id)
    milik = Pesan.objects.filter(pk=surat.pesan_id)
    if gagal is None:
        milik.update(status="terkirim")
        return None
    if pesan.status != "antre":  # taken over after the lease, and settled, by another worker
        return None
    sisa = _routes(pesan)
    if not sisa:
        milik.update(status="gagal")
        return None
    lagi = PercobaanKirim.objects.filter(pesan_id=surat.pesan_id, saluran=sisa[0].saluran).count()
    tunggu = settings.PESAN_MUNDUR_DETIK * 2 ** (lagi - 1) if lagi else 0  # another channel begins at once
    milik.update(berikut=timezone.now() + timedelta(seconds=tunggu))
    return int(tunggu)


def sweep() -> int:
    """Queue what is due and was lost on the way, forget contacts that are no longer needed; returns how many queued."""
    with lingkup.within(lingkup.INDONESIA):
        tertinggal = list(
            Pesan.objects.filter(status="antre", berikut__lte=timezone.now())
            .order_by("berikut")
            .values_list("pk", flat=True)[:SEKALI_SUSUL]
        )
        _forget()
    for pesan_id in tertinggal:
        queue(pesan_id)
    return len(tertinggal)


def _forget() -> None:
    """A contact was given for one case: it goes once the case has ended and nothing waits to be told."""
    menunggu = Pesan.objects.filter(status="antre")
    for jenis in DILACAK:
        berakhir = Q(**{f"{jenis}__status__in": TABEL[jenis].akhir})
        Kontak.objects.filter(berakhir).exclude(**{f"{jenis}__langkah__pesan__in": menunggu}).delete()
