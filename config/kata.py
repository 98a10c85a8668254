"""What forms say by themselves, in the words of the house: short, and with what to write instead."""

from __future__ import annotations

from typing import Any

from django import forms

ANGKA, PILIH = "Tulis angka, misalnya 12,5.", "Pilih salah satu yang ada di daftar."
KATA: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "Bagian ini belum diisi."},
    forms.IntegerField: {"invalid": "Tulis bilangan bulat, misalnya 12."},
    forms.FloatField: {"invalid": ANGKA},
    forms.DecimalField: {"invalid": ANGKA},
    forms.DateField: {"invalid": "Tulis tanggal, misalnya 2026-11-26."},
    forms.ChoiceField: {"invalid_choice": PILIH},
    forms.MultipleChoiceField: {"invalid_choice": PILIH, "invalid_list": PILIH},
    forms.ModelChoiceField: {"invalid_choice": PILIH},
    forms.ModelMultipleChoiceField: {"invalid_choice": PILIH, "invalid_pk_value": PILIH, "invalid_list": PILIH},
    forms.FileField: {"empty": "Berkas ini kosong. Simpan ulang, lalu unggah lagi."},
}
"""In place of the library's own; a field that says something better keeps it."""
UMUM = frozenset(pesan for isi in KATA.values() for pesan in isi.values())
"""Sentences that do not name their field: a summary puts the label in front."""


def apply() -> None:
    """Let every form of every floor use these words."""
    for jenis, isi in KATA.items():
        baku: dict[str, Any] = jenis.__dict__.get("default_error_messages", {})
        jenis.default_error_messages = {**baku, **isi}
