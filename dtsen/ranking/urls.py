"""URLs of this floor."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "ranking"
urlpatterns: list[URLPattern] = []
