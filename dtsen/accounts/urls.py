"""URLs of this floor."""

from __future__ import annotations

from django.urls import URLPattern, path

from dtsen.accounts.views import akun, jejak, penuh

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("masuk/", akun.masuk, name="masuk"),
    path("keluar/", akun.keluar, name="keluar"),
    path("kata-sandi/", akun.ganti_sandi, name="ganti_sandi"),
    path("jejak/", jejak.jejak, name="jejak"),
    path("akses-penuh/", penuh.nyalakan, name="akses_penuh"),
    path("akses-penuh/matikan/", penuh.matikan, name="akses_penuh_matikan"),
]
