"""Papers and pictures of a musyawarah, as they leave."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dtsen.accounts import audit
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from verval.access import LIHAT
from verval.hop import subjects
from verval.models import Musyawarah, Pembaruan, Usulan
from verval.musdes import arsip, isi, papan, sptjm
from verval.musdes.akses import session_for
from verval.views.bukti import KEPALA
from verval.views.kirim import attachment


def check_address(satu: Musyawarah) -> str:
    """The page that checks the paper of a session, as it is printed and in its QR: the same for whoever asks."""
    return settings.ALAMAT_PUBLIK + reverse("periksa_kode", args=[satu.kode_periksa])


def looked_at(user: User, aksi: str, objek: str, kasus: list[Pembaruan | Usulan]) -> None:
    """Leave a line about somebody who has read these cases of a session."""
    audit.record(pelaku=user, aksi=aksi, objek=objek, **subjects(*kasus))


@require_safe
@butuh(LIHAT, Lingkup.WILAYAH)
def musyawarah_foto_lihat(request: HttpRequest, pk: int, foto: int) -> FileResponse:
    """One picture of the session, for whoever records or examines; an attendance sheet shows signatures."""
    user, satu = pengguna(request), session_for(pengguna(request), pk)
    gambar = get_object_or_404(satu.foto, pk=foto)
    audit.record(pelaku=user, aksi="musyawarah.unduh", objek=satu.objek, rincian={"foto": gambar.pk})
    jawaban = FileResponse(arsip.path_of(gambar.nama_berkas).open("rb"), content_type="image/jpeg")
    for nama, nilai in KEPALA.items():
        jawaban[nama] = nilai
    return jawaban


@require_safe
@butuh(LIHAT, Lingkup.WILAYAH)
@never_cache
def musyawarah_dokumen(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as it was kept; of an SPTJM before that, the one to be signed. A line in the trail."""
    user, satu = pengguna(request), session_for(pengguna(request), pk)
    if satu.status == "ditutup":
        pdf = arsip.path_of(satu.dokumen.nama_berkas).read_bytes()
    elif satu.cara == "sptjm" and satu.status == "direncanakan":
        pdf = sptjm.paper(satu, alamat=check_address(satu))
    else:
        raise Http404("Dokumennya ada sesudah musyawarah ditutup.")
    looked_at(user, "musyawarah.unduh", satu.objek, [k.isi for k in isi.rows_of(satu)])
    nama = "sptjm" if satu.cara == "sptjm" else "berita_acara"
    return attachment(f"{nama}_{satu.kode_desa}_{satu.hari:%Y%m%d}.pdf", pdf, "application/pdf")


@require_safe
@butuh(LIHAT, Lingkup.WILAYAH)
@never_cache
def musyawarah_papan(request: HttpRequest, pk: int) -> HttpResponse:
    """The announcement for the board: initials and RT only."""
    satu = session_for(pengguna(request), pk)
    if satu.status != "ditutup":
        raise Http404("Pengumumannya ada sesudah musyawarah ditutup.")
    pdf = papan.draw(satu, alamat=check_address(satu), saat=timezone.localtime())
    return attachment(f"pengumuman_{satu.kode_desa}_{satu.hari:%Y%m%d}.pdf", pdf, "application/pdf")
