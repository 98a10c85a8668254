"""What allauth is told about this house: no sign-up, our words, encrypted secrets, a line in the trail."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dtsen.accounts import audit, kabar, pembatas, pemulihan
from dtsen.accounts.alamat import alamat_of
from dtsen.accounts.models import User
from dtsen.accounts.oidc import PENYEDIA, remember_factor


class AkunAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Signing in ends here, whichever way it began."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        cara = [satu["method"] for satu in get_authentication_records(request, user)]
        rincian = {"cara": cara, "alamat": alamat_of(request)}
        audit.record(pelaku=user, aksi="akun.masuk", objek=f"user:{user.pk}", rincian=rincian)
        for satu in pemulihan.unread(user):
            messages.warning(request, " ".join([*kabar.words(satu), kabar.TUTUP]))

    def get_client_ip(self, request: HttpRequest) -> str:
        return alamat_of(request)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, "Akun ini tidak aktif. Hubungi admin Dinas Sosial.")
        return redirect("accounts:masuk")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say themselves what has happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """There is no mail server in this house."""


class DuaFaktorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets at rest: Fernet (AES-128-CBC with HMAC) under a key from SECRET_KEY; old keys still read."""

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: User) -> str:
        return user.username

    def is_mfa_enabled(self, user: User, types: Any = None) -> bool:
        """Asked by the sign-in: no code is wanted after a second factor that the identity provider vouches for."""
        request = context.request
        if request is not None and any(s.get("dua_faktor") for s in get_authentication_records(request, user)):
            return False
        return bool(super().is_mfa_enabled(user, types))


def _fernet() -> MultiFernet:
    kunci = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"dtsen.totp.{k}".encode()).digest())) for k in kunci]
    )


class SsoAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Only existing accounts come in this way: linked before, or by an e-mail that the provider has verified.

    An e-mail links the first identity only: an address that was given to somebody else opens no account.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        return False  # pre_social_login does it, without wiping the password

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Link an account of this house that has the verified e-mail; turn everybody else away."""
        if not sociallogin.is_existing:
            self._link(request, sociallogin)
        pembatas.forget_address(alamat_of(request), awalan=PENYEDIA, kali=2)  # the way there and the way back
        remember_factor(request, sociallogin)

    def _link(self, request: HttpRequest, sociallogin: Any) -> None:
        surel = [satu.email for satu in sociallogin.email_addresses if satu.verified is True]
        calon = list(User.objects.filter(email__iexact=surel[0])[:2]) if surel and surel[0] else []
        if len(calon) != 1 or not calon[0].is_active:
            raise ImmediateHttpResponse(refuse_sso(request, "tidak_terhubung"))
        if SocialAccount.objects.filter(user=calon[0], provider=sociallogin.account.provider).exists():
            raise ImmediateHttpResponse(refuse_sso(request, "tidak_terhubung"))
        sociallogin.connect(request, calon[0])
        audit.record(pelaku=calon[0], aksi="akun.sso_hubungkan", objek=f"user:{calon[0].pk}")

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        raise ImmediateHttpResponse(refuse_sso(request, "ditolak"))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """There is no mail server in this house."""


PESAN_SSO = {
    "tidak_terhubung": "Akun {nama} ini belum terhubung dengan akun DTSEN. Hubungi admin Dinas Sosial.",
    "ditolak": "Masuk lewat {nama} tidak berhasil. Coba lagi, atau pakai nama pengguna dan kata sandi.",
}


def refuse_sso(request: HttpRequest, sebab: str) -> HttpResponse:
    """Back to the sign-in page with the reason; nobody is signed in. The failure is in the trail."""
    audit.record(pelaku=None, aksi="akun.masuk_gagal", rincian={"cara": "sso", "sebab": sebab})
    return turn_away(request, sebab)


def turn_away(request: HttpRequest, sebab: str) -> HttpResponse:
    """The same without a line: for what anybody can send who never went to the provider."""
    messages.error(request, PESAN_SSO[sebab].format(nama=settings.OIDC_NAMA))
    return redirect("accounts:masuk")
