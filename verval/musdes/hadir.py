"""Who is invited, who is there, and whether that is a quorum."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.lib import gambar
from dtsen.lib.unggahan import UnggahanDitolak
from verval.hop import KasusDitolak
from verval.models import Musyawarah, PesertaMusyawarah, SyaratKuorum
from verval.musdes.akses import held
from verval.musdes.alur import BERJALAN, PERAN
from verval.musdes.arsip import keep

PESERTA_MAKS = 150
TANDA_TANGAN_MAKS = 400 * 1024
"""Bytes of a drawn signature as it is sent."""


@dataclass(frozen=True, slots=True)
class Kuorum:
    """One line of the rule and how many of its roles are there."""

    syarat: SyaratKuorum
    hadir: int

    @property
    def terpenuhi(self) -> bool:
        return self.hadir >= self.syarat.minimum

    @property
    def kurang(self) -> int:
        return max(0, self.syarat.minimum - self.hadir)


def quorum(sesi: Musyawarah, peserta: list[PesertaMusyawarah]) -> list[Kuorum]:
    """Compare who is there with the lines in force on the day of the session; one query."""
    berlaku = SyaratKuorum.objects.filter(jenis=sesi.jenis, berlaku_dari__lte=sesi.hari)
    semua = list(berlaku.order_by("-berlaku_dari", "urut", "id"))
    terbaru = [s for s in semua if s.berlaku_dari == semua[0].berlaku_dari]
    hadir = [p.peran for p in peserta if p.hadir]
    return [Kuorum(s, sum(peran in s.peran for peran in hadir)) for s in terbaru]


@transaction.atomic
def invite_person(sesi: Musyawarah, nama: str, peran: str, *, pelaku: User) -> PesertaMusyawarah:
    """Add somebody to the list. Raises StaleStatus or KasusDitolak (`nama | peran | sudah_ada | terlalu_banyak`)."""
    terkunci = held(sesi, pelaku, *BERJALAN)
    nama = " ".join(nama.split())[:80]
    if not nama:
        raise KasusDitolak("nama", "Isi nama pesertanya.", "nama")
    if peran not in PERAN:
        raise KasusDitolak("peran", "Pilih perannya dari daftar.", "peran")
    banyak = terkunci.peserta.count()
    if banyak >= PESERTA_MAKS:
        raise KasusDitolak("terlalu_banyak", f"Daftar peserta paling banyak {PESERTA_MAKS} orang.", "nama")
    try:
        with transaction.atomic():
            peserta = PesertaMusyawarah.objects.create(
                musyawarah=terkunci, kode_desa=terkunci.kode_desa, nama=nama, peran=peran, urut=banyak
            )
    except IntegrityError as galat:
        raise KasusDitolak("sudah_ada", "Nama dengan peran ini sudah ada di daftar.", "nama") from galat
    audit.record(
        pelaku=pelaku, aksi="musyawarah.peserta", objek=sesi.objek, rincian={"peserta": peserta.pk, "peran": peran}
    )
    return peserta


@transaction.atomic
def remove_person(peserta: PesertaMusyawarah, *, pelaku: User) -> None:
    """Take somebody off the list who was not there."""
    held(peserta.musyawarah, pelaku, *BERJALAN)
    PesertaMusyawarah.objects.filter(pk=peserta.pk, hadir=False).delete()


@transaction.atomic
def attend(peserta: PesertaMusyawarah, *, hadir: bool = True, tanda_tangan: bytes = b"", pelaku: User) -> None:
    """Tick somebody as there, with the signature drawn on the telephone if there is one; or take the tick back.

    Raises StaleStatus or UnggahanDitolak (`tanda_tangan_kosong`, or what gambar.signature raises).
    """
    terkunci = held(peserta.musyawarah, pelaku, "berlangsung")
    nama, isi = peserta.tanda_tangan if hadir else "", b""
    if hadir and tanda_tangan:
        if len(tanda_tangan) > TANDA_TANGAN_MAKS:
            raise UnggahanDitolak("terlalu_besar", "Gambar tanda tangan terlalu besar. Hapus, lalu ulangi.")
        nama, isi = secrets.token_hex(16), gambar.signature(tanda_tangan)
    PesertaMusyawarah.objects.filter(pk=peserta.pk).update(hadir=hadir, tanda_tangan=nama)
    audit.record(
        pelaku=pelaku,
        aksi="musyawarah.hadir",
        objek=terkunci.objek,
        rincian={"peserta": peserta.pk, "hadir": hadir, "tanda_tangan": bool(nama)},
    )
    if isi:
        keep(nama, isi)


def missing(sesi: Musyawarah, peserta: list[PesertaMusyawarah], foto: set[str]) -> list[str]:
    """What stands against closing, as sentences: quorum, proof of attendance, the paper of a session recorded later."""
    kurang = [
        f"Kuorum belum terpenuhi: {k.syarat.label} kurang {k.kurang} orang."
        for k in quorum(sesi, peserta)
        if not k.terpenuhi
    ]
    tanpa = [p for p in peserta if p.hadir and not p.tanda_tangan]
    if tanpa and "daftar_hadir" not in foto:
        kurang.append(
            f"{len(tanpa)} peserta hadir tanpa tanda tangan. Minta tanda tangannya, atau lampirkan foto daftar hadir."
        )
    if sesi.susulan and "berita_acara" not in foto:
        kurang.append(
            "Musyawarah ini dicatat sesudah harinya. Lampirkan foto berita acara di kertas yang sudah ditandatangani."
        )
    return kurang
