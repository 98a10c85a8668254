"""URLs of this floor."""

from __future__ import annotations

from django.urls import URLPattern, path

from dtsen.ranking.views import keluarga_desil, peringkat

app_name = "ranking"
urlpatterns: list[URLPattern] = [
    path("peringkat/", peringkat.peringkat, name="run"),
    path("peringkat/mulai/", peringkat.mulai, name="run_mulai"),
    path("peringkat/<int:pk>/", peringkat.detail, name="run_detail"),
    path("peringkat/<int:pk>/kemajuan/", peringkat.kemajuan, name="run_kemajuan"),
    path("peringkat/<int:pk>/terbitkan/", peringkat.terbitkan, name="run_terbitkan"),
    path("peringkat/<int:pk>/batalkan/", peringkat.batalkan, name="run_batalkan"),
    path("keluarga/<int:pk>/desil/", keluarga_desil.keluarga_desil, name="keluarga_desil"),
]
