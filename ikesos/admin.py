"""Admin pages of the index: offices and what they owe, what counts as decent, the rule of the light, figures of BPS.

What holds from a date on is added, never changed: the rows before are its history.
"""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from dtsen.wilayah.kelola import HalamanBerlaku, HalamanKelola
from ikesos.models import AnggotaInstansi, AturanLampu, Instansi, KemiskinanBps, Layak, Sasaran, TugasIsian


class AnggotaInline(admin.TabularInline[AnggotaInstansi, Instansi]):
    model = AnggotaInstansi
    extra = 0


@admin.register(Instansi)
class InstansiAdmin(HalamanKelola):
    """Offices and the accounts that fill in for them."""

    list_display = ("nama", "aktif")
    inlines = (AnggotaInline,)


@admin.register(TugasIsian)
class TugasIsianAdmin(HalamanKelola):
    """Who owes which indicator, until when, and from which change on a note is asked for."""

    list_display = ("indikator", "instansi", "setiap", "tenggat", "geser")
    list_filter = ("instansi",)


@admin.register(Layak)
class LayakAdmin(HalamanBerlaku):
    """What counts as decent. A calculation takes what is in force on its day; another person publishes it."""

    list_display = ("hal", "kode", "berlaku_dari", "dokumen")
    list_filter = ("hal",)


@admin.register(AturanLampu)
class AturanLampuAdmin(HalamanBerlaku):
    """The rule of the traffic light of the RPJMD, newest first."""

    list_display = ("berlaku_dari", "hijau", "kuning", "dokumen")


@admin.register(KemiskinanBps)
class KemiskinanBpsAdmin(HalamanKelola):
    """Figures as BPS published them; a correction of BPS is written over them, and the trail keeps both."""

    list_display = ("kode_wilayah", "periode", "garis_rp_bulan", "p0", "p1", "p2", "gini", "sumber")
    list_filter = ("kode_wilayah",)

    def has_delete_permission(self, request: HttpRequest, obj: KemiskinanBps | None = None) -> bool:
        return False


@admin.register(Sasaran)
class SasaranAdmin(HalamanKelola):
    """Sentences of the plan that indicators stand under."""

    list_display = ("kode", "nama", "dokumen", "urut")

    def has_delete_permission(self, request: HttpRequest, obj: Sasaran | None = None) -> bool:
        return False
