"""Lists of the case work that admins keep."""

from __future__ import annotations

from django.contrib import admin

from verval.models import AlasanTolak, SyaratBukti


@admin.register(AlasanTolak)
class AlasanTolakAdmin(admin.ModelAdmin[AlasanTolak]):
    """A reason that cases refer to cannot be deleted: take it out of use."""

    list_display = ("label", "kasus", "perlu_catatan", "aktif", "urut")
    list_filter = ("kasus", "aktif")


@admin.register(SyaratBukti)
class SyaratBuktiAdmin(admin.ModelAdmin[SyaratBukti]):
    """Which evidence each hop asks for."""

    list_display = ("kasus", "aksi", "pilihan", "penting", "urut")
    list_filter = ("kasus", "penting")
