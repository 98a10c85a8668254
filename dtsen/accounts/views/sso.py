"""The two addresses of signing in through the identity provider of the environment (OIDC_ISSUER)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, cast

from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from dtsen.accounts import pembatas
from dtsen.accounts.adaptor import refuse_sso, turn_away
from dtsen.accounts.alamat import alamat_of
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.accounts.oidc import PENYEDIA, Kembali, TokenAdapter
from dtsen.accounts.views.akun import tujuan
from dtsen.accounts.views.gerbang import Halaman, P


def _terhitung(halaman: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Halaman[P]:
    """Count every call by address; whoever gets in is taken out again (SsoAdapter.pre_social_login)."""

    @wraps(halaman)
    def dihitung(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.OIDC_ISSUER:
            raise Http404
        try:
            pembatas.count_address(alamat_of(request), awalan=PENYEDIA)
        except pembatas.TerlaluSering as galat:
            jawab = render(request, "429.html", {"pesan": galat.pesan}, status=HTTPStatus.TOO_MANY_REQUESTS)
            jawab["Retry-After"] = str(galat.tunggu_detik)
            return jawab
        return halaman(request, *args, **kwargs)

    return cast(Halaman[P], dihitung)


@never_cache
@require_POST
@terbuka(Lingkup.UMUM)
@_terhitung
def sso_masuk(request: HttpRequest) -> HttpResponse:
    """Go to the provider, with state, nonce and the challenge of PKCE."""
    nonce = secrets.token_urlsafe(24)
    try:
        penyedia = TokenAdapter(request, PENYEDIA).get_provider()
        jawab: HttpResponse = penyedia.redirect(
            request, AuthProcess.LOGIN, next_url=tujuan(request), auth_params={"nonce": nonce}, nonce=nonce
        )
    except RequestException:
        return turn_away(request, "ditolak")
    return jawab


@never_cache
@require_GET
@terbuka(Lingkup.UMUM)
@_terhitung
def sso_kembali(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider. Whatever does not fit ends on the sign-in page, with nobody signed in."""
    if provider_id != PENYEDIA:
        raise Http404
    if not statekit.get_states(request):
        return turn_away(request, "ditolak")
    try:
        jawab: HttpResponse = Kembali.adapter_view(TokenAdapter(request, PENYEDIA))(request)
    except (SocialApp.DoesNotExist, RequestException, KeyError, ValueError):
        return refuse_sso(request, "ditolak")
    return jawab
