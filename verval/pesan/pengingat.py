"""Reminders by e-mail: one digest a person and day, about what runs out (`verval/pengingat.py`).

`write` makes the rows (`ask` one on request), `send` tells what still runs out when its turn comes. A line is a case
code, its kind and its desa: no name, no number, no fact. Which kinds are told is which templates are in use.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from dtsen.accounts.models import User
from dtsen.lib.tampil import angka, tanggal
from dtsen.registry import lingkup
from verval.models import Pembaruan, Pengingat, Sanggah, TemplatPesan, Usulan
from verval.pengingat import Butir, due_for
from verval.pesan.gerbang import GERBANG, KirimGagal, channels
from verval.pesan.kirim import PALING_BANYAK, SEKALI_SUSUL, SEWA

log = logging.getLogger(__name__)
SALURAN = "surel"
DISEBUT = 10
"""Cases of a kind that are named; the rest is a number."""


@dataclass(frozen=True, slots=True)
class Surat:
    """One digest on its way."""

    pengingat_id: int
    alamat: str
    judul: str
    isi: str


def write(hari: date) -> int:
    """Write the digests of a day and queue them; returns how many are new. Run again it adds nothing."""
    baru = 0
    with lingkup.within(lingkup.INDONESIA):
        templat = _templates()
        sudah = Pengingat.objects.filter(hari=hari).values("akun")
        for akun in _staff().exclude(pk__in=sudah):
            butir = [satu for satu in due_for(akun, hari, banyak=1) if satu.jenis in templat]
            if not butir:
                continue
            rincian = {satu.jenis: satu.jumlah for satu in butir}
            pengingat, dibuat = Pengingat.objects.get_or_create(akun=akun, hari=hari, defaults={"rincian": rincian})
            if dibuat:
                baru += 1
                transaction.on_commit(partial(queue, pengingat.pk))
    return baru


def ask(akun: User, hari: date, jenis: str, jumlah: int) -> bool:
    """Write somebody's digest of today on request; False where there is one already."""
    satu, baru = Pengingat.objects.get_or_create(akun=akun, hari=hari, defaults={"rincian": {jenis: jumlah}})
    if baru:
        transaction.on_commit(partial(queue, satu.pk))
    return baru


def _staff() -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(email="").order_by("pk")


def _templates() -> dict[str, TemplatPesan]:
    return {t.kode: t for t in TemplatPesan.objects.filter(penerima="pengingat", saluran=SALURAN, aktif=True)}


def queue(pengingat_id: int, tunggu: int = 0) -> None:
    """Queue an attempt in `tunggu` seconds; `sweep` finds what a broker that is away has lost."""
    try:
        current_app.send_task("pengingat.kirim", [pengingat_id], countdown=tunggu)
    except OperationalError:
        log.warning("Antrean tidak menjawab; pengingat %d dikirim oleh penyusul", pengingat_id)


def send(pengingat_id: int) -> int | None:
    """Make one attempt. Returns the seconds until the next, None when there is none."""
    with lingkup.within(lingkup.INDONESIA):
        surat = _claim(pengingat_id)
    if surat is None:
        return None
    galat = None
    try:
        GERBANG[SALURAN].send(surat.alamat, surat.judul, surat.isi)
    except KirimGagal as gagal:
        galat = gagal
        log.warning("Pengingat %d belum terkirim: %s", pengingat_id, gagal.kode)
    return _record(surat.pengingat_id, galat)


def _claim(pengingat_id: int) -> Surat | None:
    saat = timezone.now()
    milik = Pengingat.objects.filter(pk=pengingat_id, status="antre", berikut__lte=saat)
    if not milik.update(berikut=saat + SEWA):
        return None
    satu = Pengingat.objects.select_related("akun").get(pk=pengingat_id)
    akun, templat = satu.akun, _templates()
    # Of yesterday it would be wrong, and today has one of its own.
    berlaku = akun.is_active and akun.email and satu.hari == timezone.localdate()
    butir = (
        [b for b in due_for(akun, satu.hari, banyak=DISEBUT, diminta=satu.rincian) if b.jenis in templat]
        if berlaku
        else []
    )
    if not butir:
        Pengingat.objects.filter(pk=pengingat_id).update(status="lewat")
        return None
    if SALURAN not in channels():
        Pengingat.objects.filter(pk=pengingat_id).update(status="gagal", galat="surel tidak disetel")
        return None
    bagian = [templat[b.jenis].fill(_values(b)) for b in butir]
    return Surat(pengingat_id, akun.email, bagian[0][0], "\n\n".join(isi for _, isi in bagian))


def _values(butir: Butir) -> dict[str, str]:
    baris = butir.kalimat or [_line(kasus) for kasus in (*butir.kasus, *butir.sanggah)]
    if butir.jumlah > len(baris):
        baris.append(f"dan {angka(butir.jumlah - len(baris))} lagi")
    return {
        "jumlah": angka(butir.jumlah),
        "daftar": "\n".join(f"- {satu}" for satu in baris),
        "tenggat": tanggal(butir.sampai) if butir.sampai else "",
    }


def _line(kasus: Pembaruan | Usulan | Sanggah) -> str:
    desa = getattr(kasus, "nama_desa", "")
    if isinstance(kasus, Sanggah):
        return f"{kasus.kode_lacak}, hari ke-{kasus.hari_ke}, {kasus.get_status_display().lower()}, {desa}"
    return f"{kasus.kode_lacak}, {kasus._meta.verbose_name}, {desa}"


def _record(pengingat_id: int, galat: KirimGagal | None) -> int | None:
    with transaction.atomic():
        satu = Pengingat.objects.select_for_update(of=("self",)).get(pk=pengingat_id)
        milik = Pengingat.objects.filter(pk=pengingat_id)
        banyak = satu.percobaan + 1
        if galat is None:
            milik.update(status="terkirim", percobaan=banyak, galat="")
            return None
        if satu.status != "antre":  # taken over after the lease, and settled, by another worker
            return None
        if galat.tetap or banyak >= PALING_BANYAK:
            milik.update(status="gagal", percobaan=banyak, galat=galat.kode)
            return None
        tunggu = settings.PESAN_MUNDUR_DETIK * 2 ** (banyak - 1)
        milik.update(percobaan=banyak, galat=galat.kode, berikut=timezone.now() + timedelta(seconds=tunggu))
        return int(tunggu)


def sweep() -> int:
    """Queue what is due and was lost on the way; returns how many."""
    tertinggal = Pengingat.objects.filter(status="antre", berikut__lte=timezone.now()).order_by("berikut")
    nomor = list(tertinggal.values_list("pk", flat=True)[:SEKALI_SUSUL])
    for satu in nomor:
        queue(satu)
    return len(nomor)
