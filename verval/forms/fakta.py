"""The field of one fact, as the fact table describes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from dtsen.registry.fakta import ANGKA, BIT, KODE_, TANGGAL, Fakta

RADIO_TERBANYAK = 12
"""Longer code lists are a select: thirty radio buttons do not fit a telephone."""

PILIH_DARI_DAFTAR = {"invalid_choice": "Pilih salah satu jawaban dari daftar.", "required": "Isi nilai yang baru."}

WAJIB = {"required": "Isi nilai yang baru."}

PANJANG_ALASAN = 2000

PEKA = {"data-peka": True}
"""Tells of illness, pregnancy or children: static/js/sesi.js keeps nothing of it on the device."""


def plain_field(fakta: Fakta) -> forms.Field:
    """The field of one fact; ranges and skips the use case checks."""
    pilihan = [(str(kode), arti) for kode, arti in fakta.pilihan.items()]
    if fakta.jenis == KODE_:
        banyak = len(pilihan) > RADIO_TERBANYAK
        return forms.ChoiceField(
            choices=[("", "Pilih"), *pilihan] if banyak else pilihan,
            widget=forms.Select if banyak else forms.RadioSelect,
            error_messages=PILIH_DARI_DAFTAR,
        )
    if fakta.jenis == BIT:
        return forms.MultipleChoiceField(
            choices=pilihan, widget=forms.CheckboxSelectMultiple, error_messages=PILIH_DARI_DAFTAR
        )
    if fakta.jenis == ANGKA:
        angka = forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": fakta.maks})
        return forms.CharField(widget=angka, max_length=12, error_messages=WAJIB)
    if fakta.jenis == TANGGAL:
        return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), max_length=12, error_messages=WAJIB)
    return forms.CharField(max_length=fakta.panjang, error_messages=WAJIB)


def typed(fakta: Fakta, nilai: object) -> Any:
    """A stored value as a form holds it: a sum of codes becomes its ticks."""
    if fakta.jenis == BIT and nilai is None:
        return []
    if fakta.jenis == BIT and isinstance(nilai, int):
        return [str(k) for k in fakta.pilihan if (k and nilai & k == k) or k == nilai]
    if isinstance(nilai, date):
        return nilai.isoformat()
    return "" if nilai is None else nilai


def fact_field(fakta: Fakta, label: str, *, wajib: bool = True) -> forms.Field:
    """The field of one fact with its label; where it may stay empty, a choice has an empty answer."""
    kolom = plain_field(fakta)
    kolom.label, kolom.required = label, wajib
    if not wajib and isinstance(kolom, forms.ChoiceField):
        kolom.widget = forms.Select()
        kolom.choices = [("", "Tidak diketahui"), *((str(k), arti) for k, arti in fakta.pilihan.items())]
    return kolom
