"""Where an account is signed in: one's own list."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dtsen.accounts import dua_faktor, sesi
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.accounts.views.gerbang import pengguna


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@terbuka(Lingkup.DIRI)
def perangkat(request: HttpRequest) -> HttpResponse:
    """Open sessions and tokens. POST `sesi` = id, `token` = its first letters, or `semua`: all but this session."""
    user = pengguna(request)
    if request.method == "POST":
        if request.POST.get("sesi", "").isdigit():
            jumlah = sesi.end(user, pelaku=user, satu=int(request.POST["sesi"]), kecuali=request.session.session_key)
        elif request.POST.get("token"):
            jumlah = sesi.revoke_tokens(user, pelaku=user, satu=request.POST["token"])
        else:
            jumlah = sesi.end(user, pelaku=user, kecuali=request.session.session_key)
            jumlah += sesi.revoke_tokens(user, pelaku=user)
        pesan = "Sudah keluar di sana. Ganti kata sandi bila itu bukan Anda." if jumlah else "Sesi itu sudah berakhir."
        messages.success(request, pesan)
        return redirect("accounts:perangkat")
    isi = {
        "perangkat": sesi.devices(request, user),
        "token": sesi.tokens(user),
        "terpasang": dua_faktor.terpasang(user),
    }
    return render(request, "accounts/perangkat.html", isi)


@never_cache
@login_required
@require_POST
@terbuka(Lingkup.DIRI)
def tetap(request: HttpRequest) -> HttpResponse:
    """ "Tetap masuk": the middleware has noted that somebody is there."""
    return HttpResponse(status=204)
