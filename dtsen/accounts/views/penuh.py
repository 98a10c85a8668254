"""Turn akses penuh on, with a reason, and off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dtsen.accounts import penuh
from dtsen.accounts.alasan import AlasanSalah
from dtsen.accounts.forms import AlasanBukaForm
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna


def _back(request: HttpRequest) -> str:
    """Where one came from: only a page of this site."""
    asal = request.POST.get("kembali") or request.GET.get("kembali") or ""
    aman = url_has_allowed_host_and_scheme(asal, {request.get_host()}, require_https=request.is_secure())
    return asal if aman else "/"


@butuh(penuh.PENUH, Lingkup.DIRI)
@never_cache
@require_http_methods(["GET", "POST"])
def nyalakan(request: HttpRequest) -> HttpResponse:
    """Say why, then see full numbers on detail pages for half an hour."""
    form = AlasanBukaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        try:
            penuh.start(pengguna(request), request.session, sebab=isi["sebab"], alasan=isi["alasan"])
        except AlasanSalah as galat:
            form.add_error(galat.kolom, galat.pesan)
        else:
            return redirect(_back(request))
    return render(
        request,
        "accounts/akses_penuh.html",
        {"form": form, "kembali": _back(request)},
        status=422 if form.is_bound else 200,
    )


@require_POST
@butuh(penuh.PENUH, Lingkup.DIRI)
@never_cache
def matikan(request: HttpRequest) -> HttpResponse:
    """Numbers are masked again from the next page on."""
    penuh.stop(pengguna(request), request.session, sebab="dimatikan")
    messages.success(request, "Akses penuh dimatikan. NIK dan No KK tersamar lagi.")
    return redirect(_back(request))
