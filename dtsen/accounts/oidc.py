"""Signing in through an OpenID Connect provider: authorization code with PKCE, state and nonce.

allauth does the dance; two things are stricter here. It trusts an ID token that came straight from the provider's
token address, here the signature is checked all the same. It sends no nonce, here one ties the token to this browser.
"""

from __future__ import annotations

import hmac
from typing import Any

import jwt
from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

PENYEDIA = "sso"
ALGORITMA = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"}
"""Signatures with the provider's own key; never a shared secret, never none."""


class TokenAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth carries no types
    """Reads the ID token. `nonce` is what this browser was sent away with."""

    nonce = ""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            kepala = jwt.get_unverified_header(id_token)
            if kepala.get("alg") not in ALGORITMA or "kid" not in kepala:
                raise OAuth2Error("tanda tangan ID token tidak dikenal")
            isi: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except jwt.PyJWTError as galat:
            raise OAuth2Error("ID token tidak sah") from galat
        if not self.nonce or not hmac.compare_digest(str(isi.get("nonce", "")), self.nonce):
            raise OAuth2Error("nonce ID token tidak cocok")
        return isi

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("jawaban tanpa ID token")
        return super().complete_login(request, app, token, **kwargs)


class Kembali(OAuth2CallbackView):  # type: ignore[misc]
    """The way back: hands the nonce of the remembered state to the adapter."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, HttpResponse | None]:
        keadaan, jawab = super()._get_state(request, provider)
        if keadaan is not None:
            self.adapter.nonce = str(keadaan.get("nonce", ""))
        return keadaan, jawab


def remember_factor(request: HttpRequest, sociallogin: Any) -> None:
    """Note in the session that the provider vouches for a second factor, where the settings say that this counts."""
    isi = sociallogin.account.extra_data.get("id_token", {})
    amr = isi.get("amr", [])
    kata = {*(amr if isinstance(amr, list) else [amr]), isi.get("acr")}
    if kata & settings.OIDC_DUA_FAKTOR:
        record_authentication(request, sociallogin.user, "socialaccount", provider=PENYEDIA, dua_faktor=True)
