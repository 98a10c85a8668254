"""Where an account is signed in: one's own list, and what the admin may do to another's."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dtsen.accounts import dua_faktor, sesi
from dtsen.accounts.forms import AlasanForm
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna


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


@butuh("pengguna.kelola", Lingkup.KABUPATEN)
@never_cache
@require_http_methods(["GET", "POST"])
def pengguna_keamanan(request: HttpRequest, pk: int) -> HttpResponse:
    """For the admin: end all sessions and tokens of a user, or take the second factor away. Each with a reason."""
    admin, orang = pengguna(request), get_object_or_404(User, pk=pk)
    form = AlasanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        alasan = form.cleaned_data["alasan"]
        try:
            if request.POST.get("aksi") == "dua_faktor":
                dua_faktor.reset(orang, pelaku=admin, alasan=alasan)
                messages.success(request, f"Faktor kedua {orang} dihapus. Ia memasangnya lagi saat masuk.")
            sesi.end(orang, pelaku=admin, kecuali=request.session.session_key, alasan=alasan)
            sesi.revoke_tokens(orang, pelaku=admin, alasan=alasan)
        except dua_faktor.TidakBoleh as galat:
            form.add_error(None, galat.pesan)
        else:
            messages.success(request, f"Semua sesi dan token {orang} diakhiri.")
            return redirect("accounts:pengguna_keamanan", orang.pk)
    isi = {
        "orang": orang,
        "form": form,
        "sendiri": orang.pk == admin.pk,
        "terpasang": dua_faktor.terpasang(orang),
        "wajib": dua_faktor.wajib(orang),
        "perangkat": sesi.devices(request, orang),
        "token": sesi.tokens(orang),
    }
    return render(request, "accounts/pengguna_keamanan.html", isi, status=422 if form.errors else 200)
