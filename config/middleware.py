"""One transaction a request, seen through the scope of its user.

The response is rendered inside it; nothing with rows may be streamed after it. A refusal or an error rolls it back,
and is itself recorded after that.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.alamat import TIDAK_DIKETAHUI, alamat_of
from dtsen.accounts.models import User
from dtsen.registry import lingkup

GALAT_SERVER = 500
DITOLAK = {403: "akses.ditolak", 404: "akses.tidak_ada"}
PINTU = (("/api/", "api"), ("/kelola/", "admin"))
TENTANG_KELUARGA = ("keluarga", "keluarga_desil", "keluarga_detail", "pembaruan_baru", "usulan_baru")
"""Names of URLs whose `pk` is the number of a family."""
NOMOR_TERBESAR = 10**12
"""A longer number in an address is not one of ours; it may be a NIK and is not kept."""


class JejakMiddleware:
    """Says to the trail where a request comes from, and writes what was refused after the request's transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        pintu = next((nama for awal, nama in PINTU if request.path.startswith(awal)), "web")
        with audit.within(pintu, _address(request), lambda: _signed_in(request)) as asal:
            jawaban = self.get_response(request)
            if jawaban.status_code in DITOLAK:
                _refused(request, DITOLAK[jawaban.status_code])
            audit.flush(asal)
        return jawaban


def _address(request: HttpRequest) -> str | None:
    alamat = alamat_of(request)
    return None if alamat == TIDAK_DIKETAHUI else alamat


def _signed_in(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _refused(request: HttpRequest, aksi: str) -> None:
    """A page that exists was asked for and not given. The address itself is not kept: people paste numbers into it."""
    cocok, user = request.resolver_match, _signed_in(request)
    if cocok is None or user is None:
        return
    pk = cocok.kwargs.get("pk")
    milik = pk if isinstance(pk, int) and pk < NOMOR_TERBESAR else None
    tentang = milik is not None and cocok.url_name in TENTANG_KELUARGA
    audit.refused(
        pelaku=user,
        aksi=aksi,
        objek=f"keluarga:{milik}" if tentang else "",
        rincian={"halaman": cocok.view_name} | ({"nomor": milik} if milik is not None else {}),
        keluarga=[milik] if tentang and milik is not None else [],
    )


class LingkupMiddleware:
    """Stands behind the authentication; the API sets the scope of a token's owner itself (config/api.py)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with lingkup.within(cakupan_of(request.user)):
            jawaban = self.get_response(request)
            if jawaban.status_code >= GALAT_SERVER or getattr(request, "ditolak", False):
                transaction.set_rollback(True)
        return jawaban

    def process_exception(self, request: HttpRequest, galat: Exception) -> None:
        """Whatever a page raises (also 404 and 403) undoes what it wrote."""
        request.ditolak = True  # type: ignore[attr-defined]  # read above
