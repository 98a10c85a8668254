"""URLs of every floor. URL = template = view = test (architecture §4)."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from config import komponen
from dtsen.accounts.urls import untuk_allauth
from dtsen.accounts.views import akun
from verval.views import beranda, lacak, periksa, sanggah

urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("sanggah/", sanggah.sanggah_baru, name="sanggah"),
    path("sanggah/terkirim/", sanggah.sanggah_terkirim, name="sanggah_terkirim"),
    path("lacak/", lacak.lacak, name="lacak"),
    path("periksa/", periksa.periksa, name="periksa"),
    path("periksa/<str:kode>/", periksa.periksa_kode, name="periksa_kode"),
    path("komponen/", komponen.komponen, name="komponen"),
    path("akun/", include("dtsen.accounts.urls")),
    path("akun/", include(untuk_allauth)),
    path("dtsen/", include("dtsen.registry.urls")),
    path("dtsen/", include("dtsen.ranking.urls")),
    path("verval/", include("verval.urls")),
    path("ikesos/", include("ikesos.urls")),
    path("api/v1/", include("config.api_urls")),
    # One door: signing in and changing the password are pages of this house, with its counters and its second factor.
    path("kelola/login/", akun.masuk_kelola, name="masuk_kelola"),
    path("kelola/password_change/", akun.ganti_sandi_kelola, name="ganti_sandi_kelola"),
    path("kelola/", admin.site.urls),
]

handler400 = "config.galat.salah"
handler403 = "config.galat.tidak_berwenang"
handler404 = "config.galat.tidak_ada"
handler500 = "config.galat.rusak"
