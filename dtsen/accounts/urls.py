"""URLs of this floor."""

from __future__ import annotations

from django.urls import URLPattern, path

from dtsen.accounts.views import akun, dua_faktor, jejak, jejak_pakai, pemulihan, penuh, sesi, sso

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("masuk/", akun.masuk, name="masuk"),
    path("masuk/sso/", sso.sso_masuk, name="sso_masuk"),
    path("keluar/", akun.keluar, name="keluar"),
    path("kata-sandi/", akun.ganti_sandi, name="ganti_sandi"),
    path("dua-faktor/", dua_faktor.pasang, name="dua_faktor_pasang"),
    path("dua-faktor/cadangan/", dua_faktor.cadangan, name="dua_faktor_cadangan"),
    path("perangkat/", sesi.perangkat, name="perangkat"),
    path("perangkat/tetap/", sesi.tetap, name="tetap"),
    path("pengguna/<int:pk>/keamanan/", pemulihan.pengguna_keamanan, name="pengguna_keamanan"),
    path("pemulihan/", pemulihan.pemulihan_list, name="pemulihan"),
    path("pemulihan/<int:pk>/putus/", pemulihan.pemulihan_putus, name="pemulihan_putus"),
    path("penugasan/<int:pk>/putus/", pemulihan.penugasan_putus, name="penugasan_putus"),
    path("jejak/", jejak.jejak, name="jejak"),
    path("jejak/tentang/", jejak.tentang, name="jejak_tentang"),
    path("jejak/jangkar/", jejak.jangkar, name="jejak_jangkar"),
    path("jejak/periksa/", jejak_pakai.periksa, name="jejak_periksa"),
    path("jejak/unduh/", jejak_pakai.unduh, name="jejak_unduh"),
    path("akses-penuh/", penuh.nyalakan, name="akses_penuh"),
    path("akses-penuh/matikan/", penuh.matikan, name="akses_penuh_matikan"),
]
untuk_allauth: list[URLPattern] = [
    path("masuk/", akun.masuk, name="account_login"),
    path("masuk/kode/", dua_faktor.KodeMasuk.as_view(), name="mfa_authenticate"),
    path("masuk/sso/", sso.sso_masuk, name="socialaccount_login"),
    path("masuk/<slug:provider_id>/kembali/", sso.sso_kembali, name="openid_connect_callback"),
]
"""The names, without a namespace, under which allauth looks for pages. Its other pages do not exist here."""
