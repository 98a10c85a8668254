"""Before any page: is the session still good, and has it the second factor that its peran asks for.

Both stand outside the transaction of the request (config/middleware.py): whoever is turned away here never gets a
scope, and that somebody was there is remembered also when the page itself is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from dtsen.accounts import dua_faktor, sesi
from dtsen.accounts.dua_faktor import Diperlukan
from dtsen.accounts.models import User

Jawab = Callable[[HttpRequest], HttpResponse]
API = "/api/"
SANDI_SEMENTARA = "Kata sandi Anda sementara. Masuk lewat halaman web dan pilih kata sandi sendiri."
SEBAB = "sebab_keluar"
"""Session key that the sign-in page reads once: why somebody has to sign in again."""


class SesiMiddleware:
    """Ends a session that was idle for too long or is too old."""

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            if sesi.is_over(request):
                logout(request)
                request.session[SEBAB] = "diam"
            else:
                sesi.touch(request, request.user)
        return self.get_response(request)


class DuaFaktorMiddleware:
    """Lets a session without its second factor reach nothing but the enrolment and the way out."""

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or dua_faktor.sah(request) or not dua_faktor.wajib(user):
            return self.get_response(request)
        pasang = reverse("accounts:dua_faktor_pasang")
        if request.path == reverse("accounts:keluar"):
            return self.get_response(request)
        if request.path.startswith(API):
            return JsonResponse({"kode": Diperlukan.kode, "pesan": Diperlukan.pesan, "rincian": {}}, status=403)
        if dua_faktor.terpasang(user):
            # It has one, but gave it elsewhere (or gained the peran since): the sign-in asks for the code.
            logout(request)
            request.session[SEBAB] = "dua_faktor"
            return redirect(f"{reverse('accounts:masuk')}?{urlencode({'next': request.get_full_path()})}")
        if request.path == pasang:
            return self.get_response(request)
        return redirect(f"{pasang}?{urlencode({'next': request.get_full_path()})}")


class SandiSementaraMiddleware:
    """Whoever was given a password by somebody else chooses an own one before anything else opens."""

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not user.sandi_sementara:
            return self.get_response(request)
        ganti = reverse("accounts:ganti_sandi")
        if request.path in {ganti, reverse("accounts:keluar"), reverse("accounts:dua_faktor_pasang")}:
            return self.get_response(request)
        if request.path.startswith(API):
            return JsonResponse({"kode": "sandi_sementara", "pesan": SANDI_SEMENTARA, "rincian": {}}, status=403)
        return redirect(ganti)
