"""Closing: the paper is drawn and kept, every case takes the hop that was decided. All of it, or nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.lib.tampil import tanggal
from verval import alur as alur_kasus
from verval import bukti, pembaruan, usulan
from verval.hop import Gerak, KasusDitolak, Tertahan, subjects
from verval.models import DokumenMusyawarah, KasusMusyawarah, Musyawarah, Pembaruan, PeringkatWarga
from verval.models.musdes import new_name
from verval.musdes import arsip, hadir, isi, peringkat
from verval.musdes.akses import require_desa, shift
from verval.musdes.alur import AKSI
from verval.musdes.berkas import draw, fingerprint

JENIS_BUKTI = {"musyawarah": "berita_acara", "sptjm": "sptjm"}


@dataclass(frozen=True, slots=True)
class Pindai:
    """The signed paper of an SPTJM, written anew."""

    tipe: str
    isi: bytes


def obstacles(sesi: Musyawarah, baris: list[KasusMusyawarah]) -> list[str]:
    """What stands against closing, as sentences that say what to do; empty where nothing does."""
    foto = set(sesi.foto.values_list("jenis", flat=True))
    kurang = hadir.missing(sesi, list(sesi.peserta.all()), foto)
    belum = sum(not k.keputusan for k in baris)
    if belum:
        kurang.append(f"{belum} kasus belum diputuskan. Putuskan, atau keluarkan dari musyawarah ini.")
    if sesi.peringkat == "pasangan" and peringkat.places(sesi).tanya:
        kurang.append("Peringkat warga belum selesai. Lanjutkan perbandingannya, atau pilih tanpa peringkat.")
    return kurang


@transaction.atomic
def close(sesi: Musyawarah, *, alamat: str, pelaku: User, pindai: Pindai | None = None) -> DokumenMusyawarah:
    """Close a session, or an SPTJM with its signed scan: paper, ranks, evidence and hops in one transaction.

    A session that is closed already answers with the paper it has. Raises TidakBerwenang, StaleStatus, AksiDitolak or
    KasusDitolak (`belum_lengkap | kasus_gagal`); nothing is written then.
    """
    terkunci = Musyawarah.objects.select_for_update(of=("self",)).get(pk=sesi.pk)
    require_desa(pelaku, terkunci.kode_desa)
    if terkunci.status == "ditutup":
        return terkunci.dokumen
    baris = isi.rows_of(terkunci)
    if terkunci.cara == "musyawarah" and (kurang := obstacles(terkunci, baris)):
        raise KasusDitolak("belum_lengkap", " ".join(kurang), rincian={"kurang": kurang})
    saat = timezone.now()
    # An SPTJM was printed and signed before: it stays dated by the day it was made.
    berkas = isi.content(terkunci, alamat=alamat, saat=terkunci.dibuat if terkunci.cara == "sptjm" else saat)
    shift(terkunci, "tutup", pelaku=pelaku, ditutup=saat, penutup=pelaku)
    pdf = draw(berkas)
    dokumen = DokumenMusyawarah.objects.create(
        musyawarah=terkunci,
        kode_desa=terkunci.kode_desa,
        ukuran=len(pdf),
        jumlah_kasus=len(baris),
        sidik_isi=fingerprint(berkas),
        sidik_berkas=hashlib.sha256(pdf).hexdigest(),
        nama_pindai=new_name() if pindai else "",
        tipe_pindai=pindai.tipe if pindai else "",
        ukuran_pindai=len(pindai.isi) if pindai else 0,
        sidik_pindai=hashlib.sha256(pindai.isi).hexdigest() if pindai else "",
    )
    _keep_ranks(terkunci)
    bukti.attach_document((k.isi for k in baris), dokumen, jenis=JENIS_BUKTI[terkunci.cara], pelaku=pelaku)
    _take(terkunci, baris, pelaku)
    audit.record(
        pelaku=pelaku,
        aksi="musyawarah.tutup",
        objek=terkunci.objek,
        rincian={"cara": terkunci.cara, "jumlah": len(baris), "sidik": dokumen.sidik_berkas},
        **subjects(*(k.isi for k in baris)),
    )
    arsip.keep(dokumen.nama_berkas, pdf)
    if pindai:
        arsip.keep(dokumen.nama_pindai, pindai.isi)
    return dokumen


def _keep_ranks(sesi: Musyawarah) -> None:
    tempat = peringkat.places(sesi).tempat
    PeringkatWarga.objects.bulk_create(
        PeringkatWarga(musyawarah=sesi, keluarga_id=pk, kode_desa=sesi.kode_desa, tempat=n, dari=len(tempat))
        for pk, n in tempat
    )


def _take(sesi: Musyawarah, baris: list[KasusMusyawarah], pelaku: User) -> None:
    """The hops of the cases, each on the filing that was on the table: as a set by kind and decision."""
    gerak: dict[tuple[bool, str], list[Gerak]] = defaultdict(list)
    for satu in baris:
        kunci = isinstance(satu.isi, Pembaruan), AKSI[satu.keputusan]
        gerak[kunci].append(Gerak(satu.isi, _words(sesi, satu), satu.pengajuan_ke))
    try:
        for (data, aksi), semua in gerak.items():
            move = pembaruan.move_together if data else usulan.move_together
            move(semua, aksi, pelaku=pelaku, status="diajukan", lewat=alur_kasus.SESI)
    except Tertahan as galat:
        kode = galat.kasus.kode_lacak
        raise KasusDitolak(
            "kasus_gagal",
            f"{kode} tidak dapat diteruskan: {getattr(galat.sebab, 'pesan', galat.sebab)} Keluarkan kasus itu, lalu "
            "tutup lagi. Belum ada kasus yang diubah.",
            rincian={"kasus": kode},
        ) from galat


def _words(sesi: Musyawarah, satu: KasusMusyawarah) -> str:
    """The note of the hop: what, when, why."""
    if sesi.cara == "sptjm":
        return f"SPTJM {tanggal(sesi.hari)}."
    sebab = f" ({satu.alasan.label.lower()})" if satu.alasan and not satu.alasan.dilindungi else ""
    return f"{sesi.sebutan} {tanggal(sesi.hari)}: {satu.get_hasil_display()}{sebab}. {satu.catatan}".strip()
