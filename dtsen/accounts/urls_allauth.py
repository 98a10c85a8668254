"""The names under which allauth looks for pages. Its sign-up and its other pages do not exist here."""

from __future__ import annotations

from django.urls import URLPattern, path

from dtsen.accounts.views import akun, dua_faktor, sso

urlpatterns: list[URLPattern] = [
    path("masuk/", akun.masuk, name="account_login"),
    path("masuk/kode/", dua_faktor.KodeMasuk.as_view(), name="mfa_authenticate"),
    path("masuk/sso/", sso.sso_masuk, name="socialaccount_login"),
    path("masuk/<slug:provider_id>/kembali/", sso.sso_kembali, name="openid_connect_callback"),
]
