"""SPTJM: what the kepala desa or lurah signs where no musyawarah took place; one paper for all chosen cases."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.models import User
from verval import bukti
from verval.hop import KasusDitolak
from verval.models import DokumenMusyawarah, Musyawarah
from verval.musdes import isi, pembahasan
from verval.musdes.akses import require_desa
from verval.musdes.berkas import draw
from verval.musdes.sesi import kind_of
from verval.musdes.tutup import Pindai, close

ALASAN_TERPENDEK = 10


@transaction.atomic
def prepare(
    kode_desa: str, pilihan: Iterable[tuple[str, int]], *, tempat: str, alasan: str, pelaku: User
) -> Musyawarah:
    """Begin an SPTJM for chosen filed cases (`jenis`, id); it may also be without cases, for the quarter alone.

    Raises TidakBerwenang or KasusDitolak (`tempat | alasan | kasus`).
    """
    require_desa(pelaku, kode_desa)
    if not tempat.strip():
        raise KasusDitolak("tempat", "Isi tempat surat ditandatangani, misalnya nama desa.", "tempat")
    if len(alasan.strip()) < ALASAN_TERPENDEK:
        raise KasusDitolak("alasan", "Tulis mengapa musyawarah tidak dilaksanakan.", "alasan")
    sesi = Musyawarah.objects.create(
        kode_desa=kode_desa,
        jenis=kind_of(kode_desa),
        cara="sptjm",
        waktu=timezone.now(),
        tempat=tempat.strip(),
        alasan=alasan.strip(),
        pembuat=pelaku,
    )
    audit.record(pelaku=pelaku, aksi="musyawarah.sptjm", objek=sesi.objek)
    pembahasan.bring(sesi, pilihan, pelaku=pelaku)
    sesi.kasus.update(keputusan="setuju")
    return sesi


def paper(sesi: Musyawarah, *, alamat: str) -> bytes:
    """Return the PDF to be signed; the same bytes are kept when the signed one comes in."""
    return draw(isi.content(sesi, alamat=alamat, saat=sesi.dibuat))


def sign(sesi: Musyawarah, berkas: bytes, *, alamat: str, pelaku: User) -> DokumenMusyawarah:
    """Take the signed scan (photo or PDF) for all its cases. Raises UnggahanDitolak, or what `close` raises."""
    baru = bukti.inspect(berkas)
    return close(sesi, alamat=alamat, pelaku=pelaku, pindai=Pindai(baru.tipe, baru.berkas))
