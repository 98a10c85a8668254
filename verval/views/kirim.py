"""Files of proposals for Kemensos: what is wrong with them, the download, and "sudah dikirim"."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dtsen.accounts import penuh
from dtsen.accounts.access import cakupan_of, izin_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.tampil import angka
from verval import kirim as ekspor
from verval.bulan import label_bulan, latest_months
from verval.forms.saring import KirimForm
from verval.halaman import region_choices
from verval.kirim import KIRIM, EksporDitolak
from verval.models import EksporUsulan


def attachment(nama: str, isi: bytes, jenis: str) -> HttpResponse:
    """An answer that is saved and never shown."""
    jawaban = HttpResponse(isi, content_type=jenis)
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}"'
    return jawaban


def ask_for_full(request: HttpRequest, kembali: str) -> HttpResponse:
    """Send a user without akses penuh to where it is turned on with a reason, and back here."""
    messages.info(request, "Berkas ini memuat NIK dan No KK lengkap. Nyalakan akses penuh dahulu, lalu unduh lagi.")
    return redirect(f"{reverse('accounts:akses_penuh')}?{urlencode({'kembali': kembali})}")


def _form(user: User, isi: QueryDict) -> KirimForm:
    return KirimForm(isi, wilayah=region_choices(cakupan_of(user, KIRIM)), bulan=latest_months(timezone.localdate()))


@require_safe
@butuh(KIRIM, Lingkup.DAFTAR)
@never_cache
def kirim(request: HttpRequest) -> HttpResponse:
    """The files that would be made, each with everything that is wrong with it by row and column; names nobody."""
    user = pengguna(request)
    form = _form(user, request.GET)
    pilihan = form.pilihan()
    berkas = ekspor.files(user, **pilihan)
    isi = {
        "form": form,
        "pilihan": pilihan,
        "berkas": berkas,
        "jumlah": sum(len(satu.kasus) for satu in berkas),
        "berat": sum(satu.berat for satu in berkas),
        "bulan": label_bulan(pilihan["periode"]),
        "ekspor": ekspor.exports(user),
    }
    return render(request, "verval/kirim.html", isi)


@require_POST
@butuh(KIRIM, Lingkup.DAFTAR)
@never_cache
def kirim_unduh(request: HttpRequest) -> HttpResponse:
    """The files with full numbers, for whoever has akses penuh running."""
    user = pengguna(request)
    pilihan = _form(user, request.POST).pilihan()
    kembali = f"{reverse('verval:kirim')}?{urlencode(pilihan)}"
    akses = penuh.over(request, izin_of(user))
    if akses is None:
        return ask_for_full(request, kembali)
    try:
        unduhan = ekspor.export(user, **pilihan, akses=akses.pk)
    except EksporDitolak as galat:
        messages.error(request, galat.pesan)
        return redirect(kembali)
    return attachment(unduhan.nama, unduhan.isi, unduhan.jenis)


@require_POST
@butuh(KIRIM, Lingkup.OBJEK)
def kirim_catat(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was in a downloaded file has been sent."""
    user = pengguna(request)
    # A file is of a whole desa: an assignment to an RT does not hold it.
    milik = cakupan_of(user, KIRIM).q(rt="kode_desa", rw="kode_desa", keluarga="")
    satu = get_object_or_404(EksporUsulan.objects.filter(milik), pk=pk)
    terkirim = ekspor.mark_sent(satu, pelaku=user)
    if terkirim.jumlah:
        messages.success(request, f"{angka(terkirim.jumlah)} usulan dicatat sudah dikirim ke Kemensos.")
    for kasus, pesan in terkirim.gagal:
        messages.error(request, f"{kasus.kode_lacak}: {pesan}")
    if not terkirim.jumlah and not terkirim.gagal:
        messages.info(request, "Tidak ada lagi yang menunggu dikirim dari berkas ini.")
    return redirect("verval:kirim")
