"""URLs of the API, `/api/v1/`."""

from __future__ import annotations

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from dtsen.accounts import api as accounts
from dtsen.registry import api as registry
from verval import api as verval
from verval.musdes import api as musdes

app_name = "api"
urlpatterns = [
    path("skema/", SpectacularAPIView.as_view(), name="skema"),
    path("", SpectacularSwaggerSplitView.as_view(url_name="api:skema"), name="dokumen"),
    path("token/", accounts.token_buat, name="token"),
    path("token/cabut/", accounts.token_cabut, name="token_cabut"),
    path("warga/cari/", registry.cari, name="warga_cari"),
    path("warga/<int:pk>/nik/", registry.nik_buka, name="nik_buka"),
    path("keluarga/<int:pk>/nomor-kk/", registry.kk_buka, name="kk_buka"),
    path("keluarga/<int:pk>/", verval.keluarga_detail, name="keluarga_detail"),
    path("pembaruan/", verval.pembaruan_list, name="pembaruan"),
    path("pembaruan/<int:pk>/", verval.pembaruan_detail, name="pembaruan_detail"),
    path("pembaruan/<int:pk>/langkah/", verval.pembaruan_langkah, name="pembaruan_langkah"),
    path("usulan/", verval.usulan_list, name="usulan"),
    path("usulan/<int:pk>/", verval.usulan_detail, name="usulan_detail"),
    path("usulan/<int:pk>/langkah/", verval.usulan_langkah, name="usulan_langkah"),
    path("musyawarah/", musdes.musyawarah_list, name="musyawarah"),
    path("musyawarah/<int:pk>/", musdes.musyawarah_detail, name="musyawarah_detail"),
    path("program/", verval.program_list, name="program"),
]
