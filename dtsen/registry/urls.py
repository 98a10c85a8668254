"""URLs of this floor."""

from __future__ import annotations

from django.urls import URLPattern, path

from dtsen.registry.views import keluarga

app_name = "registry"
urlpatterns: list[URLPattern] = [
    path("keluarga/<int:pk>/", keluarga.keluarga, name="keluarga"),
]
