"""The list for Disdukcapil: how many persons it would hold, and the workbook with full numbers."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dtsen.accounts import penuh
from dtsen.accounts.access import cakupan_of, izin_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from verval import konsolidasi as daftar
from verval.forms.saring import WilayahForm
from verval.halaman import region_choices
from verval.kirim import KIRIM, EksporDitolak
from verval.views.kirim import ask_for_full, attachment


def _form(user: User, isi: QueryDict) -> WilayahForm:
    return WilayahForm(isi, wilayah=region_choices(cakupan_of(user, KIRIM)))


@require_safe
@butuh(KIRIM, Lingkup.DAFTAR)
@never_cache
def konsolidasi(request: HttpRequest) -> HttpResponse:
    """How many persons have which problem with their number; names nobody."""
    user = pengguna(request)
    form = _form(user, request.GET)
    wilayah = form.isi()["wilayah"]
    ringkas = daftar.summary(user, wilayah=wilayah)
    return render(request, "verval/konsolidasi.html", {"form": form, "wilayah": wilayah, "ringkas": ringkas})


@require_POST
@butuh(KIRIM, Lingkup.DAFTAR)
@never_cache
def konsolidasi_unduh(request: HttpRequest) -> HttpResponse:
    """The list with full numbers, for whoever has akses penuh running."""
    user = pengguna(request)
    wilayah = _form(user, request.POST).isi()["wilayah"]
    kembali = f"{reverse('verval:konsolidasi')}?{urlencode({'wilayah': wilayah})}"
    akses = penuh.over(request, izin_of(user))
    if akses is None:
        return ask_for_full(request, kembali)
    try:
        unduhan = daftar.export(user, wilayah=wilayah, akses=akses.pk)
    except EksporDitolak as galat:
        messages.error(request, galat.pesan)
        return redirect(kembali)
    return attachment(unduhan.nama, unduhan.isi, unduhan.jenis)
