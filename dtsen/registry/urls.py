"""URLs of this floor."""

from __future__ import annotations

from django.urls import URLPattern, path

from dtsen.registry.views import buka, impor, jejak_warga, keluarga

app_name = "registry"
urlpatterns: list[URLPattern] = [
    path("keluarga/<int:pk>/", keluarga.keluarga, name="keluarga"),
    path("keluarga/<int:pk>/buka/", buka.buka, name="buka"),
    path("impor/", impor.impor, name="impor"),
    path("impor/<int:pk>/", impor.detail, name="impor_detail"),
    path("impor/<int:pk>/kemajuan/", impor.kemajuan, name="impor_kemajuan"),
    path("impor/<int:pk>/terapkan/", impor.terapkan, name="impor_terapkan"),
    path("impor/<int:pk>/batal/", impor.batal, name="impor_batal"),
    path("impor/<int:pk>/tolakan/", impor.tolakan, name="impor_tolakan"),
    path("antrean/", impor.antrean, name="antrean"),
    path("jejak-warga/", jejak_warga.jejak_warga, name="jejak_warga"),
]
