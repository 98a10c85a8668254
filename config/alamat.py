"""No NIK or No KK in an address: addresses are kept by browsers, proxies and everybody they are sent to.

Our own pages look numbers up by POST. Where somebody writes one into an address all the same (a bookmark, a link from
elsewhere, the `next` of a login), it is taken out before any page sees it.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse, QueryDict
from django.utils.http import escape_leading_slashes

from dtsen.lib.samar import holds_number

API = "/api/"
TOLAK = "NIK dan No KK tidak boleh ada di alamat. Kirim nomor itu di dalam isi permintaan."


class AlamatTanpaNomor:
    """Sends an address with such a number on to the same one without it; refuses calls of the API, and posts to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _holds(request.META.get("QUERY_STRING", "")):
            return self.get_response(request)
        if request.path.startswith(API):
            return JsonResponse({"kode": "nomor_di_alamat", "pesan": TOLAK, "rincian": {}}, status=400)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseBadRequest(TOLAK)
        bersih = QueryDict(mutable=True)
        for kunci, nilai in request.GET.lists():
            if not any(_holds(satu) for satu in (kunci, *nilai)):
                bersih.setlist(kunci, nilai)
        jalur = escape_leading_slashes(request.path)
        return HttpResponseRedirect(f"{jalur}?{bersih.urlencode()}" if bersih else jalur)


def _holds(teks: str) -> bool:
    """Also where the number is encoded twice, as in `next=/warga/%3Fq%3D6402…`."""
    return holds_number(teks) or holds_number(unquote_plus(unquote_plus(teks)))
