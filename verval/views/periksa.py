"""The public page that says whether a paper of a musyawarah is the one that was kept."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dtsen.accounts.alamat import alamat_of
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.accounts.pembatas import TerlaluSering
from verval.forms.musdes import BandingkanForm, PeriksaForm
from verval.musdes.periksa import TidakKetemu, look, read_code


def _status(form: PeriksaForm) -> int:
    if form.has_error("kode", TerlaluSering.kode):
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


@never_cache
@require_http_methods(["GET", "POST"])
@terbuka(Lingkup.UMUM)
def periksa(request: HttpRequest) -> HttpResponse:
    """Ask for the code at the foot of a paper."""
    form = PeriksaForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return redirect("periksa_kode", kode=form.cleaned_data["kode"])
    return render(request, "verval/periksa.html", {"form": form}, status=_status(form))


@never_cache
@require_http_methods(["GET", "POST"])
@terbuka(Lingkup.UMUM)
def periksa_kode(request: HttpRequest, kode: str) -> HttpResponse:
    """What the paper of a code is; with a file, whether it is that very paper."""
    form = PeriksaForm({"kode": kode})
    try:
        kertas = look(read_code(kode), alamat_of(request))
    except (TidakKetemu, TerlaluSering) as galat:
        form.is_valid()
        form.add_error("kode", ValidationError(galat.pesan, code=galat.kode))
        return render(request, "verval/periksa.html", {"form": form}, status=_status(form))
    banding = BandingkanForm()
    hasil = ""
    if request.method == "POST":
        banding = BandingkanForm(request.POST, request.FILES)
        hasil = kertas.compare(banding.cleaned_data["berkas"].chunks()) if banding.is_valid() else ""
    isi = {"kertas": kertas, "banding": banding, "hasil": hasil}
    return render(request, "verval/periksa.html", isi, status=422 if banding.errors else 200)
