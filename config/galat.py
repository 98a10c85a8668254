"""The last word on a refused or failed request: a page for people, the one error body for whoever calls the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults

API = "/api/"


def _galat(kode: str, pesan: str, status: int) -> JsonResponse:
    return JsonResponse({"kode": kode, "pesan": pesan, "rincian": {}}, status=status)


def salah(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path_info.startswith(API):
        return _galat("permintaan_salah", "Permintaan ini tidak dapat dibaca.", 400)
    return defaults.bad_request(request, exception)


def tidak_berwenang(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path_info.startswith(API):
        return _galat("izin", "Peran Anda tidak boleh melakukan ini.", 403)
    return defaults.permission_denied(request, exception)


def tidak_ada(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path_info.startswith(API):
        return _galat("tidak_ada", "Alamat atau data ini tidak ada di wilayah Anda.", 404)
    return defaults.page_not_found(request, exception)


def rusak(request: HttpRequest, *_: Any) -> HttpResponse:
    if request.path_info.startswith(API):
        return _galat("galat_server", "Ada gangguan di server. Tidak ada yang disimpan setengah.", 500)
    return defaults.server_error(request)
