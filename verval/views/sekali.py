"""Forms that may arrive twice over a weak line: the second time gives the first answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from dtsen.accounts.views.gerbang import pengguna
from verval import kiriman

P = ParamSpec("P")
Halaman = Callable[Concatenate[HttpRequest, P], HttpResponse]
BUKAN_ISI = frozenset({"kunci", "csrfmiddlewaretoken"})
KEPALA = "X-Kirim"
"""Sent by static/js/kirim.js: wants to be told where to go, since a fetched redirect would use up its messages."""


class Belum(HttpResponseRedirect):
    """A redirect to a page that says why nothing was done: no answer to be remembered."""


def sekali(halaman: Halaman[P]) -> Halaman[P]:
    """Do the work of a POST once for each `kunci` of a user; stands innermost, behind what lets users in.

    Remembered is a redirect that is not Belum. A form with mistakes may be sent again under its key. The same key with
    other words leads to what the first one did, and says so.
    """

    @wraps(halaman)
    def dijaga(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return halaman(request, *args, **kwargs)
        kunci = kiriman.read_key(request.POST.get("kunci", ""))
        if kunci is None:
            return told(request, halaman(request, *args, **kwargs))
        sidik = kiriman.fingerprint(parts(request))
        satu, baru = kiriman.begin(pengguna(request), kunci, sidik)
        if not baru:
            return told(request, _again(request, satu.tujuan, sama=satu.sidik == sidik))
        jawaban = halaman(request, *args, **kwargs)
        if _finished(jawaban):
            kiriman.done(satu, jawaban.headers["Location"])
        else:
            kiriman.undone(satu)
        return told(request, jawaban)

    return cast(Halaman[P], dijaga)


def parts(request: HttpRequest) -> Iterator[str | bytes]:
    """What makes a request the same: address, fields, files."""
    yield request.get_full_path()
    for nama, nilai in sorted(request.POST.lists()):
        if nama not in BUKAN_ISI:
            yield from (nama, *map(str, nilai))
    for nama in sorted(request.FILES):
        yield nama
        for berkas in request.FILES.getlist(nama):
            yield from berkas.chunks()
            berkas.seek(0)


def _again(request: HttpRequest, tujuan: str, *, sama: bool) -> HttpResponse:
    if sama:
        return HttpResponseRedirect(tujuan)
    messages.warning(request, kiriman.BERBEDA)
    return Belum(tujuan)


def _finished(jawaban: HttpResponse) -> bool:
    return isinstance(jawaban, HttpResponseRedirect) and not isinstance(jawaban, Belum)


def told(request: HttpRequest, jawaban: HttpResponse) -> HttpResponse:
    """The answer as the sender wants it: script asks for the address, a form is redirected."""
    if KEPALA not in request.headers or not isinstance(jawaban, HttpResponseRedirect):
        return jawaban
    return JsonResponse({"tujuan": jawaban.headers["Location"], "selesai": _finished(jawaban)})
