"""Admin pages of the registry: only what an admin decides, never families or persons."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from dtsen.lib.samar import mask_text
from dtsen.registry.models import PetaKode
from dtsen.wilayah.kelola import HalamanKelola


@admin.register(PetaKode)
class PetaKodeAdmin(HalamanKelola):
    """Codes of sources that the layouts do not know; what they mean counts from the next import on."""

    list_display = ("sumber", "kolom", "nilai_tersamar", "jumlah", "kode", "abaikan")
    list_filter = ("sumber", "abaikan", ("kode", admin.EmptyFieldListFilter))
    fields = ("sumber", "kolom", "nilai_tersamar", "jumlah", "kode", "abaikan")
    readonly_fields = ("sumber", "kolom", "nilai_tersamar", "jumlah")
    ordering = ("-jumlah",)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the list filters by: `?nilai__startswith=` would read out a masked number digit by digit."""
        return lookup.partition("__")[0] in {"sumber", "abaikan", "kode"}

    @admin.display(description="nilai", ordering="nilai")
    def nilai_tersamar(self, satu: PetaKode) -> str:
        """A file whose columns have slipped puts numbers of persons here."""
        return mask_text(satu.nilai)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
