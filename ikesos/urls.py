"""URLs of this floor."""

from __future__ import annotations

from django.urls import URLPattern, path

from ikesos.views import wilayah

app_name = "ikesos"
urlpatterns: list[URLPattern] = [
    path("wilayah/", wilayah.wilayah_saya, name="wilayah_saya"),
    path("wilayah/<str:kode>/", wilayah.wilayah, name="wilayah"),
]
