"""The last word on a refused or failed request: a page for people, the one error body for whoever calls the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views import defaults

API = "/api/"
TIDAK_DENGAN_CARA_INI = 405


def _galat(kode: str, pesan: str, status: int) -> JsonResponse:
    return JsonResponse({"kode": kode, "pesan": pesan, "rincian": {}}, status=status)


def _api(request: HttpRequest) -> bool:
    return request.path_info.startswith(API)


def salah(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _api(request):
        return _galat("permintaan_salah", "Permintaan ini tidak dapat dibaca.", 400)
    return defaults.bad_request(request, exception)


def tidak_berwenang(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _api(request):
        return _galat("izin", "Peran Anda tidak boleh melakukan ini.", 403)
    return defaults.permission_denied(request, exception)


def tidak_ada(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _api(request):
        return _galat("tidak_ada", "Alamat atau data ini tidak ada di wilayah Anda.", 404)
    return defaults.page_not_found(request, exception)


def rusak(request: HttpRequest, *_: Any) -> HttpResponse:
    if _api(request):
        return _galat("galat_server", "Ada gangguan di server. Tidak ada yang disimpan setengah.", 500)
    return defaults.server_error(request)


class BukanHalaman:
    """A page for whoever opens an address that only takes what a button sends: after signing in anew, or by reload.

    Django answers such a request with nothing at all, and browsers then show a fault of their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        jawaban = self.get_response(request)
        if jawaban.status_code != TIDAK_DENGAN_CARA_INI or request.method != "GET" or _api(request):
            return jawaban
        halaman = render(request, "405.html", {"induk": _above(request.path_info)}, status=jawaban.status_code)
        halaman["Allow"] = jawaban.get("Allow", "")
        return halaman


def _above(jalur: str) -> str:
    """The nearest address above that has a page."""
    bagian = jalur.strip("/").split("/")[:-1]
    while bagian:
        atas = f"/{'/'.join(bagian)}/"
        try:
            resolve(atas)
        except Resolver404:
            bagian.pop()
        else:
            return atas
    return "/"
