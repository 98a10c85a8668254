"""Sign in, sign out, change the password. Each leaves a line in the trail; a failed attempt too."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dtsen.accounts import audit
from dtsen.accounts.forms import GantiSandiForm, MasukForm
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import pengguna


def _tujuan(request: HttpRequest) -> str:
    """The page to return to: only one of this site."""
    lanjut = request.POST.get("next") or request.GET.get("next") or ""
    aman = url_has_allowed_host_and_scheme(lanjut, {request.get_host()}, require_https=request.is_secure())
    return lanjut if aman else "/"


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@terbuka(Lingkup.UMUM)
def masuk(request: HttpRequest) -> HttpResponse:
    """Sign in and go on to the page that was asked for."""
    if request.user.is_authenticated:
        return redirect(_tujuan(request))
    form = MasukForm(request, request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            user = form.get_user()
            login(request, user)
            audit.record(pelaku=pengguna(request), aksi="akun.masuk", objek=f"user:{user.pk}")
            return redirect(_tujuan(request))
        _catat_gagal(request.POST.get("username", ""))
    isi = {"form": form, "next": _tujuan(request)}
    return render(request, "accounts/masuk.html", isi, status=422 if form.errors else 200)


def _catat_gagal(nama: str) -> None:
    """Remember whose account was tried; what was typed as a name is not kept (it may be a password)."""
    kena = User.objects.filter(username=nama[:150]).first()
    audit.record(pelaku=None, aksi="akun.masuk_gagal", objek=f"user:{kena.pk}" if kena else "")


@require_POST
@terbuka(Lingkup.DIRI)
def keluar(request: HttpRequest) -> HttpResponse:
    """Sign out; the session with its last-seen list is gone."""
    if isinstance(request.user, User):
        audit.record(pelaku=request.user, aksi="akun.keluar", objek=f"user:{request.user.pk}")
    logout(request)
    messages.info(request, "Anda sudah keluar.")
    return redirect(reverse("accounts:masuk"))


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@terbuka(Lingkup.DIRI)
def ganti_sandi(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions of the account end."""
    user = pengguna(request)
    form = GantiSandiForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, user)
        audit.record(pelaku=user, aksi="akun.ganti_sandi", objek=f"user:{user.pk}")
        messages.success(request, "Kata sandi sudah diganti. Perangkat lain yang masuk dengan akun ini sudah keluar.")
        return redirect("/")
    return render(request, "accounts/ganti_sandi.html", {"form": form}, status=422 if form.errors else 200)
