"""Admin pages of regions."""

from __future__ import annotations

from django.contrib import admin

from dtsen.wilayah.models import KodeWilayah, Wilayah


@admin.register(Wilayah)
class WilayahAdmin(admin.ModelAdmin[Wilayah]):
    list_display = ("kode", "nama", "jenis", "induk")
    list_filter = ("jenis",)
    search_fields = ("kode", "nama")


@admin.register(KodeWilayah)
class KodeWilayahAdmin(admin.ModelAdmin[KodeWilayah]):
    list_display = ("sistem", "kode", "wilayah", "berlaku_dari", "berlaku_sampai")
    list_filter = ("sistem",)
    search_fields = ("kode",)
