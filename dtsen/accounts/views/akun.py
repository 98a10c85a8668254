"""Sign in, sign out, change the password. Each leaves a line in the trail; a failed attempt too."""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dtsen.accounts import audit, sesi
from dtsen.accounts.forms import GantiSandiForm, MasukForm
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.accounts.middleware import SEBAB
from dtsen.accounts.models import User
from dtsen.accounts.pembatas import TerlaluSering
from dtsen.accounts.views.gerbang import pengguna


def tujuan(request: HttpRequest) -> str:
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
        return redirect(tujuan(request))
    form = MasukForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login = Login(user=form.get_user(), redirect_url=tujuan(request))
        jawab: HttpResponse = perform_password_login(request, {}, login)  # the code is asked next, where there is one
        return jawab
    isi = {
        "form": form,
        "next": tujuan(request),
        "sebab": request.session.pop(SEBAB, ""),
        "sso": settings.OIDC_NAMA if settings.OIDC_ISSUER else "",
    }
    return render(request, "accounts/masuk.html", isi, status=_status(form))


def _status(form: Form) -> int:
    if form.has_error(NON_FIELD_ERRORS, TerlaluSering.kode):
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


@never_cache
@terbuka(Lingkup.UMUM)
def masuk_kelola(request: HttpRequest) -> HttpResponse:
    """The sign-in address of Kelola: the page of this house; those who are in but may not open Kelola are told so."""
    if request.user.is_authenticated:
        raise PermissionDenied("Kelola hanya untuk admin. Hubungi admin Dinas Sosial bila seharusnya boleh.")
    return redirect(f"{reverse('accounts:masuk')}?{urlencode({'next': tujuan(request)})}")


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
    form = GantiSandiForm(request, user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, user)
        sesi.renew(request, user)
        sesi.end(user, pelaku=user, kecuali=request.session.session_key)
        audit.record(pelaku=user, aksi="akun.ganti_sandi", objek=f"user:{user.pk}")
        messages.success(request, "Kata sandi sudah diganti. Perangkat lain dan token API akun ini sudah keluar.")
        return redirect("/")
    return render(request, "accounts/ganti_sandi.html", {"form": form}, status=_status(form))


@never_cache
@login_required
@terbuka(Lingkup.DIRI)
def ganti_sandi_kelola(request: HttpRequest) -> HttpResponse:
    """The address under Kelola: the page of this house, since Django's own counts no tries."""
    return redirect("accounts:ganti_sandi")
