"""Planning, inviting, opening and cancelling a session; the pictures of it."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.lib import gambar
from dtsen.lib.tampil import tanggal
from dtsen.lib.unggahan import UnggahanDitolak
from dtsen.wilayah.models import Wilayah
from verval.hop import KasusDitolak
from verval.models import AturanMusyawarah, FotoMusyawarah, Musyawarah
from verval.musdes import pembahasan
from verval.musdes.akses import held, require_desa, shift
from verval.musdes.alur import BERJALAN, FOTO
from verval.musdes.arsip import keep

FOTO_MAKS = 8
"""Pictures of a session: the paper stays small enough to be sent back for checking."""
SISI_FOTO = 1280
UKURAN_MAKS = 15 * 1024 * 1024
MUNDUR_MAKS = timedelta(days=92)
"""How long after it took place a session may still be recorded: a quarter."""


def rule_on(hari: date) -> AturanMusyawarah:
    """The days in force; the defaults of the table where no row has begun yet."""
    aturan = AturanMusyawarah.objects.filter(berlaku_dari__lte=hari).order_by("-berlaku_dari").first()
    return aturan or AturanMusyawarah(berlaku_dari=hari)


def kind_of(kode_desa: str) -> str:
    """`muskel` for a kelurahan, else `musdes`."""
    return "muskel" if Wilayah.objects.get(pk=kode_desa).jenis == "kelurahan" else "musdes"


@transaction.atomic
def plan(kode_desa: str, *, waktu: datetime, tempat: str, agenda: str, pelaku: User) -> Musyawarah:
    """Plan a session, or begin to record one that took place, with every filed case of the desa on its table.

    Raises TidakBerwenang or KasusDitolak (`tempat | waktu`).
    """
    require_desa(pelaku, kode_desa)
    _check_time(waktu, tempat)
    sesi = Musyawarah.objects.create(
        kode_desa=kode_desa,
        jenis=kind_of(kode_desa),
        waktu=waktu,
        tempat=tempat.strip(),
        agenda=agenda.strip(),
        pembuat=pelaku,
    )
    audit.record(pelaku=pelaku, aksi="musyawarah.rencana", objek=sesi.objek, rincian={"hari": sesi.hari.isoformat()})
    pembahasan.bring_all(sesi, pelaku=pelaku)
    return sesi


def _check_time(waktu: datetime, tempat: str) -> None:
    if not tempat.strip():
        raise KasusDitolak("tempat", "Isi tempatnya, misalnya balai desa.", "tempat")
    if waktu < timezone.now() - MUNDUR_MAKS:
        raise KasusDitolak(
            "waktu", "Musyawarah yang sudah lewat lebih dari satu triwulan tidak dapat dicatat lagi.", "waktu"
        )


@transaction.atomic
def revise(sesi: Musyawarah, *, waktu: datetime, tempat: str, agenda: str, pelaku: User) -> None:
    """Change time, place and agenda before the invitation went out; a changed time means a new invitation.

    Raises TidakBerwenang, StaleStatus or KasusDitolak.
    """
    terkunci = held(sesi, pelaku, "direncanakan", "diundang")
    _check_time(waktu, tempat)
    if terkunci.status == "diundang":
        shift(terkunci, "ubah_waktu", pelaku=pelaku, undangan=None)
    Musyawarah.objects.filter(pk=sesi.pk).update(waktu=waktu, tempat=tempat.strip(), agenda=agenda.strip())
    audit.record(pelaku=pelaku, aksi="musyawarah.ubah", objek=sesi.objek)


@transaction.atomic
def invite(sesi: Musyawarah, undangan: date, *, pelaku: User) -> None:
    """Record the day on which the invitation went out.

    Raises TidakBerwenang, StaleStatus or KasusDitolak (`undangan`): too late, or a day to come.
    """
    terkunci = held(sesi, pelaku, "direncanakan")
    if undangan > timezone.localdate():
        raise KasusDitolak("undangan", "Tanggal undangan belum lewat. Catat sesudah undangan disebar.", "undangan")
    hari = rule_on(terkunci.hari).hari_undangan
    paling_cepat = undangan + timedelta(days=hari)
    if terkunci.hari < paling_cepat:
        raise KasusDitolak(
            "undangan",
            f"Undangan {tanggal(undangan)} untuk musyawarah {tanggal(terkunci.hari)} kurang dari {hari} hari. "
            f"Ubah waktu musyawarah menjadi {tanggal(paling_cepat)} atau sesudahnya, lalu sebarkan undangan baru.",
            "undangan",
        )
    shift(terkunci, "undang", pelaku=pelaku, undangan=undangan)
    audit.record(pelaku=pelaku, aksi="musyawarah.undang", objek=sesi.objek, rincian={"undangan": undangan.isoformat()})


@transaction.atomic
def begin(sesi: Musyawarah, *, pelaku: User) -> None:
    """Open the session on its day or later. Cases filed since it was planned are offered on its page.

    Raises TidakBerwenang, StaleStatus or KasusDitolak (`belum_harinya`).
    """
    terkunci = held(sesi, pelaku, "diundang")
    if terkunci.hari > timezone.localdate():
        raise KasusDitolak(
            "belum_harinya",
            f"Musyawarah ini tanggal {tanggal(terkunci.hari)}. Buka pada harinya, atau ubah waktunya.",
        )
    shift(terkunci, "buka", pelaku=pelaku, dibuka=timezone.now())
    audit.record(pelaku=pelaku, aksi="musyawarah.buka", objek=sesi.objek)


@transaction.atomic
def cancel(sesi: Musyawarah, *, alasan: str, pelaku: User) -> None:
    """End a session without result; its cases are free for another. Raises AksiDitolak, StaleStatus."""
    terkunci = held(sesi, pelaku, *BERJALAN)
    shift(terkunci, "batalkan", pelaku=pelaku, alasan=alasan)
    audit.record(pelaku=pelaku, aksi="musyawarah.batalkan", objek=sesi.objek, alasan=alasan.strip())


@transaction.atomic
def note(sesi: Musyawarah, catatan: str, *, pelaku: User) -> None:
    """Keep how the session went, in words; it stands in the berita acara."""
    terkunci = held(sesi, pelaku, "berlangsung")
    Musyawarah.objects.filter(pk=terkunci.pk).update(catatan=catatan.strip())


# --- pictures -------------------------------------------------------------------------------------------------


@transaction.atomic
def add_photo(sesi: Musyawarah, isi: bytes, *, jenis: str, pelaku: User) -> FotoMusyawarah:
    """Attach a picture, written anew. Raises UnggahanDitolak, KasusDitolak (`jenis | terlalu_banyak | foto_sama`)."""
    terkunci = held(sesi, pelaku, "berlangsung")
    if jenis not in FOTO:
        raise KasusDitolak("jenis", "Pilih apa yang terlihat di foto ini.", "jenis")
    if len(isi) > UKURAN_MAKS:
        raise UnggahanDitolak("terlalu_besar", "Foto lebih dari 15 MB. Kecilkan dahulu, lalu unggah lagi.")
    if terkunci.foto.count() >= FOTO_MAKS:
        raise KasusDitolak("terlalu_banyak", f"Satu musyawarah paling banyak {FOTO_MAKS} foto.", "berkas")
    baru = gambar.rewrite(isi, sisi=SISI_FOTO)
    sidik = hashlib.sha256(baru.isi).hexdigest()
    if terkunci.foto.filter(sidik=sidik).exists():
        raise KasusDitolak("foto_sama", "Foto yang sama sudah dilampirkan.", "berkas")
    foto = FotoMusyawarah.objects.create(
        musyawarah=terkunci,
        kode_desa=terkunci.kode_desa,
        jenis=jenis,
        sidik=sidik,
        lebar=baru.lebar,
        tinggi=baru.tinggi,
        pembuat=pelaku,
    )
    audit.record(pelaku=pelaku, aksi="musyawarah.foto", objek=sesi.objek, rincian={"foto": foto.pk, "jenis": jenis})
    keep(foto.nama_berkas, baru.isi)
    return foto
