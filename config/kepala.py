"""What every answer of the house carries, pages, errors, API, files and static alike; and how long a body may be.

The content security policy is django-csp's, HSTS, nosniff, Referrer-Policy and COOP are Django's; the rest is here.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from dtsen.accounts.access import izin_of

IZIN_PERAMBAN = ", ".join(
    [
        "camera=(self)",
        "geolocation=(self)",
        *(
            f"{fitur}=()"
            for fitur in (
                "accelerometer", "autoplay", "display-capture", "fullscreen", "gyroscope", "magnetometer", "microphone",
                "midi", "payment", "publickey-credentials-create", "screen-wake-lock", "usb", "xr-spatial-tracking",
            )
        ),
    ]
)  # fmt: skip
"""Permissions-Policy: only what a visit needs, photo and place."""
TETAP = {
    "Permissions-Policy": IZIN_PERAMBAN,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Permitted-Cross-Domain-Policies": "none",
    # Django says these too; here they also reach the answers that its middleware gives itself.
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
TANPA_SIMPAN = "private, no-store"
TERBESAR = 6 * 1024**2
"""Bytes of a request body; pages that take files say more in BOLEH_LEBIH."""
BOLEH_LEBIH = (
    ("/dtsen/impor/", 2 * 1024**3, frozenset({"impor.mulai"})),
    ("/verval/penerima/berkas/", 100 * 1024**2, frozenset({"bansos.impor"})),
    ("/foto/", 20 * 1024**2, frozenset({"kasus.musyawarah"})),
    ("/pindai/", 20 * 1024**2, frozenset({"kasus.musyawarah"})),
    ("/bukti/", 20 * 1024**2, frozenset({"pembaruan.ajukan", "usulan.ajukan"})),
    ("/sanggah/", 16 * 1024**2, None),
    ("/sanggah/catat/", 16 * 1024**2, None),
)  # fmt: skip
"""(end of the address, bytes, permissions of which the sender has one; None: anybody, an objection has a photo)."""


class KepalaMiddleware:
    """The outermost: sets what an answer does not say itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        jawaban = self.get_response(request)
        for kepala, isi in TETAP.items():
            jawaban.headers.setdefault(kepala, isi)
        if not request.path_info.startswith(settings.STATIC_URL):
            # Nearly every page names somebody: it is kept neither by a proxy nor by the browser of a shared computer.
            jawaban.headers.setdefault("Cache-Control", TANPA_SIMPAN)
        return jawaban


class PanjangMiddleware:
    """Refuses a body that is too long, before anybody reads it: the first to do so is CsrfViewMiddleware.process_view.

    Stands behind the session and its second factor, since only who may send files sends more than TERBESAR.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _too_long(request) or self.get_response(request)


def _too_long(request: HttpRequest) -> HttpResponse | None:
    """413 for a body over the limit of its address and sender. One without a length never reaches Django (WSGI)."""
    kepala = request.META.get("CONTENT_LENGTH") or "0"
    panjang = int(kepala) if kepala.isdecimal() else 0
    if panjang <= TERBESAR:
        return None
    batas, izin = next(((b, i) for akhir, b, i in BOLEH_LEBIH if request.path_info.endswith(akhir)), (TERBESAR, None))
    if izin is not None and not izin & izin_of(request.user):
        pesan = "Berkas sebesar ini hanya diterima dari pengguna yang boleh mengunggahnya. Masuk lagi, lalu ulangi."
    elif panjang > batas:
        pesan = f"Kiriman terlalu besar, paling banyak {batas // 1024**2} MB. Kecilkan berkasnya, lalu coba lagi."
    else:
        return None
    if request.path_info.startswith("/api/"):
        return HttpResponse(pesan, status=413, content_type="text/plain; charset=utf-8")
    return render(request, "413.html", {"pesan": pesan, "kembali": _before(request)}, status=413)


def _before(request: HttpRequest) -> str:
    """The page that the form stood on, if it was one of ours."""
    asal = request.META.get("HTTP_REFERER", "")
    aman = url_has_allowed_host_and_scheme(asal, {request.get_host()}, require_https=request.is_secure())
    return asal if aman else "/"
