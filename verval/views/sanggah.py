"""The public page on which a resident objects, without an account."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dtsen.accounts import pembatas
from dtsen.accounts.alamat import alamat_of
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.lib.unggahan import UnggahanDitolak
from dtsen.registry import lingkup
from verval.forms.sanggah import SanggahForm
from verval.hop import KasusDitolak
from verval.sanggah import kerja


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@terbuka(Lingkup.UMUM)
def sanggah_baru(request: HttpRequest) -> HttpResponse:
    """Take an objection and answer with its code; the answer does not depend on who is meant."""
    form = SanggahForm(
        request.POST if request.method == "POST" else None, request.FILES or None, cakupan=lingkup.INDONESIA
    )
    terlalu_sering = False
    if form.is_bound:
        try:
            pembatas.count_address(alamat_of(request), awalan="sanggah")
            if form.is_valid():
                isi = form.cleaned_data
                satu = kerja.receive(form.laporan(), form.foto(), titik=form.titik(), titik_foto=isi["titik_foto"])
                return render(request, "verval/sanggah_terkirim.html", {"kode": satu.kode_lacak})
        except pembatas.TerlaluSering as galat:
            terlalu_sering = True
            form.add_error(None, ValidationError(galat.pesan, code=galat.kode))
        except (UnggahanDitolak, KasusDitolak) as galat:
            form.add_error(getattr(galat, "kolom", "") or "berkas", galat.pesan)
    return render(request, "verval/sanggah.html", {"form": form}, status=_status(form, terlalu_sering))


def _status(form: SanggahForm, terlalu_sering: bool) -> int:
    if terlalu_sering:
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
