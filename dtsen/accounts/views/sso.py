"""The two addresses of signing in through the identity provider of the environment (OIDC_ISSUER)."""

from __future__ import annotations

import secrets

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from dtsen.accounts.adaptor import refuse_sso
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.accounts.oidc import PENYEDIA, Kembali, TokenAdapter
from dtsen.accounts.views.akun import tujuan


@never_cache
@require_POST
@terbuka(Lingkup.UMUM)
def sso_masuk(request: HttpRequest) -> HttpResponse:
    """Go to the provider, with state, nonce and the challenge of PKCE."""
    if not settings.OIDC_ISSUER:
        raise Http404
    nonce = secrets.token_urlsafe(24)
    try:
        penyedia = TokenAdapter(request, PENYEDIA).get_provider()
        jawab: HttpResponse = penyedia.redirect(
            request, AuthProcess.LOGIN, next_url=tujuan(request), auth_params={"nonce": nonce}, nonce=nonce
        )
    except RequestException:
        return refuse_sso(request, "ditolak")
    return jawab


@never_cache
@require_GET
@terbuka(Lingkup.UMUM)
def sso_kembali(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider. Whatever does not fit ends on the sign-in page, with nobody signed in."""
    if not settings.OIDC_ISSUER or provider_id != PENYEDIA:
        raise Http404
    try:
        jawab: HttpResponse = Kembali.adapter_view(TokenAdapter(request, PENYEDIA))(request)
    except (SocialApp.DoesNotExist, RequestException, KeyError, ValueError):
        return refuse_sso(request, "ditolak")
    return jawab
