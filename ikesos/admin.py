"""Admin pages of the index: which office owes which input and who fills in for it."""

from __future__ import annotations

from django.contrib import admin

from ikesos.models import AnggotaInstansi, Instansi, TugasIsian


class AnggotaInline(admin.TabularInline[AnggotaInstansi, Instansi]):
    model = AnggotaInstansi
    extra = 1


@admin.register(Instansi)
class InstansiAdmin(admin.ModelAdmin[Instansi]):
    """Offices and the accounts that fill in for them."""

    list_display = ("nama", "aktif")
    inlines = (AnggotaInline,)


@admin.register(TugasIsian)
class TugasIsianAdmin(admin.ModelAdmin[TugasIsian]):
    """Who owes which indicator, until when, and from which change on a note is asked for."""

    list_display = ("indikator", "instansi", "setiap", "tenggat", "geser")
    list_filter = ("instansi",)
