"""Admin pages of the index: offices and what they owe, what counts as decent, the rule of the light, figures of BPS.

What holds from a date on is added, never changed: the rows before are its history.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from ikesos.models import AnggotaInstansi, AturanLampu, Instansi, KemiskinanBps, Layak, Sasaran, TugasIsian


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


class BerlakuForm(forms.ModelForm[Any]):
    """A row that holds from a day on, at the earliest today: what has been calculated stays as it was."""

    def clean_berlaku_dari(self) -> Any:
        hari = self.cleaned_data["berlaku_dari"]
        if hari < timezone.localdate():
            raise ValidationError("Berlaku paling cepat hari ini. Yang sudah lewat memakai baris lama.")
        return hari


class TetapAdmin(admin.ModelAdmin[Any]):
    """Rows are added and read."""

    form = BerlakuForm

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Layak)
class LayakAdmin(TetapAdmin):
    """What counts as decent. A calculation takes what is in force on its day; another person publishes it."""

    list_display = ("hal", "kode", "berlaku_dari", "dokumen")
    list_filter = ("hal",)


@admin.register(AturanLampu)
class AturanLampuAdmin(TetapAdmin):
    """The rule of the traffic light of the RPJMD, newest first."""

    list_display = ("berlaku_dari", "hijau", "kuning", "dokumen")


@admin.register(KemiskinanBps)
class KemiskinanBpsAdmin(admin.ModelAdmin[KemiskinanBps]):
    """Figures as BPS published them; a correction of BPS is written over them, and the trail keeps both."""

    list_display = ("kode_wilayah", "periode", "garis_rp_bulan", "p0", "p1", "p2", "gini", "sumber")
    list_filter = ("kode_wilayah",)

    def has_delete_permission(self, request: HttpRequest, obj: KemiskinanBps | None = None) -> bool:
        return False


@admin.register(Sasaran)
class SasaranAdmin(admin.ModelAdmin[Sasaran]):
    """Sentences of the plan that indicators stand under."""

    list_display = ("kode", "nama", "dokumen", "urut")

    def has_delete_permission(self, request: HttpRequest, obj: Sasaran | None = None) -> bool:
        return False
