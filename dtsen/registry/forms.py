"""Shape of what is typed and uploaded on the import pages; whether it is right the use cases say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from dtsen.registry.models.impor import SUMBER


class BanyakBerkas(forms.ClearableFileInput):
    """One field, several files."""

    allow_multiple_selected = True


class BerkasField(forms.FileField):
    """A list of files; the empty list is refused."""

    widget = BanyakBerkas

    def clean(self, data: Any, initial: Any = None) -> Any:
        daftar: Sequence[UploadedFile[Any] | None] = data if isinstance(data, list | tuple) else [data]
        return [super(BerkasField, self).clean(satu, initial) for satu in daftar or (None,)]


class UnggahForm(forms.Form):
    """A new import: source, date of the data, files."""

    sumber = forms.ChoiceField(
        label="Sumber",
        choices=[("", "Pilih sumber"), *SUMBER.items()],
        error_messages={"required": "Pilih dari mana berkas ini berasal."},
    )
    tanggal = forms.DateField(
        label="Tanggal data",
        help_text="Tanggal keadaan data menurut sumbernya, bukan tanggal unggah. Nilai yang lebih baru menang.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Isi tanggal data.", "invalid": "Tulis tanggal seperti 24/07/2026."},
    )
    berkas = BerkasField(
        label="Berkas",
        help_text="CSV atau Excel. Pilih semua berkas sumber ini sekaligus, misalnya keluarga dan anggota.",
        error_messages={"required": "Pilih satu berkas atau lebih.", "empty": "Berkas kosong. Unduh ulang berkasnya."},
    )
