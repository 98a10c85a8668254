"""URLs of this floor."""

from __future__ import annotations

from django.urls import URLPattern, path

from ikesos.views import guna, indeks, laporan, wilayah

app_name = "ikesos"
urlpatterns: list[URLPattern] = [
    path("", indeks.indeks_saya, name="indeks_saya"),
    path("indeks/<str:kode>/", indeks.indeks, name="indeks"),
    path("indeks/<str:kode>/<str:simpul>/", indeks.simpul, name="simpul"),
    path("peta/<str:kode>/", guna.peta, name="peta"),
    path("tren/<str:kode>/", guna.tren, name="tren"),
    path("andai/<str:kode>/", guna.andai, name="andai"),
    path("banding/<str:kode>/", guna.banding, name="banding"),
    path("kokoh/<str:kode>/", guna.kokoh, name="kokoh"),
    path("laporan/<str:kode>/pdf/", laporan.pdf, name="laporan_pdf"),
    path("laporan/<str:kode>/xlsx/", laporan.xlsx, name="laporan_xlsx"),
    path("hitung/", indeks.hitung, name="hitung"),
    path("hitung/ulang/", guna.ulang, name="hitung_ulang"),
    path("struktur/", indeks.struktur, name="struktur"),
    path("wilayah/", wilayah.wilayah_saya, name="wilayah_saya"),
    path("wilayah/<str:kode>/", wilayah.wilayah, name="wilayah"),
]
