"""URLs of this floor."""

from __future__ import annotations

from django.urls import URLPattern, path

from ikesos.views import indeks, wilayah

app_name = "ikesos"
urlpatterns: list[URLPattern] = [
    path("", indeks.indeks_saya, name="indeks_saya"),
    path("indeks/<str:kode>/", indeks.indeks, name="indeks"),
    path("indeks/<str:kode>/<str:simpul>/", indeks.simpul, name="simpul"),
    path("hitung/", indeks.hitung, name="hitung"),
    path("struktur/", indeks.struktur, name="struktur"),
    path("wilayah/", wilayah.wilayah_saya, name="wilayah_saya"),
    path("wilayah/<str:kode>/", wilayah.wilayah, name="wilayah"),
]
