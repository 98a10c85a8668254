"""URLs of this floor."""

from __future__ import annotations

from django.urls import URLPattern, path

from dtsen.accounts.views import akun, jejak

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("masuk/", akun.masuk, name="masuk"),
    path("keluar/", akun.keluar, name="keluar"),
    path("kata-sandi/", akun.ganti_sandi, name="ganti_sandi"),
    path("jejak/", jejak.jejak, name="jejak"),
    path("jejak/tentang/", jejak.tentang, name="jejak_tentang"),
    path("jejak/jangkar/", jejak.jangkar, name="jejak_jangkar"),
]
