"""The second factor: the code at sign-in, putting an app into use, new recovery codes."""

from __future__ import annotations

import base64
from http import HTTPStatus
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dtsen.accounts import audit, demo, dua_faktor, sesi
from dtsen.accounts.forms import PasangForm
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.accounts.models import User
from dtsen.accounts.pembatas import TerlaluSering
from dtsen.accounts.views.akun import tujuan
from dtsen.accounts.views.gerbang import pengguna

RAHASIA = "dua_faktor_rahasia"
"""Session key of a secret that is not in use yet, encrypted like one that is."""


@terbuka(Lingkup.UMUM)
class KodeMasuk(AuthenticateView):  # type: ignore[misc]  # allauth carries no types
    """After the password. The person is signed in only when this is done."""

    template_name = "accounts/kode.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        jawab: HttpResponse = super().form_invalid(form)
        sering = form.has_error("code", TerlaluSering.kode)
        jawab.status_code = HTTPStatus.TOO_MANY_REQUESTS if sering else HTTPStatus.UNPROCESSABLE_ENTITY
        return jawab

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: User = self.stage.login.user
        return {**super().get_context_data(**kwargs), "kode_demo": _demo_code(user)}


def _demo_code(user: User) -> str:
    """Shown on the page itself: the password of a demo account stands in the README anyway."""
    if settings.MODE != "demo" or not user.demo:
        return ""
    return dua_faktor.code_now(demo.secret_of(settings.SECRET_KEY, user.username))


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@terbuka(Lingkup.DIRI)
def pasang(request: HttpRequest) -> HttpResponse:
    """Scan, write the first code, keep the recovery codes. Whoever has an app already sees that it is in use."""
    user = pengguna(request)
    if dua_faktor.terpasang(user):
        sisa = dua_faktor.recovery_left(user)
        return render(request, "accounts/dua_faktor.html", {"sisa": sisa, "hampir_habis": sisa <= 2})
    if request.method == "GET" and RAHASIA not in request.session:
        request.session[RAHASIA] = encrypt(dua_faktor.new_secret())
    if RAHASIA not in request.session:
        return redirect("accounts:dua_faktor_pasang")
    rahasia = decrypt(request.session[RAHASIA])
    form = PasangForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cadangan = dua_faktor.enrol(request, user, rahasia, form.cleaned_data["code"])
        except (dua_faktor.KodeSalah, TerlaluSering) as galat:
            form.add_error("code", galat.pesan)
        else:
            del request.session[RAHASIA]
            sesi.renew(request, user)
            return render(request, "accounts/kode_cadangan.html", {"kode": cadangan, "next": tujuan(request)})
    alat = get_adapter()
    gambar = alat.build_totp_svg(alat.build_totp_url(user, rahasia))
    isi = {
        "form": form,
        "next": tujuan(request),
        "wajib": dua_faktor.wajib(user),
        "gambar": base64.b64encode(gambar.encode()).decode(),
        "rahasia": " ".join(rahasia[i : i + 4] for i in range(0, len(rahasia), 4)),
    }
    return render(request, "accounts/dua_faktor_pasang.html", isi, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["POST"])
@terbuka(Lingkup.DIRI)
def cadangan(request: HttpRequest) -> HttpResponse:
    """New recovery codes instead of the old ones; only a session that gave its second factor gets them."""
    user = pengguna(request)
    if not (dua_faktor.terpasang(user) and dua_faktor.sah(request)):
        messages.error(request, "Keluar, lalu masuk lagi dengan kode untuk membuat kode cadangan baru.")
        return redirect("accounts:dua_faktor_pasang")
    kode = dua_faktor.renew_recovery(user)
    audit.record(pelaku=user, aksi="akun.kode_cadangan_baru", objek=f"user:{user.pk}")
    return render(request, "accounts/kode_cadangan.html", {"kode": kode, "next": "/"})
