"""What every page under /kelola/ does alike; the admin modules of all floors build on these two classes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone


class HalamanKelola(admin.ModelAdmin[Any]):
    """Dates by the browser's own picker; a key that people write is written once.

    A changed primary key would be saved as a second row beside the first.
    """

    formfield_overrides = {  # noqa: RUF012 (Django's)
        models.DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}
    }

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        tetap = tuple(super().get_readonly_fields(request, obj))
        kunci = self.opts.pk
        tulis = obj is not None and kunci.editable and not isinstance(kunci, models.AutoField)
        return (kunci.name, *tetap) if tulis and kunci.name not in tetap else tetap


class BerlakuForm(forms.ModelForm[Any]):
    """A row that holds from a day on, at the earliest today: what has passed keeps the rows it had."""

    def clean_berlaku_dari(self) -> Any:
        hari = self.cleaned_data["berlaku_dari"]
        if hari < timezone.localdate():
            raise ValidationError("Berlaku paling cepat hari ini. Yang sudah lewat memakai baris lama.")
        return hari


class HalamanBerlaku(HalamanKelola):
    """Rows with `berlaku_dari`: one that holds already stays as the history of what was done by it."""

    form = BerlakuForm

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _holds(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _holds(obj)


def _holds(satu: Any) -> bool:
    return satu is not None and bool(satu.berlaku_dari <= timezone.localdate())
