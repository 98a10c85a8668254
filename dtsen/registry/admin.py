"""Admin pages of the registry: only what an admin decides, never families or persons."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from dtsen.registry.models import PetaKode


@admin.register(PetaKode)
class PetaKodeAdmin(admin.ModelAdmin[PetaKode]):
    """Codes of sources that the layouts do not know; what they mean counts from the next import on."""

    list_display = ("sumber", "kolom", "nilai", "jumlah", "kode", "abaikan")
    list_filter = ("sumber", "abaikan", ("kode", admin.EmptyFieldListFilter))
    readonly_fields = ("sumber", "kolom", "nilai", "jumlah")
    ordering = ("-jumlah",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
