"""How large what is sent to an address may be, asked before anything of it is read.

Django reads the body of every POST to look for the token against forged requests, also of somebody who is not signed
in; nothing else stops a script from filling the disk with temporary files.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

MB = 1024**2
BADAN = 32 * MB
"""Bytes: a form with the largest photo (15 MB) and what is typed beside it."""
BESAR: dict[str, int] = {"registry:impor": 4096 * MB, "verval:penerima_berkas": 64 * MB}
"""Addresses of those who are signed in that take more."""


class BadanMiddleware:
    """Stands before CsrfViewMiddleware, the first that reads the body, and behind the session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        panjang = request.META.get("CONTENT_LENGTH") or "0"
        if not panjang.isdecimal() or int(panjang) <= BADAN:
            return None
        cocok = request.resolver_match
        maks = BESAR.get(cocok.view_name if cocok else "", BADAN)
        if SESSION_KEY not in request.session:
            maks = BADAN
        if int(panjang) <= maks:
            return None
        pesan = f"Kiriman Anda lebih dari {maks // MB} MB. Kecilkan berkasnya, lalu kirim lagi."
        if request.path.startswith("/api/"):
            return JsonResponse({"kode": "terlalu_besar", "pesan": pesan}, status=413)
        return render(request, "413.html", {"pesan": pesan}, status=413)
