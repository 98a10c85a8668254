"""The file with which Kemensos answers."""

from __future__ import annotations

from django import forms


class JawabanForm(forms.Form):
    """The file with which Kemensos answers."""

    berkas = forms.FileField(
        label="Berkas jawaban",
        help_text="CSV atau Excel berkolom NO_USULAN, NIK, NOKK, PROGRAM, HASIL, ALASAN, TANGGAL. Paling besar 6 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods"}),
        error_messages={"required": "Pilih berkas jawaban.", "empty": "Berkas kosong. Unduh ulang berkasnya."},
    )
