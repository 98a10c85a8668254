"""Which address counts for which limit (dtsen/accounts/batas.py), for pages and for the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dtsen.accounts import audit, batas
from dtsen.accounts.alamat import alamat_of
from dtsen.accounts.batas import TerlaluSering
from dtsen.accounts.models import User

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView

ALAMAT: dict[str, tuple[str, frozenset[str]]] = {
    "verval:warga": ("cari", frozenset({"POST"})),
    "registry:jejak_warga": ("cari", frozenset({"POST"})),
    "verval:usulan_unduh": ("unduh", frozenset({"GET"})),
    "registry:impor_tolakan": ("unduh", frozenset({"GET"})),
    "registry:buka": ("buka", frozenset({"POST"})),
    "registry:impor": ("unggah", frozenset({"POST"})),
    "verval:pembaruan_bukti": ("unggah", frozenset({"POST"})),
    "verval:usulan_bukti": ("unggah", frozenset({"POST"})),
    "verval:bukti_lihat": ("lihat", frozenset({"GET"})),
}
"""Pages: name of the URL -> (key of BATAS, methods that count). HEAD counts as the GET that it makes the page do."""
API: dict[str, str] = {"api:warga_cari": "cari", "api:nik_buka": "buka", "api:kk_buka": "buka"}
"""API: what counts for more than the limit of every call."""


def count(request: HttpRequest, jenis: str, user: Any) -> None:
    """Count one act of a user; the first refusal of a window is written to the trail. Raises TerlaluSering."""
    pelaku = user if isinstance(user, User) else None
    try:
        batas.check(jenis, pengguna=pelaku.pk if pelaku else None, alamat=alamat_of(request))
    except TerlaluSering as galat:
        if galat.pertama:
            audit.record(pelaku=pelaku, aksi="batas.terlampaui", rincian={"jenis": jenis})
        raise


class BatasMiddleware:
    """Stands inside LingkupMiddleware, so that the line in the trail and the page belong to its transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        cocok = request.resolver_match
        jenis, metode = ALAMAT.get(cocok.view_name if cocok else "", ("", frozenset[str]()))
        if ("GET" if request.method == "HEAD" else request.method) not in metode:
            return None
        try:
            count(request, jenis, request.user)
        except TerlaluSering as galat:
            jawaban = render(request, "429.html", {"pesan": galat.pesan}, status=429)
            jawaban["Retry-After"] = str(galat.tunggu)
            return jawaban
        return None


class BatasApi:
    """The throttle of every call of the API, after its token was read; raises TerlaluSering (see config/api.py)."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        cocok = request.resolver_match
        nama = cocok.view_name if cocok else ""
        for jenis in filter(None, ("api", API.get(nama))):
            count(request._request, jenis, request.user)
        return True

    def wait(self) -> float | None:
        return None
