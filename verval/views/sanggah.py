"""The public page on which a resident objects, without an account."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from dtsen.accounts import pembatas
from dtsen.accounts.alamat import alamat_of
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.lib.unggahan import UnggahanDitolak
from dtsen.registry import lingkup
from verval import kiriman
from verval.forms.sanggah import SanggahForm
from verval.hop import KasusDitolak
from verval.sanggah import kerja
from verval.views.sekali import parts, told

SESI = "sanggah_kode"
"""Where the session keeps the code for the page that shows it: a code never stands in an address."""


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@terbuka(Lingkup.UMUM)
def sanggah_baru(request: HttpRequest) -> HttpResponse:
    """Take an objection, once for each `kunci`, and lead to its code; the answer does not depend on who is meant."""
    form = SanggahForm(
        request.POST if request.method == "POST" else None, request.FILES or None, cakupan=lingkup.INDONESIA
    )
    terlalu_sering = False
    if form.is_bound:
        try:
            if kode := _take(request, form):
                request.session[SESI] = {"kode": kode}
                return told(request, redirect("sanggah_terkirim"))
        except pembatas.TerlaluSering as galat:
            terlalu_sering = True
            form.add_error(None, ValidationError(galat.pesan, code=galat.kode))
        except (UnggahanDitolak, KasusDitolak) as galat:
            form.add_error(getattr(galat, "kolom", "") or "berkas", galat.pesan)
    return render(request, "verval/sanggah.html", {"form": form}, status=_status(form, terlalu_sering))


def _take(request: HttpRequest, form: SanggahForm) -> str:
    """Return the code of what was sent, filed now or under the same key before; "" where the form has mistakes.

    A key that is known is no new try. Raises TerlaluSering, UnggahanDitolak or KasusDitolak.
    """
    kunci = kiriman.read_key(request.POST.get("kunci", ""))
    if kunci is None:
        pembatas.count_address(alamat_of(request), awalan="sanggah")
        return _file(form)
    satu, baru = kiriman.begin(None, kunci, kiriman.fingerprint(parts(request)))
    if not baru:
        return satu.tujuan
    kode = ""
    try:
        pembatas.count_address(alamat_of(request), awalan="sanggah")
        kode = _file(form)
    finally:
        if kode:
            kiriman.done(satu, kode)
        else:
            kiriman.undone(satu)
    return kode


def _file(form: SanggahForm) -> str:
    if not form.is_valid():
        return ""
    titik_foto = form.cleaned_data["titik_foto"]
    return kerja.receive(form.laporan(), form.foto(), titik=form.titik(), titik_foto=titik_foto).kode_lacak


@never_cache
@require_safe
@terbuka(Lingkup.UMUM)
def sanggah_terkirim(request: HttpRequest) -> HttpResponse:
    """Show the code of what this browser has just sent."""
    isi = request.session.get(SESI)
    if not isi:
        return redirect("sanggah")
    return render(request, "verval/sanggah_terkirim.html", isi)


def _status(form: SanggahForm, terlalu_sering: bool) -> int:
    if terlalu_sering:
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
