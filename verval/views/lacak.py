"""The public page on which a resident follows a case by its code."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dtsen.accounts.alamat import alamat_of
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.accounts.pembatas import TerlaluSering
from verval.forms.kasus import LacakForm
from verval.lacak import TidakKetemu, look


@sensitive_post_parameters("kode")
@never_cache
@require_http_methods(["GET", "POST"])
@terbuka(Lingkup.UMUM)
def lacak(request: HttpRequest) -> HttpResponse:
    """Ask for the code and answer on the same page: a code never stands in an address."""
    form = LacakForm(request.POST if request.method == "POST" else None)
    hasil = None
    if form.is_bound and form.is_valid():
        try:
            hasil = look(form.cleaned_data["kode"], alamat_of(request))
        except (TidakKetemu, TerlaluSering) as galat:
            form.add_error("kode", ValidationError(galat.pesan, code=galat.kode))
    if hasil is not None:
        return render(request, "verval/lacak.html", {"hasil": hasil})
    return render(request, "verval/lacak.html", {"form": form}, status=_status(form))


def _status(form: LacakForm) -> int:
    if form.has_error("kode", TerlaluSering.kode):
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
