"""Admin pages of regions."""

from __future__ import annotations

from django.contrib import admin

from dtsen.wilayah.kelola import HalamanKelola
from dtsen.wilayah.models import KodeWilayah, Wilayah


@admin.register(Wilayah)
class WilayahAdmin(HalamanKelola):
    list_display = ("kode", "nama", "jenis", "induk")
    list_filter = ("jenis",)
    search_fields = ("kode", "nama")


@admin.register(KodeWilayah)
class KodeWilayahAdmin(HalamanKelola):
    list_display = ("sistem", "kode", "wilayah", "berlaku_dari", "berlaku_sampai")
    list_filter = ("sistem",)
    search_fields = ("kode",)
